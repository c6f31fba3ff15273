import { expect } from 'chai';
import { completeJson } from '../../src/ui/complete-json.js';
import { formatNumber } from '../../src/ui/format-number.js';

describe('a beginning of JSON', () => {
  const cases: [beginning: string, whole: unknown][] = [
    ['{', {}],
    ['{"a', {}],
    ['{"a"', {}],
    ['{"a":', {}],
    ['{"a":1', {}],
    ['{"a":1,', { a: 1 }],
    ['{"a":1}', { a: 1 }],
    ['{"a":"b', { a: 'b' }],
    ['{"a":"b"', { a: 'b' }],
    ['{"a":"b","c":tr', { a: 'b' }],
    ['{"a":[1,2', { a: [1] }],
    ['{"a":[1,2]', { a: [1, 2] }],
    ['{"a":{"b":{"c":"d', { a: { b: { c: 'd' } } }],
    ['[', []],
    ['[{"a":1},{"b', [{ a: 1 }, {}]],
    ['["a", "b', ['a', 'b']],
    ['[null, tru', [null]],
    ['[-', []],
    ['[1.5e', []],
    [' \n{ "a" : "b" , ', { a: 'b' }],
    ['"te', 'te'],
    ['["}],{', ['}],{']],
    [String.raw`["a\"b`, ['a"b']],
    [String.raw`["a\\`, ['a\\']],
    [String.raw`["a\ `.trim(), ['a']],
    [String.raw`["a\u00`, ['a']],
    [String.raw`["a\u00fc`, ['aü']],
    [String.raw`["a\ud83d`, ['a']],
    [String.raw`["a\ud83d\ude`, ['a']],
    [String.raw`["a\ud83d\ude00`, ['a😀']],
    [String.raw`["a\\ud83d`, [String.raw`a\ud83d`]],
    ['{"__proto__":{"x":1},"constructor":"y', JSON.parse('{"__proto__":{"x":1},"constructor":"y"}')],
  ];
  for (const [beginning, whole] of cases) {
    it(`becomes whole: ${beginning}`, () => {
      expect(JSON.parse(completeJson(beginning))).to.deep.equal(whole);
    });
  }

  it('can be read at every cut, and only grows', () => {
    const json = JSON.stringify({
      a: ['x\n"y"', -1.5e-7, null, { 'k"\\': '😀 \u2028' }],
      b: { c: [[], {}, [true]] },
      d: 'ü\\u',
    });
    let length = 0;
    for (let cut = 1; cut <= json.length; cut++) {
      const read = JSON.stringify(JSON.parse(completeJson(json.slice(0, cut))));
      // An emoji that is cut in two is longer as an escape.
      expect(read.length).to.be.at.least(length - 6);
      length = read.length;
    }
    expect(JSON.parse(completeJson(json))).to.deep.equal(JSON.parse(json));
  });

  for (const broken of ['', 'hello', '[1,,', '}{', '["a" "b', '{"a":"b"]']) {
    it(`stays broken where it is broken: ${broken}`, () => {
      expect(() => JSON.parse(completeJson(broken))).to.throw(SyntaxError);
    });
  }

  it('may be a megabyte, or ten thousand deep', () => {
    const start = performance.now();
    expect(JSON.parse(completeJson(`["${'x'.repeat(1e6)}`))[0]).to.have.length(1e6);
    expect(completeJson('['.repeat(10_000))).to.equal('['.repeat(10_000) + ']'.repeat(10_000));
    expect(completeJson('{"a":'.repeat(10_000))).to.match(/^\{"a":.*\{\}+$/);
    expect(performance.now() - start).to.be.below(500);
  });
});

describe('a number', () => {
  const cases: [value: number, locale: string, shown: string][] = [
    [0, 'en', '0'],
    [-3, 'en', '-3'],
    [2024, 'en', '2024'],
    [2024, 'de', '2024'],
    [20_240, 'en', '20,240'],
    [1_234_567.891, 'de', '1.234.567,891'],
    [0.1, 'de', '0,1'],
    [0.123456789, 'en', '0.123456789'],
    [1e21, 'en', '≈ 1e+21'],
    [1e-9, 'en', '1e-9'],
    [2 ** 53 + 2, 'en', '≈ 9007199254740994'],
    [12, 'ar-EG', '١٢'],
  ];
  for (const [value, locale, shown] of cases) {
    it(`shows ${value} in ${locale} as ${shown}`, () => {
      expect(formatNumber(value, locale)).to.equal(shown);
    });
  }
});
