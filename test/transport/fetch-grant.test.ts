import { expect } from 'chai';
import { ChatError, type ErrorReason } from '../../src/protocol/chat-error.js';
import { fetchGrant, type GrantSource } from '../../src/transport/fetch-grant.js';
import { PlayedFarEnd } from './far-end.js';

const tokenEndpoint = 'https://site.test/token';
const soon = { longestWait: 60, pause: 1 };
const secret = 'canary-5f1c7a90b2';
const never = new Promise<never>(() => undefined);

const page = (text: string, status = 200, headers = {}) =>
  new Response(text, { status, headers: { 'content-type': 'text/html', ...headers } });

interface Failure {
  readonly when: string;
  readonly answer: () => Response | Promise<Response>;
  readonly reason: ErrorReason;
  readonly retryable: boolean;
  /** How often it is asked. */
  readonly times?: number;
  readonly retryAfter?: number;
}

const unreadable = { reason: 'token-unreadable', retryable: false } as const;
/** Somebody in between may have answered. */
const foreign = { reason: 'token-unreadable', retryable: true } as const;
const unreachable = { reason: 'token-unreachable', retryable: true, times: 2 } as const;
const refused = { reason: 'token-refused', retryable: false } as const;

const failures: readonly Failure[] = [
  { when: 'is not reached', answer: () => Promise.reject(new TypeError('Failed to fetch')), ...unreachable },
  {
    when: 'is not reached, and that is told with other words',
    answer: () => Promise.reject(new Error(`Network error ${secret}`)),
    ...unreachable,
  },
  { when: 'is broken', answer: () => page('Oops', 500), ...unreachable },
  { when: 'is down behind a proxy', answer: () => page('<h1>Bad gateway</h1>', 502), ...unreachable },
  {
    when: 'is down and says for how long',
    answer: () => page('', 503, { 'retry-after': '7' }),
    ...unreachable,
    times: 1,
    retryAfter: 7,
  },
  { when: 'is not there', answer: () => page('Not found', 404), ...unreachable, times: 1, retryable: false },
  { when: 'breaks off in its answer', answer: () => brokenBody(), ...unreachable },
  { when: 'does not answer', answer: () => never, reason: 'token-slow', retryable: true },
  {
    when: 'stops in its answer',
    answer: () => new Response(new ReadableStream()),
    reason: 'token-slow',
    retryable: true,
  },
  { when: 'wants me to sign in', answer: () => Response.json({}, { status: 401 }), ...refused },
  { when: 'forbids it', answer: () => Response.json({}, { status: 403 }), ...refused },
  {
    when: 'redirects',
    answer: () => new Response(null, { status: 302, headers: { location: '/in' } }),
    ...refused,
  },
  {
    when: 'was asked too often',
    answer: () => Response.json({}, { status: 429, headers: { 'retry-after': '30' } }),
    reason: 'token-limited',
    retryable: true,
    retryAfter: 30,
  },
  {
    when: 'was asked too often, without saying for how long',
    answer: () => Response.json({}, { status: 429 }),
    reason: 'token-limited',
    retryable: true,
  },
  { when: 'answers a page', answer: () => page('<!doctype html><title>Sign in</title>'), ...foreign },
  { when: 'answers nothing', answer: () => new Response(null, { status: 204 }), ...foreign },
  { when: 'answers an empty text', answer: () => page(''), ...foreign },
  { when: 'answers half a grant', answer: () => page(`{"token":"${secret}`), ...foreign },
  { when: 'answers a list', answer: () => Response.json([secret]), ...unreadable },
  { when: 'answers null', answer: () => Response.json(null), ...unreadable },
  { when: 'answers the token alone', answer: () => Response.json(secret), ...unreadable },
  { when: 'answers without a token', answer: () => Response.json({ key: secret }), ...unreadable },
  { when: 'answers an empty token', answer: () => Response.json({ token: '' }), ...unreadable },
  { when: 'answers a number for a token', answer: () => Response.json({ token: 12345678 }), ...unreadable },
  {
    when: 'answers a token with a line break',
    answer: () => Response.json({ token: `${secret}\n` }),
    ...unreadable,
  },
  {
    when: 'answers a token with a space',
    answer: () => Response.json({ token: `Bearer ${secret}` }),
    ...unreadable,
  },
  {
    when: 'answers a token with other letters',
    answer: () => Response.json({ token: `${secret}ü` }),
    ...unreadable,
  },
  {
    when: 'answers too long a token',
    answer: () => Response.json({ token: secret.repeat(600) }),
    ...unreadable,
  },
  {
    when: 'answers no end',
    answer: () => Response.json({ token: secret, more: 'x'.repeat(70_000) }),
    ...foreign,
  },
  {
    when: 'calls a key an ephemeral token',
    answer: () => Response.json({ token: secret, kind: 'auth-token' }),
    ...unreadable,
  },
];

