import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import { fetchGrant } from '../../src/transport/fetch-grant.js';
import { Grants } from '../../src/transport/grants.js';
import type { GetToken } from '../../src/transport/token-grant.js';
import type { Transport } from '../../src/transport/transport.js';
import { answerEvents, streamOf } from '../support/fake-backend.js';
import { hearConsole, readEverything } from '../support/watch-secrets.js';
import { goDirectly } from './token-far-end.js';

const secret = 'canary/7b+41=e9';
const { signal } = new AbortController();
const soon = { longestWait: 60, pause: 1 };

async function fail(work: Promise<unknown>): Promise<ChatError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ChatError) return error;
  throw new Error(`No ChatError: ${String(error)}`);
}

async function send(transport: Transport): Promise<Reply> {
  let reply = emptyReply;
  for await (const event of transport.send({ input: 'Hello' }, signal)) reply = foldEvent(reply, event);
  return reply;
}

/** A `getToken` that may give and do whatever a page's code can. */
function give(value: () => unknown): GetToken {
  const getToken: unknown = value;
  const isFunction = (given: unknown): given is GetToken => typeof given === 'function';
  if (!isFunction(getToken)) throw new Error('It is no function.');
  return getToken;
}

type Settle = (value: unknown) => void;

/** Something to wait for that is no promise. */
const later = (then: (yes: Settle, no: Settle) => void) =>
  new Proxy({}, { get: (_, name) => (name === 'then' ? then : undefined) });

const trap = (): never => {
  throw new TypeError(`No access to ${secret}`);
};
const revoked = Proxy.revocable({ token: secret }, {});
revoked.revoke();

describe('a getToken that behaves strangely', () => {
  const strange: readonly (readonly [what: string, value: () => unknown])[] = [
    ['throws at once', () => trap()],
    ['throws no error', () => Promise.reject(secret)],
    ['gives a field that throws', () => Object.defineProperty({}, 'token', { get: trap })],
    ['gives a kind that throws', () => Object.defineProperty({ token: secret }, 'kind', { get: trap })],
    [
      'gives a proxy that throws',
      () => new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : trap()) }),
    ],
    ['gives a proxy that was revoked', () => revoked.proxy],
    ['gives something to wait for that throws', () => new Proxy({}, { get: trap })],
    ['gives something to wait for that fails', () => later((_, no) => no(secret))],
    ['never answers', () => new Promise(() => undefined)],
    ['gives something to wait for that never comes', () => later(() => undefined)],
    ['gives a function', () => () => secret],
    ['gives a list', () => [secret]],
  ];
  for (const [what, value] of strange) {
    it(`and ${what} is no secret's end, and no surprise`, async () => {
      const loose = hearConsole();
      const error = await fail(fetchGrant({ tokenEndpoint: '', getToken: give(value) }, soon));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(error.code).to.equal('unauthorized');
      expect(error.reason).to.match(/^token-/);
      expect(readEverything(error)).to.not.contain('canary');
      expect(loose).to.deep.equal([]);
    });
  }

  const grants: readonly (readonly [what: string, value: () => unknown])[] = [
    ['frozen', () => Object.freeze({ token: secret })],
    ['a proxy', () => new Proxy({ token: secret }, {})],
    [
      'of a class',
      () =>
        new (class {
          readonly token = secret;
        })(),
    ],
    ['without a prototype', () => Object.assign(Object.create(null), { token: secret })],
    ['something to wait for', () => later((yes) => yes({ token: secret }))],
    ['not to be waited for', () => ({ token: secret })],
  ];
  for (const [what, value] of grants) {
    it(`may give a grant that is ${what}`, async () => {
      const { credential } = await fetchGrant({ tokenEndpoint: '', getToken: give(value) }, soon);
      expect(credential.reveal()).to.equal(secret);
    });
  }

  it('is asked once by fifty who wait, and again by the next', async () => {
    let asked = 0;
    const getToken = give(() => {
      asked += 1;
      return new Promise(() => undefined);
    });
    const waiting = new Grants({ tokenEndpoint: '', getToken }, soon);
    const errors = await Promise.all(Array.from({ length: 50 }, () => fail(waiting.get(signal))));
    expect(asked).to.equal(1);
    expect(new Set(errors.map(({ reason }) => reason))).to.deep.equal(new Set(['token-slow']));
    await fail(waiting.get(signal));
    expect(asked).to.equal(2);
  });

  it('gives fifty sessions a token each, one after the other', async () => {
    let asked = 0;
    let atOnce = 0;
    const getToken = give(async () => {
      asked += 1;
      atOnce += 1;
      const token = `auth_tokens/${asked}`;
      await Promise.resolve();
      expect(atOnce).to.equal(1);
      atOnce -= 1;
      return { token };
    });
    const shared = new Grants({ tokenEndpoint: '', getToken });
    const given = await Promise.all(Array.from({ length: 50 }, () => shared.take(signal)));
    expect(new Set(given.map((credential) => credential.reveal())).size).to.equal(50);
    expect(asked).to.equal(50);
  });
});

