import { expect } from 'chai';
import { articleText } from '../../src/emulator/article-text.js';
import { cutText } from '../../src/emulator/cut-text.js';
import { arabicText, unicodeText } from '../../src/emulator/language-texts.js';
import { markdownText } from '../../src/emulator/markdown-text.js';

const texts = [
  '',
  ' ',
  '\n\n',
  'a',
  '  two  words \n',
  articleText,
  arabicText,
  unicodeText,
  markdownText,
  '水'.repeat(99),
];

describe('cutText', () => {
  it('loses and adds nothing', () => {
    for (const text of texts) expect(cutText(text).join('')).to.equal(text);
  });

  it('cuts the same text in the same places', () => {
    expect(cutText(articleText)).to.deep.equal(cutText(articleText));
  });

  it('never cuts a code point in two', () => {
    for (const piece of texts.flatMap(cutText)) expect(piece).not.to.match(/\p{Surrogate}/u);
  });

  it('keeps pieces small, also in texts without spaces', () => {
    const longest = Math.max(...texts.flatMap(cutText).map((piece) => Array.from(piece).length));
    expect(longest).to.be.lessThan(60);
    expect(cutText(articleText).length).to.be.greaterThan(500);
  });
});
