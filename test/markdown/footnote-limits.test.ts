import { expect } from 'chai';
import { showContent } from './content-stage.js';
import { createRandom, cutRandomly, renderWhole, streamMarkdown } from './stream-markdown.js';

describe('hostile footnotes', () => {
  const hostile: readonly (readonly [what: string, text: string])[] = [
    ['10,000 references to one footnote', `${'a[^1] '.repeat(10_000)}\n\n[^1]: one`],
    ['10,000 footnotes', Array.from({ length: 10_000 }, (_, index) => `[^${index}]: n`).join('\n')],
    [
      '2,000 references and their footnotes',
      `${Array.from({ length: 2000 }, (_, index) => `w[^n${index}]${index % 20 ? '' : '\n\n'}`).join(' ')}\n\n` +
        Array.from({ length: 2000 }, (_, index) => `[^n${index}]: note`).join('\n'),
    ],
    ['a footnote of 150,000 letters', `a[^1]\n\n[^1]: ${'word '.repeat(30_000)}`],
    [
      'a chain of 2,000 footnotes',
      `a[^0]\n\n${Array.from({ length: 2000 }, (_, index) => `[^${index}]: n[^${index + 1}]`).join('\n\n')}`,
    ],
    ['20,000 half references', '[^'.repeat(20_000)],
    ['20,000 undefined references', '[^1]'.repeat(20_000)],
    ['1,500 definitions in a quote', '> [^1]: a\n'.repeat(1500)],
    ['6,000 lists before definitions', `${'- a\n\n1. b\n\n'.repeat(3000)}[^1]: a`],
    ['a footnote nested 2,000 deep', `a[^1]\n\n[^1]: ${'> '.repeat(2000)}a`],
  ];
  for (const [what, text] of hostile) {
    it(`take no longer than other text: ${what}`, async function () {
      this.timeout(60_000);
      const start = performance.now();
      const { container } = await showContent(text);
      const time = performance.now() - start;
      console.log(`${what}: ${Math.round(time)} ms, ${container.querySelectorAll('*').length} elements`);
      expect(time).to.be.below(5000);
      expect(container.querySelectorAll('*').length).to.be.below(30_000);
    });

    it(`end the same in pieces: ${what}`, async function () {
      this.timeout(120_000);
      const { innerHTML } = await streamMarkdown(cutRandomly(text, text.length / 20, createRandom(1)));
      expect(innerHTML === (await renderWhole(text))).to.equal(true);
    });
  }
});