describe('the end of a grant', () => {
  const noon = 'Sat, 21 Nov 2026 12:00:00 GMT';
  const ends: readonly unknown[] = [
    '5',
    '60',
    'yesterday',
    '',
    '-1',
    'May 1',
    '2026',
    -1,
    0,
    Number.MAX_VALUE,
    true,
    {},
    ['2026-11-21T11:00:00Z'],
    null,
    '+275760-09-13T00:00:00.000Z',
    '9999-12-31T23:59:59Z',
    '2026-13-45T99:99:99Z',
    '2026-11-21T12:30:00.123456789Z',
  ];
  for (const expireTime of ends) {
    it(`may be ${JSON.stringify(expireTime)}, and the grant is used`, async () => {
      const answer = () => Response.json({ token: secret, expireTime }, { headers: { date: noon } });
      let asked = 0;
      const grants = new Grants({
        tokenEndpoint: 'https://site.test/token',
        async fetch() {
          asked += 1;
          return answer();
        },
      });
      for (let turn = 0; turn < 3; turn += 1) expect((await grants.get(signal)).reveal()).to.equal(secret);
      expect(asked).to.equal(1);
    });
  }
});

describe('clocks that jump between turns', () => {
  for (const jump of [-86_400_000, -1000, 86_400_000, Number.NaN, 8.64e15]) {
    it(`by ${jump} ms throw no good grant away, and start no storm`, async () => {
      let now = Date.parse('2026-11-21T12:00:00Z');
      let elapsed = 0;
      let asked = 0;
      const getToken = async () => {
        asked += 1;
        return { token: `key-${asked}`, expireTime: '2026-11-21T12:30:00Z' };
      };
      const grants = new Grants({ tokenEndpoint: '', getToken }, { now: () => now, elapsed: () => elapsed });
      await grants.get(signal);
      now += jump;
      for (let turn = 0; turn < 20; turn += 1) {
        elapsed += 1000;
        await grants.get(signal);
      }
      expect(asked).to.equal(1);
      elapsed += 30 * 60_000;
      for (let turn = 0; turn < 20; turn += 1) await grants.get(signal);
      expect(asked).to.equal(2);
    });
  }
});

describe('a far end that repeats the credential', () => {
  const forms = [secret, encodeURIComponent(secret)];
  const refuse = (said: string) => Response.json({ error: { message: `No ${said}` } }, { status: 400 });
  const stream = (event: object) =>
    new Response(`event: error\ndata: ${JSON.stringify(event)}\n\n`, {
      headers: { 'content-type': 'text/event-stream' },
    });
  const answers: readonly (readonly [what: string, answer: (said: string) => Response])[] = [
    ['in a refusal', refuse],
    [
      'in an event',
      (said) => stream({ event_type: 'error', error: { code: 'api_error', message: `No ${said}` } }),
    ],
    [
      'in an event that is nothing else',
      (said) => stream({ error: { code: said, message: said, details: [{ said }] } }),
    ],
    ['in an answer of JSON', (said) => Response.json({ error: { code: 500, message: `No ${said}` } })],
    [
      'in an answer that is none',
      (said) => new Response(`No ${said}`, { headers: { 'content-type': said.slice(0, 5) } }),
    ],
  ];
  for (const api of ['interactions', 'generate-content']) {
    for (const [what, answer] of answers) {
      it(`${what} is not repeated, over ${api}`, async () => {
        for (const said of forms) {
          const { transport } = goDirectly({ api, grants: [{ token: secret }], answer: () => answer(said) });
          const told = await send(transport).then(
            (reply) => reply.error,
            (error: unknown) => error,
          );
          expect(Boolean(told)).to.equal(true);
          expect(readEverything(told)).to.not.contain('7b');
        }
      });
    }
  }

  it('in the status or the address of an upload is not repeated', async () => {
    const address = `https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=a&access_token=${encodeURIComponent(secret)}&x=${encodeURIComponent(secret)}`;
    const { transport } = goDirectly({
      grants: [{ token: secret }],
      answer: (request) =>
        request.method === 'GET'
          ? new Response('no', { status: 404, statusText: `No ${secret}` })
          : new Response(null, { headers: { 'x-goog-upload-url': address } }),
    });
    const begun = await transport.call('/upload/files', { method: 'POST' }, signal);
    expect(begun.headers.get('x-goog-upload-url')).to.match(/\/upload\/v1beta\/files\?upload_id=a$/);
    const missing = await transport.call('/files/a', {}, signal);
    expect(missing.statusText).to.not.contain('7b');
  });

  it('to fifty questions at once is shown two credentials and no more', async () => {
    const { transport, sent, state } = goDirectly({
      answer: (request) =>
        request.headers.get('x-goog-api-key') === 'key-1'
          ? Response.json({ error: {} }, { status: 401 })
          : streamOf(answerEvents('Good day.')),
    });
    const replies = await Promise.all(Array.from({ length: 50 }, () => send(transport)));
    expect(new Set(replies.map(({ steps }) => readText(steps)))).to.deep.equal(new Set(['Good day.']));
    expect([state.grants, sent.length]).to.deep.equal([2, 100]);
  });
});
