import { expect } from 'chai';
import { joinBytes } from '../../src/server/join-bytes.js';
import { KeyRedactor } from '../../src/server/key-redactor.js';

const encoder = new TextEncoder();

function redact(key: string, text: string, size: number): string {
  const redactor = new KeyRedactor(key);
  const bytes = encoder.encode(text);
  const clean: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) clean.push(redactor.push(bytes.subarray(at, at + size)));
  return new TextDecoder().decode(joinBytes([...clean, redactor.end()]));
}

const cases: readonly [string, string][] = [
  ['a plain text', 'Nothing to see: sesam, open. é🙂'],
  ['the key alone', 'sesame-seven'],
  ['the key twice', '"sesame-sevensesame-seven"'],
  ['a false start before it', 'sesame-sesame-seven'],
  ['a repeated first letter', 'ssssesame-seven!'],
  ['the key and a beginning of it', 'sesame-seven and sesame-seve'],
  ['a beginning at the end', 'sesame-'],
  ['nothing', ''],
];

describe('taking the key out of a stream', () => {
  for (const [what, text] of cases) {
    it(`leaves no trace in ${what}, however it is cut`, () => {
      const expected = text.replaceAll('sesame-seven', '[key]');
      for (let size = 1; size <= text.length + 1; size += 1) {
        expect(redact('sesame-seven', text, size), `${size} bytes at a time`).to.equal(expected);
      }
    });
  }

  it('leaves a placeholder alone, which may be a common word', () => {
    expect(redact('emulator', 'I am the offline emulator.', 3)).to.equal('I am the offline emulator.');
  });

  it('finds a key that could begin inside itself', () => {
    for (let size = 1; size < 24; size += 1)
      expect(redact('aabaabaabaab', 'xaaabaabaabaabaabaa', size)).to.equal('xa[key]aabaa');
  });

  it('holds nothing back that cannot be the key', () => {
    const redactor = new KeyRedactor('sesame-seven');
    expect(redactor.push(encoder.encode('data: 1\n\n')).length).to.equal(9);
    expect(redactor.push(encoder.encode('data: ses')).length).to.equal(6);
  });
});
