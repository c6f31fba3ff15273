import { expect } from 'chai';
import { checkFile } from '../../src/attachments/check-file.js';
import { findMimeType } from '../../src/attachments/find-mime-type.js';

type Case = [
  what: string,
  file: { name: string; type: string; size: number },
  accept: string,
  reason?: string,
];

const png = { name: 'a.png', type: 'image/png', size: 100 };
const markdown = { name: 'a.md', type: '', size: 100 };

const cases: Case[] = [
  ['anything Gemini reads where the page has no wish', png, ''],
  ['a family', png, 'image/*'],
  ['an exact type', png, 'IMAGE/PNG'],
  ['an ending', png, '.jpg, .PNG'],
  ['everything', png, '*/*'],
  ['a text by the family that it is sent as', markdown, 'text/*'],
  ['no other family', png, 'audio/*', 'accept'],
  ['no other ending', png, '.jpg,.gif', 'accept'],
  ['no program', { name: 'a.exe', type: '', size: 100 }, '', 'type'],
  ['no program, even where the page wants it', { name: 'a.exe', type: '', size: 100 }, '.exe', 'type'],
  ['no empty file', { ...png, size: 0 }, '', 'empty'],
  ['a file at the limit', { ...png, size: 1000 }, ''],
  ['no file above the limit', { ...png, size: 1001 }, '', 'size'],
];

const codes: Readonly<Record<string, string>> = {
  accept: 'attachment-type',
  type: 'attachment-type',
  empty: 'attachment-failed',
  size: 'attachment-size',
};

describe('a file is looked at before it is read', () => {
  for (const [what, file, accept, reason] of cases) {
    it(`takes ${what}`, () => {
      const facts = { ...file, mimeType: findMimeType(file) };
      const refusal = checkFile(facts, { accept, maxFileBytes: 1000 });
      expect(refusal?.reason).to.equal(reason);
      expect(refusal?.error.code).to.equal(reason && codes[reason]);
    });
  }

  it('says the limit', () => {
    const refusal = checkFile(
      { ...png, size: 5000, mimeType: 'image/png' },
      { accept: '', maxFileBytes: 1000 },
    );
    expect(refusal?.most).to.equal(1000);
    expect(refusal?.error.message).to.contain('a.png').and.to.contain('1000');
  });
});
