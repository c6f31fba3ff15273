import { expect } from 'chai';
import { createRandomId } from '../../src/visitors/compute-mac.js';
import { readVisitorCookie, writeVisitorCookie } from '../../src/visitors/visitor-cookie.js';

const name = '__Host-gemini_chat_visitor';
const plainName = 'gemini_chat_visitor';
const day = 86_400_000;
const now = Date.UTC(2026, 10, 21);
const key = new Uint8Array(32).fill(1);
const oldKey = new Uint8Array(32).fill(2);
const scope = { isSecure: true, isCrossSite: false };

function write(id: string, signer = key, at = now): string {
  return writeVisitorCookie(id, signer, at, scope).split(';')[0] ?? '';
}

/** Another letter in the place of one. */
function alter(text: string, index: number): string {
  return text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
}

describe("a visitor's cookie", () => {
  const scopes: readonly [string, boolean, boolean, string][] = [
    ['by https', true, false, 'SameSite=Lax; Secure'],
    ['by http', false, false, 'SameSite=Lax'],
    ['in a page of another site', true, true, 'SameSite=None; Secure; Partitioned'],
    ['in a page of another site, by http', false, true, 'SameSite=Lax'],
  ];
  for (const [what, isSecure, isCrossSite, expected] of scopes) {
    it(`is for no script, and lasts thirty days: ${what}`, () => {
      const [pair = '', ...rest] = writeVisitorCookie('id', key, now, { isSecure, isCrossSite }).split('; ');
      expect(pair).to.match(
        isSecure ? /^__Host-gemini_chat_visitor=[\w.-]+$/ : /^gemini_chat_visitor=[\w.-]+$/,
      );
      expect(rest.join('; ')).to.equal(`Path=/; Max-Age=2592000; HttpOnly; ${expected}`);
    });
  }

  const id = createRandomId();
  const good = write(id);
  const value = good.slice(name.length + 1);
  const [, time = '', mac = ''] = value.split('.');

  const read: readonly [string, string, { id: string; isStale: boolean } | undefined][] = [
    ['by itself', good, { id, isStale: false }],
    ['between others', `a=b; ${good}; c=d`, { id, isStale: false }],
    ['without blanks', `a=b;${good};c=d`, { id, isStale: false }],
    [
      'behind one that somebody made up',
      `${name}=x; ${name}=${alter(value, 3)}; ${good}`,
      { id, isStale: false },
    ],
    ['before another one', `${good}; ${write(createRandomId())}`, { id, isStale: false }],
    ['of a clock that is ahead', write(id, key, now + 3_600_000), { id, isStale: false }],
    ['of fourteen days ago', write(id, key, now - 14 * day), { id, isStale: false }],
    ['of sixteen days ago, to be given anew', write(id, key, now - 16 * day), { id, isStale: true }],
    ['of the secret before, to be given anew', write(id, oldKey), { id, isStale: true }],
    ['of thirty-one days ago', write(id, key, now - 31 * day), undefined],
    ['of next week', write(id, key, now + 7 * day), undefined],
    ['of another site', write(id, new Uint8Array(32)), undefined],
    ['of nobody', '', undefined],
    ['with another id', `${name}=${createRandomId()}.${time}.${mac}`, undefined],
    ['with a later time', `${name}=${id}.${(parseInt(time, 36) + 1).toString(36)}.${mac}`, undefined],
    ['with a time that is written in another way', `${name}=${id}.0${time}.${mac}`, undefined],
    ['without its signature', `${name}=${id}.${time}`, undefined],
    ['with an empty signature', `${name}=${id}.${time}.`, undefined],
    ['with more behind it', `${good}x`, undefined],
    ['in quotes', `${name}="${value}"`, undefined],
    ['by a name that begins alike', good.replace(name, `${name}s`), undefined],
    ['by a name that ends alike', `x_${good}`, undefined],
    ['with the name of a prototype', `${name}=__proto__.${time}.${mac}`, undefined],
    ['of a megabyte', `${name}=${'a'.repeat(1_000_000)}`, undefined],
    ['behind a hundred others', `${`${name}=x;`.repeat(100)}${good}`, undefined],
  ];
  for (const [what, header, expected] of read) {
    it(`is ${expected ? 'known' : 'none'} ${what}`, () => {
      expect(readVisitorCookie(header, [key, oldKey], now, true)).to.deep.equal(expected);
    });
  }

  it('is none when any letter of it was changed', () => {
    for (let index = 0; index < value.length; index += 1) {
      const changed = `${name}=${alter(value, index)}`;
      expect(readVisitorCookie(changed, [key], now, true), `${index}`).to.equal(undefined);
    }
  });

  it('by http has a name that other hosts of the site could use too, which https does not trust', () => {
    const planted = good.replace(name, plainName);
    expect(readVisitorCookie(planted, [key], now, false)?.id).to.equal(id);
    expect(readVisitorCookie(planted, [key], now, true)).to.equal(undefined);
    const own = write(createRandomId());
    for (const isSecure of [true, false]) {
      const cookie = readVisitorCookie(`${planted}; ${own}`, [key], now, isSecure);
      expect(cookie?.id).to.equal(own.slice(name.length + 1).split('.')[0]);
    }
  });

  it('is another one for each visitor', () => {
    const ids = new Set(Array.from({ length: 100 }, createRandomId));
    expect(ids.size).to.equal(100);
    for (const one of ids) expect(one).to.match(/^[\w-]{22}$/);
  });
});
