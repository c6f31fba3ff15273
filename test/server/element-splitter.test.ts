import { expect } from 'chai';
import { ElementSplitter } from '../../src/server/element-splitter.js';

const decoder = new TextDecoder();

function split(text: string, size: number, maxHeldBytes = 1000): string[] {
  const splitter = new ElementSplitter(maxHeldBytes);
  const bytes = new TextEncoder().encode(text);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const piece of splitter.push(bytes.subarray(at, at + size))) {
      pieces.push(`${piece.first ? '' : '…'}${decoder.decode(piece.bytes)}${piece.last ? '' : '…'}`);
    }
  }
  const rest = splitter.end();
  return rest === undefined ? pieces : [...pieces, decoder.decode(rest.bytes)];
}

const cases: readonly [string, string, string[]][] = [
  ['an empty array', '[]', ['[]']],
  ['one element', '[{"a":1}]', ['[{"a":1}', ']']],
  [
    'elements over several lines',
    '[{\n "a": [1, {}]\n}\n,\r\n{"b":2}\n]\n',
    ['[{\n "a": [1, {}]\n}', '\n,\r\n{"b":2}', '\n]', '\n'],
  ],
  [
    'brackets and quotes in texts',
    String.raw`[{"a":"}]\"[{\\"},{"b":"\\\""}]`,
    [String.raw`[{"a":"}]\"[{\\"}`, String.raw`,{"b":"\\\""}`, ']'],
  ],
  ['letters of several bytes', '[{"a":"é🙂"},{"b":"”"}]', ['[{"a":"é🙂"}', ',{"b":"”"}', ']']],
  ['an object that is no array', '{"error":{"code":1}}', ['{"error":{"code":1}', '}']],
  ['an array that breaks off', '[{"a":1},{"b"', ['[{"a":1}', ',{"b"']],
];

describe('the elements of an array that streams in', () => {
  for (const [what, text, expected] of cases) {
    it(`are found in ${what}, wherever the network cuts`, () => {
      for (const size of [1, 2, 3, 7, 1000]) expect(split(text, size), `${size}`).to.deep.equal(expected);
    });
  }

  it('come in pieces when they are long, and not twice', () => {
    const long = `{"data":"${'A'.repeat(25)}"}`;
    const pieces = split(`[${long},{"b":2}]`, 10, 15);
    expect(pieces.join('').replaceAll('…', '')).to.equal(`[${long},{"b":2}]`);
    expect(pieces.length).to.be.above(3);
    expect(pieces[0]).to.equal('[{"data":"AAAAAAAAAA…');
    expect(pieces.at(-2)).to.equal(',{"b":2}');
  });
});
