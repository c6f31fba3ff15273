import { expect } from 'chai';
import { createIdSeal } from '../../src/visitors/create-id-seal.js';
import type { IdKind } from '../../src/visitors/id-seal.js';

const key = new Uint8Array(32).fill(1);
const oldKey = new Uint8Array(32).fill(2);
const google = 'https://generativelanguage.googleapis.com';

function makeSeal(owners: string[], identities = owners, keys: [Uint8Array, ...Uint8Array[]] = [key]) {
  return createIdSeal({ keys, owners, identities, baseUrl: 'https://gateway.example/google' });
}

/** Another letter in the place of one. */
function alter(text: string, index: number): string {
  return text.slice(0, index) + (text[index] === 'a' ? 'b' : 'a') + text.slice(index + 1);
}

const ids: readonly [IdKind, string, RegExp][] = [
  ['interaction', 'v1_Chc0UWdqYXJtSkt2T21qdU1QNF8zRzJBcxIX', /^v1_\w+(?:~[\w-]{22}){1,3}$/],
  ['interaction', 'with~letters.like-a=code', /^with~letters.like-a=code(?:~[\w-]{22}){1,3}$/],
  ['interaction', `v1~${'A'.repeat(22)}`, /~A+(?:~[\w-]{22}){1,3}$/],
  ['environment', 'env_1-a.b', /^env_1-a\.b(?:~[\w-]{22}){1,3}$/],
  ['continuation', 'any text: "🦊" /?#'.repeat(100), /(?:~[\w-]{22}){1,3}$/],
  ['upload', 'Ticket_-9', /^Ticket_-9(?:~[\w-]{22}){1,3}$/],
  // What Google's own client takes for the name of a file in an address.
  ['file', 'o3s42u5uu1z2', /^[a-z0-9]{44}$|^[a-z0-9]{108}$/],
  ['file', 'my-own-name', /^my-own-name(?:[0-9a-f]{32}){1,3}$/],
  ['file', 'a'.repeat(64), /^[a-z0-9]{96,160}$/],
];