function brokenBody(): Response {
  let isBegun = false;
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (isBegun) controller.error(new TypeError(`reset ${secret}`));
        else controller.enqueue(new TextEncoder().encode(`{"token":"${secret}`));
        isBegun = true;
      },
    }),
  );
}

async function fail(source: GrantSource): Promise<ChatError> {
  const error = await fetchGrant(source, soon).catch((reason: unknown) => reason);
  if (error instanceof ChatError) return error;
  throw new Error('It did not fail with a ChatError.');
}

/** All that an error tells: its fields, its stack, and its causes. */
function readAll(error: unknown): string {
  const tellings: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    tellings.push(each.message, each.stack ?? '', JSON.stringify(each), String(each));
  }
  return tellings.join('\n');
}

describe('fetching a credential', () => {
  it('asks the endpoint with a POST that brings nothing, keeps nothing and follows nobody', async () => {
    const farEnd = new PlayedFarEnd(() => Response.json({ token: secret }));
    await fetchGrant({ tokenEndpoint, fetch: asFetch(farEnd) }, soon);
    const [sent] = farEnd.requests;
    if (!sent) throw new Error('Nothing was asked.');
    const { method, url, credentials, cache, redirect } = sent;
    expect({ method, url, credentials, cache, redirect }).to.deep.equal({
      method: 'POST',
      url: tokenEndpoint,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'manual',
    });
    expect(await sent.text()).to.equal('');
    expect(sent.headers.get('accept')).to.equal('application/json');
  });

  for (const { when, answer, reason, retryable, times = 1, retryAfter } of failures) {
    it(`tells what is wrong when the endpoint ${when}`, async () => {
      const farEnd = new PlayedFarEnd(answer);
      const error = await fail({ tokenEndpoint, fetch: asFetch(farEnd) });
      expect([error.code, error.reason, error.retryable]).to.deep.equal(['unauthorized', reason, retryable]);
      expect(error.retryAfter).to.equal(retryAfter);
      expect(farEnd.requests.length, 'times that it was asked').to.equal(times);
      expect(
        farEnd.requests.every((request) => request.signal.aborted),
        'it hears that nobody waits',
      ).to.equal(true);
      expect(readAll(error)).not.to.contain(secret.slice(0, 8));
    });
  }

  for (const [what, first] of [
    ['a broken connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a broken server', () => new Response('', { status: 500 })],
  ] as const) {
    it(`quietly tries again after ${what}`, async () => {
      let asked = 0;
      const farEnd = new PlayedFarEnd(() =>
        (asked += 1) === 1 ? first() : Response.json({ token: secret }),
      );
      const { credential } = await fetchGrant({ tokenEndpoint, fetch: asFetch(farEnd) }, soon);
      expect(credential.reveal()).to.equal(secret);
    });
  }

  it('refuses what a redirect to somebody else has brought', async () => {
    const answer = Response.json({ token: secret });
    Object.defineProperties(answer, {
      redirected: { value: true },
      url: { value: 'https://other.test/token' },
    });
    const error = await fail({ tokenEndpoint, fetch: async () => answer });
    expect(error.reason).to.equal('token-unreadable');
  });

  for (const [tokenEndpoint, what] of [
    ['no address', 'is none'],
    ['file:///etc/token', 'is a file'],
    ['https://me:word@site.test/', 'holds a password'],
  ] as const) {
    it(`says that nothing is set up where the address ${what}`, async () => {
      expect((await fail({ tokenEndpoint })).code).to.equal('not-configured');
    });
  }

  describe('when the browser is offline', () => {
    afterEach(() => Reflect.deleteProperty(navigator, 'onLine'));

    it('says so at once', async () => {
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      const farEnd = new PlayedFarEnd(() => Promise.reject(new TypeError('Failed to fetch')));
      const error = await fail({ tokenEndpoint, fetch: asFetch(farEnd) });
      expect([error.code, error.reason]).to.deep.equal(['offline', undefined]);
      expect(farEnd.requests.length).to.equal(1);
    });
  });

  const refusals: readonly (readonly [thrown: unknown, reason: ErrorReason, retryAfter?: number])[] = [
    [new TypeError(`Failed to fetch ${secret}`), 'token-unreachable'],
    [new Error(`No session ${secret}`), 'token-unreachable'],
    [`canary ${secret}`, 'token-unreachable'],
    [undefined, 'token-unreachable'],
    [new SyntaxError(`Unexpected token, "${secret}" is not valid JSON`), 'token-unreadable'],
    [new DOMException('Timed out', 'TimeoutError'), 'token-slow'],
    [new DOMException(secret, 'NotAllowedError'), 'token-refused'],
    [new ChatError('unauthorized', { message: secret }), 'token-refused'],
    [new ChatError('forbidden'), 'token-refused'],
    [new ChatError('rate-limited', { retryAfter: 9 }), 'token-limited', 9],
    [new ChatError('timeout'), 'token-slow'],
    [new ChatError('server-error'), 'token-unreachable'],
  ];
  for (const [thrown, reason, retryAfter] of refusals) {
    it(`tells what is wrong when getToken throws ${name(thrown)}`, async () => {
      const error = await fail({
        tokenEndpoint: '',
        getToken: async () => {
          throw thrown;
        },
      });
      expect([error.code, error.reason, error.retryAfter]).to.deep.equal([
        'unauthorized',
        reason,
        retryAfter,
      ]);
      expect(readAll(error)).not.to.contain(secret);
    });
  }

  it('does not wait for ever for getToken', async () => {
    expect((await fail({ tokenEndpoint: '', getToken: () => never })).reason).to.equal('token-slow');
  });

  for (const rubbish of ['null', `"${secret}"`, '42', '[]', '{}', `{"token":{"text":"${secret}"}}`]) {
    it(`cannot read ${rubbish} that getToken gives`, async () => {
      const error = await fail({ tokenEndpoint: '', getToken: async () => JSON.parse(rubbish) });
      expect(error.reason).to.equal('token-unreadable');
      expect(readAll(error)).not.to.contain(secret);
    });
  }

  const kinds: readonly (readonly [grant: Record<string, unknown>, kind: string])[] = [
    [{ token: 'auth_tokens/abc' }, 'auth-token'],
    [{ token: 'auth_tokens/abc', kind: 'auth-token' }, 'auth-token'],
    [{ token: 'ya29.a0Af' }, 'bearer'],
    [{ token: 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln' }, 'bearer'],
    [{ token: 'eyJhbGciOiJSUzI1NiJ9' }, 'api-key'],
    [{ token: 'AIzaSyA' }, 'api-key'],
    [{ token: 'AQ.Ab8' }, 'api-key'],
    [{ token: 'anything' }, 'api-key'],
    [{ token: 'anything', kind: 'bearer' }, 'bearer'],
    [{ token: 'ya29.a0Af', kind: 'api-key' }, 'api-key'],
    [{ token: 'ya29.a0Af', kind: 'oauth' }, 'bearer'],
    [{ token: 'anything', kind: null }, 'api-key'],
  ];
  for (const [grant, kind] of kinds) {
    it(`takes ${JSON.stringify(grant)} for ${kind}`, async () => {
      const { credential } = await fetchGrant(
        { tokenEndpoint, fetch: async () => Response.json(grant) },
        soon,
      );
      expect(credential.kind).to.equal(kind);
    });
  }
});

function name(thrown: unknown): string {
  return thrown instanceof ChatError ? `a ChatError ${thrown.code}` : `${String(thrown).split(' ')[0]}`;
}

function asFetch({ fetch }: PlayedFarEnd): typeof globalThis.fetch {
  return (input, init) => fetch(new Request(input, init));
}
