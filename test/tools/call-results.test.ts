import { expect } from 'chai';
import * as v from 'valibot';
import { createInputSchema } from '../../src/server/input-schema.js';
import { callOf, listWarnings, readText, runOne } from './played-run.js';

/** What the model is told when a function gives that back. */
function giveBack(value: unknown) {
  return runOne(callOf('give'), [{ name: 'give', execute: () => value }]);
}

const image = { type: 'image', data: 'AAAA', mime_type: 'image/png' };
const most = 100_000;

describe('what a function gives back', () => {
  const warnings = listWarnings();

  describe('is told to the model', () => {
    const told: [title: string, value: unknown, text: string][] = [
      ['text as it is', 'It rains.\n🌧', 'It rains.\n🌧'],
      ['text that looks like JSON as it is', '{"a":1}', '{"a":1}'],
      ['an empty text as JSON', '', '""'],
      ['an object as JSON', { degrees: 21, sky: ['blue'] }, '{"degrees":21,"sky":["blue"]}'],
      ['a list as JSON', [1, 'a', null], '[1,"a",null]'],
      ['an empty list as JSON', [], '[]'],
      ['a number', 0, '0'],
      ['a truth', false, 'false'],
      ['null', null, 'null'],
      ['nothing, in words', undefined, 'The function ran and returned nothing.'],
      ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
      ['what has a JSON form of its own', { toJSON: () => ({ a: 1 }) }, '{"a":1}'],
      ['what has none, as nothing', { toJSON: () => undefined }, 'null'],
      ['absent parts as JSON does', { a: undefined, b: [undefined] }, '{"b":[null]}'],
      ['things that only resemble content', [{ type: 'text', title: 'x' }], '[{"type":"text","title":"x"}]'],
      ['one piece of content outside a list', image, JSON.stringify(image)],
      ['a promise’s value', Promise.resolve({ a: 1 }), '{"a":1}'],
    ];
    for (const [title, value, text] of told) {
      it(`as text: ${title}`, async () => {
        const { result, call } = await giveBack(value);
        expect(result).to.deep.equal({
          type: 'function_result',
          call_id: 'give',
          name: 'give',
          result: [{ type: 'text', text }],
        });
        expect(call?.state).to.equal('done');
        expect(call?.result).to.equal(await value);
        expect(warnings).to.deep.equal([]);
      });
    }

    const contents: [title: string, value: object[]][] = [
      ['text', [{ type: 'text', text: 'a' }]],
      ['an image', [image]],
      ['a file by its address', [{ type: 'document', uri: 'https://files.test/a.pdf' }]],
      [
        'sound and a video',
        [
          { type: 'audio', data: 'AA' },
          { type: 'video', data: 'AA', mime_type: 'video/mp4' },
        ],
      ],
      ['text and an image', [{ type: 'text', text: '' }, image]],
    ];
    for (const [title, value] of contents) {
      it(`as content: ${title}`, async () => {
        const { result } = await giveBack(value);
        expect(result).to.have.property('result').that.deep.equals(value);
        expect(result).not.to.have.property('is_error');
      });
    }

    it('as it was at that time', async () => {
      const piece = { type: 'text', text: 'a' };
      const { result } = await giveBack([piece]);
      piece.text = 'changed';
      expect(result).to.have.deep.property('result', [{ type: 'text', text: 'a' }]);
    });
  });

  describe('that cannot be told is an error which says so', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const deep: unknown = JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));
    const impossible: [title: string, value: unknown, says: RegExp][] = [
      ['a cycle', cycle, /circular/i],
      ['a big integer', 7n, /bigint/],
      ['a big integer inside', { count: 7n }, /"count" is a bigint/],
      ['a function', () => 'x', /it is a function/],
      ['a function inside', { list: [{ onClick() {} }] }, /"onClick" is a function/],
      ['a symbol', Symbol('x'), /symbol/],
      [
        'what breaks when it is read',
        {
          get a() {
            throw new Error('closed');
          },
        },
        /closed/,
      ],
      ['endless levels', deep, /call stack/],
      ['too many bytes', [{ ...image, data: 'A'.repeat(20_000_001) }], /20 MB/],
    ];
    for (const [title, value, says] of impossible) {
      it(title, async () => {
        const { text, isError, call } = await giveBack(value);
        expect(isError).to.equal(true);
        expect(text)
          .to.match(/^The function ran, but/)
          .and.match(says);
        expect(text).not.to.include('\n');
        expect(call?.state).to.equal('failed');
        expect(warnings.length).to.equal(1);
      });
    }
  });

  describe('is cut where it is too long', () => {
    const sizes: [title: string, value: unknown, isCut: boolean][] = [
      ['a text that just fits', 'x'.repeat(most), false],
      ['a text with one character more', 'x'.repeat(most + 1), true],
      ['a text of ten million characters', 'x'.repeat(1e7), true],
      ['a long list', Array.from({ length: 50_000 }, (_, index) => index), true],
    ];
    for (const [title, value, isCut] of sizes) {
      it(`${isCut ? 'cuts' : 'keeps'} ${title}`, async () => {
        const { text, isError } = await giveBack(value);
        expect(isError).to.equal(false);
        expect(text.length).to.be.at.most(most);
        expect(text.length).to.be.greaterThan(most - 10);
        const whole = typeof value === 'string' ? value : JSON.stringify(value);
        if (isCut)
          expect(text).to.match(new RegExp(`\\[Cut here: the whole has ${whole.length} characters\\.\\]$`));
        else expect(text).to.equal(whole);
      });
    }

    it('not inside a character', async () => {
      for (const start of ['', 'x']) {
        const { text } = await giveBack(start + '🌧'.repeat(60_000));
        expect(text.replaceAll('🌧', '').replace(/…\n\[Cut.*$/, '')).to.equal(start);
      }
    });

    it('all texts together, and no image', async () => {
      const value = ['a', 'b', 'c', 'd'].map((letter) => ({ type: 'text', text: letter.repeat(40_000) }));
      const { result } = await giveBack([value[0], image, ...value.slice(1), image]);
      const pieces: unknown = Reflect.get({ ...result }, 'result');
      expect(pieces).to.have.length(5);
      const text = JSON.stringify(pieces).match(/[abcd]{9,}/g) ?? [];
      expect(text.map(([letter = '', ...rest]) => `${letter} ${rest.length + 1 === 40_000}`)).to.deep.equal([
        'a true',
        'b true',
        'c false',
      ]);
      expect(text.join('').length).to.be.within(most - 100, most);
    });
  });

  it('is taken by a chat backend, whatever it is', async () => {
    const values = ['a', '', 1, null, undefined, {}, [], [image], 7n, 'x'.repeat(200_000)];
    for (const value of values) {
      const { result } = await giveBack(value);
      expect(
        v.safeParse(createInputSchema(undefined), [result]).success,
        readText(result).slice(0, 50),
      ).to.equal(true);
    }
  });
});
