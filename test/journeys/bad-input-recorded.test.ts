import { expect } from 'chai';
import { english } from '../../src/i18n/english.js';
import { findWireError } from '../../src/protocol/wire-error.js';
import { mountChat, part, until } from '../support/mount-chat.js';
import { plainAnswer } from '../support/raw-answers.js';
import { listRecorded, readRecorded } from '../support/recorded-interactions.js';

/** What a recorded error means to a page, by a word of its file's name. */
const meanings: readonly (readonly [name: RegExp, code: keyof typeof english.errors])[] = [
  [/api-key|auth_rejection/, 'unauthorized'],
  [/api-not-enabled/, 'forbidden'],
  [/quota-exceeded|mixed_files/, 'rate-limited'],
  [/nonexistent_model|provider_error|image_file/, 'not-found'],
  [/invalid-offsets/, 'invalid-request'],
];

describe('recorded errors', () => {
  for (const api of ['interactions', 'generate-content'] as const) {
    it(`are told for what they are over ${api}, and the next message is answered`, async function () {
      this.timeout(30_000);
      const found = await Promise.all(['error-errors', 'generatecontent-errors'].map(listRecorded));
      const entries = found.flatMap((list) => list ?? []);
      if (entries.length === 0) this.skip();
      for (const { file, status } of entries) {
        const bytes = await readRecorded(file);
        const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
        const { code } = findWireError(body) ?? {};
        const headers = { 'content-type': 'application/json', 'retry-after': '40' };
        const answers = [
          new Response(bytes, { status: status ?? (typeof code === 'number' ? code : 400), headers }),
        ];
        const chat = await mountChat({
          api,
          model: 'gemini-3.5-flash',
          fetch: async () => answers.shift() ?? plainAnswer(api),
        });
        const [, expected] = meanings.find(([name]) => name.test(file)) ?? [];
        if (!expected) throw new Error(`Nobody has said yet what ${file} means.`);
        const reply = await chat.send('Hello?');
        expect(reply.error?.code, file).to.equal(expected);
        const notice = await until(() => part(chat, 'error'), 'it is shown');
        expect(notice.textContent, file).to.contain(english.errors[expected]);
        expect(reply.error?.message, `${file}: no key in it`).to.not.match(/AI[zZ]|key1234/);
        expect(await chat.send('Again'), file).to.include({ text: 'Fine.', status: 'complete' });
        chat.remove();
      }
      expect(entries.length).to.be.greaterThan(8);
    });
  }
});