describe('a sealed id', () => {
  for (const owners of [['ada'], ['ada', 'the address']]) {
    for (const [kind, id, shape] of ids) {
      it(`of the ${kind} ${id.slice(0, 30)} opens for each of ${owners.length}, and for nobody else`, () => {
        const sealed = makeSeal(owners).seal(kind, id);
        expect(sealed).to.match(shape);
        expect(sealed).to.equal(makeSeal(owners).seal(kind, id));
        for (const owner of owners) expect(makeSeal([owner]).open(kind, sealed)).to.equal(id);
        expect(makeSeal(owners).open(kind, sealed)).to.equal(id);
        expect(makeSeal(['bob']).open(kind, sealed)).to.equal(undefined);
        expect(makeSeal(['bob'], []).open(kind, sealed)).to.equal(undefined);
      });
    }
  }

  it('is another one for each visitor and each kind', () => {
    const kinds: readonly IdKind[] = ['interaction', 'environment', 'continuation', 'upload', 'file'];
    const sealed = kinds.flatMap((kind) =>
      ['ada', 'bob'].map((owner) => makeSeal([owner]).seal(kind, 'abc')),
    );
    expect(new Set(sealed).size).to.equal(sealed.length);
    for (const kind of kinds) {
      for (const other of kinds.filter((one) => one !== kind)) {
        expect(makeSeal(['ada']).open(other, makeSeal(['ada']).seal(kind, 'abc'))).to.equal(undefined);
      }
    }
  });

  for (const kind of ['interaction', 'file'] as const) {
    for (const owners of [['ada'], ['ada', 'the address']]) {
      it(`does not open when any letter of it was changed, or left out: ${kind} of ${owners.length}`, () => {
        const sealed = makeSeal(owners).seal(kind, 'o3s42u5uu1z2');
        for (const owner of owners) {
          const seal = makeSeal([owner]);
          for (let index = 0; index < sealed.length; index += 1) {
            expect(seal.open(kind, alter(sealed, index)), `${index}`).to.equal(undefined);
            expect(seal.open(kind, sealed.slice(0, index)), `${index}`).to.equal(undefined);
            expect(seal.open(kind, sealed.slice(index + 1)), `${index}`).to.equal(undefined);
            expect(seal.open(kind, sealed.slice(0, index) + sealed.slice(index + 1)), `${index}`).to.equal(
              undefined,
            );
          }
          expect(seal.open(kind, `${sealed}a`)).to.equal(undefined);
          expect(seal.open(kind, sealed.toUpperCase())).to.equal(undefined);
        }
      });
    }

    it(`does not open with its codes taken away, put in another order or to another id: ${kind}`, () => {
      const width = kind === 'file' ? 32 : 23;
      const sealed = makeSeal(['ada', 'address']).seal(kind, 'abc');
      const other = makeSeal(['ada', 'address']).seal(kind, 'abd');
      const [first, second, both] = [0, 1, 2].map((index) => sealed.slice(3 + index * width).slice(0, width));
      const single = makeSeal(['bob']).seal(kind, 'abc').slice(3);
      for (const owner of ['ada', 'address']) {
        const seal = makeSeal([owner]);
        expect(seal.open(kind, `abc${first}${second}${both}`)).to.equal('abc');
        for (const codes of [
          `${first}`,
          `${second}`,
          `${both}`,
          `${first}${second}`,
          `${second}${first}${both}`,
          `${first}${both}`,
          `${first}${first}${both}`,
          `${first}${second}${both}${both}`,
          `${first}${second}${single}`,
          single,
          other.slice(3),
        ]) {
          expect(seal.open(kind, `abc${codes}`), codes).to.equal(undefined);
        }
        expect(seal.open(kind, `abd${sealed.slice(3)}`)).to.equal(undefined);
      }
    });
  }

  it('opens with any secret of the site, and is sealed with the first', () => {
    const before = makeSeal(['ada'], ['ada'], [oldKey]).seal('interaction', 'v1_abc');
    const both = makeSeal(['ada'], ['ada'], [key, oldKey]);
    expect(both.open('interaction', before)).to.equal('v1_abc');
    const after = both.seal('interaction', 'v1_abc');
    expect(after).not.to.equal(before);
    expect(makeSeal(['ada']).open('interaction', after)).to.equal('v1_abc');
    expect(makeSeal(['ada']).open('interaction', before)).to.equal(undefined);
  });

  const garbage = [
    '',
    '~',
    '~~',
    '__proto__',
    'constructor',
    'toString',
    `~${'A'.repeat(22)}`,
    `a~${'A'.repeat(22)}`,
    `__proto__~${'A'.repeat(22)}`,
    'a'.repeat(32),
    '0'.repeat(33),
    '\uD800'.repeat(30),
    `🦊${'~'.repeat(50)}`,
    'a'.repeat(5_000_000),
    `a${`~${'A'.repeat(22)}`.repeat(100_000)}`,
  ];
  for (const kind of ['interaction', 'file', 'environment', 'continuation', 'upload'] as const) {
    it(`is never made by chance or by force: ${kind}`, () => {
      const begin = performance.now();
      for (const text of garbage) {
        expect(makeSeal(['ada', '']).open(kind, text), text.slice(0, 40)).to.equal(undefined);
      }
      expect(performance.now() - begin).to.be.below(2000);
    });
  }

  it('is not even looked at where it is longer than any id is', () => {
    const seal = makeSeal(['ada']);
    const long: readonly [IdKind, number][] = [
      ['interaction', 3000],
      ['file', 150],
      ['environment', 600],
      ['continuation', 70_000],
      ['upload', 20_000],
    ];
    for (const [kind, length] of long) {
      expect(seal.open(kind, seal.seal(kind, 'a'.repeat(length))), kind).to.equal(undefined);
    }
  });

  it('stays empty where Gemini keeps nothing', () => {
    expect(makeSeal(['ada']).seal('interaction', '')).to.equal('');
  });
});

describe('the address of a file', () => {
  const seal = makeSeal(['ada']);
  for (const uri of [
    `${google}/v1beta/files/o3s42u5uu1z2`,
    `${google}/files/a-1`,
    `${google}/v1/files/o3s42u5uu1z2:download?alt=media`,
    'https://gateway.example/google/v1beta/files/a1',
  ]) {
    it(`is sealed in ${uri}`, () => {
      const sealed = seal.seal('uri', uri);
      const findName = (text: string): string => /\/files\/([a-z0-9-]+)/.exec(text)?.[1] ?? '';
      expect(findName(sealed)).to.equal(seal.seal('file', findName(uri)));
      expect(sealed.replace(findName(sealed), findName(uri))).to.equal(uri);
      expect(seal.open('uri', sealed)).to.equal(uri);
      expect(seal.open('uri', uri)).to.equal(undefined);
      expect(makeSeal(['bob']).open('uri', sealed)).to.equal(undefined);
    });
  }

  for (const uri of [
    '',
    'https://www.youtube.com/watch?v=9hE5-98ZeCg',
    'https://example.com/files/report',
    `${google}.evil.example/v1beta/files/a`,
    `${google}/v1beta/cachedContents/a`,
    `${google}/v1beta/files/../models`,
    'data:image/png;base64,AAAA',
    `https://example.com/${'a'.repeat(100_000)}`,
  ]) {
    it(`is left alone where it is none of Gemini's: ${uri.slice(0, 60)}`, () => {
      expect(seal.seal('uri', uri)).to.equal(uri);
      expect(seal.open('uri', uri)).to.equal(uri);
    });
  }
});
