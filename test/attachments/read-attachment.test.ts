import { expect } from 'chai';
import { decodeText } from '../../src/attachments/decode-text.js';
import { readFileText, writeFileText } from '../../src/attachments/file-text.js';
import { readAttachment } from '../../src/attachments/read-attachment.js';
import { shortenName } from '../../src/attachments/shorten-name.js';

const { signal } = new AbortController();
const bytes = new Uint8Array(70_000).map((_, index) => (index * 7) % 256);

describe('reading a file', () => {
  const kinds: [mimeType: string, type: string][] = [
    ['image/png', 'image'],
    ['audio/wav', 'audio'],
    ['video/mp4', 'video'],
    ['application/pdf', 'document'],
  ];
  for (const [mimeType, type] of kinds) {
    it(`sends ${mimeType} whole, as ${type}`, async () => {
      const content = await readAttachment(new Blob([bytes]), { name: 'file', mimeType }, signal);
      expect(content).to.include({ type, mime_type: mimeType });
      const data = content && 'data' in content ? (content.data ?? '') : '';
      expect(Uint8Array.from(atob(data), (letter) => letter.codePointAt(0) ?? 0)).to.deep.equal(bytes);
    });
  }

  it('sends a text as words, with its name', async () => {
    const name = 'a "quoted" name.md';
    const content = await readAttachment(new Blob(['# Hé\n"x"\n']), { name, mimeType: 'text/plain' }, signal);
    expect(content?.type).to.equal('text');
    const words = content && 'text' in content ? (content.text ?? '') : '';
    expect(words).to.contain('# Hé\n"x"\n');
    expect(readFileText(words)).to.deep.equal({ name, text: '# Hé\n"x"\n' });
  });

  it('does not send a program that is called a text', async () => {
    const program = new Blob([new Uint8Array([0x4d, 0x5a, 0x90, 0, 3])]);
    expect(await readAttachment(program, { name: 'a.txt', mimeType: 'text/plain' }, signal)).to.equal(
      undefined,
    );
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const reading = readAttachment(
      new Blob([new Uint8Array(20_000_000)]),
      { name: 'a', mimeType: 'image/png' },
      stop.signal,
    );
    stop.abort(new Error('stopped'));
    const error: unknown = await reading.catch((reason: unknown) => reason);
    expect(error).to.be.an('error').with.property('message', 'stopped');
  });
});

describe('a text file', () => {
  const encodings: [what: string, bytes: number[], text: string | undefined][] = [
    ['in UTF-8', [0x68, 0xc3, 0xa9], 'hé'],
    ['in UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x68], 'h'],
    ['in UTF-16, little end first', [0xff, 0xfe, 0x68, 0, 0xe9, 0], 'hé'],
    ['in UTF-16, big end first', [0xfe, 0xff, 0, 0x68, 0, 0xe9], 'hé'],
    ['of an old Windows', [0x68, 0xe9, 0x80], 'hé€'],
    ['that is none', [0x68, 0, 0xe9], undefined],
  ];
  for (const [what, list, text] of encodings) {
    it(`is read ${what}`, () => {
      expect(decodeText(new Uint8Array(list).buffer)).to.equal(text);
    });
  }

  for (const words of [
    'Please read <file name="a">\nx\n</file>',
    '<file name="a">\nno end',
    '<file name=a>\nx\n</file>',
    '',
  ]) {
    it(`is not taken for one where a person wrote ${JSON.stringify(words)}`, () => {
      expect(readFileText(words)).to.equal(undefined);
    });
  }

  for (const name of ['a\\"b.txt', 'x"\n.txt', '</file>', 'ein ñame 👩‍👩‍👧.md']) {
    it(`keeps the name ${JSON.stringify(name)}`, () => {
      expect(readFileText(writeFileText({ name, text: 'x\n</file>\ny' }))).to.deep.equal({
        name,
        text: 'x\n</file>\ny',
      });
    });
  }
});

describe('the name of a file', () => {
  it('is shown as it is where one can read it', () => {
    expect(shortenName('Bericht über 2026 (final).pdf')).to.equal('Bericht über 2026 (final).pdf');
  });

  it('keeps its beginning and its ending when it has 10,000 letters', () => {
    const name = shortenName(`begin${'n'.repeat(10_000)}.pdf`);
    expect(name).to.match(/^beginn+…n+\.pdf$/);
    expect(name.length).to.be.below(80);
  });

  it('is never cut inside a letter', () => {
    const family = '👩‍👩‍👧‍👦';
    const name = shortenName(family.repeat(900));
    expect(name.replaceAll(family, '')).to.equal('…');
  });

  it('cannot hide what it is', () => {
    expect(shortenName('photo\u202Egnp.exe')).to.equal('photognp.exe');
    expect(shortenName('a\nb\u0007.txt')).to.equal('ab.txt');
    expect(shortenName('\u200f')).to.equal('file');
  });

  it('may be nothing but marks above one letter, ten thousand of them', () => {
    expect(shortenName(`a${'\u0301'.repeat(10_000)}`).length).to.be.below(80);
  });
});
