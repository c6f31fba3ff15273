import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply } from '../../src/protocol/reply.js';
import type { Transport } from '../../src/transport/transport.js';
import { answerEvents, streamOf } from '../support/fake-backend.js';
import { goDirectly, googleAddress } from './token-far-end.js';

const { signal } = new AbortController();
const good = () => streamOf(answerEvents('Good day.'));
const refuse = (status: number, error: object = {}) => Response.json({ error }, { status });

async function send(transport: Transport, request: InteractionRequest = { input: 'Hello' }): Promise<string> {
  let reply = emptyReply;
  for await (const event of transport.send(request, signal)) reply = foldEvent(reply, event);
  return readText(reply.steps);
}

async function fail(work: Promise<unknown>): Promise<ChatError> {
  const error = await work.catch((reason: unknown) => reason);
  if (error instanceof ChatError) return error;
  throw new Error('It did not fail with a ChatError.');
}

const json = { 'content-type': 'application/json' };

describe('talking to Google directly', () => {
  const addresses: readonly (readonly [method: string, path: string, address: string])[] = [
    ['GET', '/interactions/v1_a?stream=true', '/v1beta/interactions/v1_a?stream=true'],
    ['POST', '/interactions/v1_a/cancel', '/v1beta/interactions/v1_a/cancel'],
    ['DELETE', '/interactions/v1_a', '/v1beta/interactions/v1_a'],
    ['POST', '/models/gemini-3.5-flash:generateContent', '/v1beta/models/gemini-3.5-flash:generateContent'],
    ['POST', '/upload/files', '/upload/v1beta/files'],
    ['GET', '/files/abc-1', '/v1beta/files/abc-1'],
    ['DELETE', '/files/abc-1', '/v1beta/files/abc-1'],
  ];
  const bases: readonly (readonly [apiBase: string, base: string])[] = [
    ['', googleAddress],
    ['https://eu.test', 'https://eu.test'],
    ['https://proxy.test/gemini/', 'https://proxy.test/gemini'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
  ];
  for (const [apiBase, base] of bases) {
    it(`asks for what a backend has at ${base}, at Google's paths`, async () => {
      const { transport, sent } = goDirectly({ apiBase, answer: () => Response.json({}) });
      for (const [method, path] of addresses) await transport.call(path, { method }, signal);
      await send(transport).catch(() => undefined);
      expect(sent.map(({ method, url }) => [method, url])).to.deep.equal([
        ...addresses.map(([method, , address]) => [method, base + address]),
        ['POST', `${base}/v1beta/interactions`],
      ]);
    });
  }

  for (const apiBase of ['http://proxy.test', 'ftp://proxy.test', 'proxy', 'https://me:word@proxy.test']) {
    it(`sends no credential to ${apiBase}`, async () => {
      const error = await fail((async () => send(goDirectly({ apiBase, answer: good }).transport))());
      expect(error.code).to.equal('not-configured');
      expect(error.message).not.to.contain('word');
    });
  }

  for (const path of ['/config', '/health', '/token', '/v1beta/interactions']) {
    it(`has nothing at ${path}, and asks nobody`, async () => {
      const { transport, sent } = goDirectly({ answer: good });
      expect((await transport.call(path, {}, signal)).status).to.equal(404);
      expect(sent).to.have.length(0);
    });
  }

  it('needs no credential to know that there is no configuration', async () => {
    const { transport, state } = goDirectly({ answer: good });
    await transport.call('/config', {}, signal);
    expect(state.grants).to.equal(0);
  });

  for (const [token, kind, name, value] of [
    ['AIzaSyA', undefined, 'x-goog-api-key', 'AIzaSyA'],
    ['ya29.a0Af', undefined, 'authorization', 'Bearer ya29.a0Af'],
    ['ya29.a0Af', 'api-key', 'x-goog-api-key', 'ya29.a0Af'],
    ['opaque', 'bearer', 'authorization', 'Bearer opaque'],
  ] as const) {
    it(`shows ${token} as ${name}, and nothing else of mine`, async () => {
      const { transport, sent } = goDirectly({
        grants: [{ token, ...(kind && { kind }) }],
        answer: () => Response.json({}),
      });
      const headers = {
        ...json,
        'Api-Revision': '2026-05-20',
        'User-Agent': 'me',
        'X-Own': '1',
        Cookie: 'a=b',
      };
      await transport.call(
        '/interactions',
        { method: 'POST', headers, body: '{}', credentials: 'include' },
        signal,
      );
      const [request] = sent;
      expect(Object.fromEntries(request?.headers ?? [])).to.deep.equal({ ...json, [name]: value });
      expect(request?.credentials).to.equal('omit');
      expect(request?.redirect, 'a redirect would take the key along').to.equal('error');
    });
  }

  const namings: readonly (readonly [request: InteractionRequest, named: object])[] = [
    [{ input: 'Hello' }, { model: 'gemini-3.5-flash' }],
    [{ input: 'Hello', model: 'gemini-3.8-flash' }, { model: 'gemini-3.8-flash' }],
    [{ input: 'Hello', agent: 'deep-research-pro-preview' }, { agent: 'deep-research-pro-preview' }],
  ];
  for (const [request, named] of namings) {
    it(`asks ${JSON.stringify(named)} where the page names ${JSON.stringify(request)}`, async () => {
      const { transport, sent } = goDirectly({ answer: good });
      expect(await send(transport, request)).to.equal('Good day.');
      const body: unknown = await sent[0]?.json();
      expect(body).to.deep.equal({ input: 'Hello', ...named, stream: true });
    });
  }

  describe('when Google refuses the credential', () => {
    const refusals: readonly (readonly [what: string, answer: () => Response])[] = [
      ['with 401', () => refuse(401)],
      [
        'for an invalid key',
        () => refuse(400, { message: 'API key not valid. Please pass a valid API key.' }),
      ],
      ['for an expired key', () => refuse(400, { message: 'API key expired. Please renew the API key.' })],
      [
        'by its reason',
        () => refuse(400, { status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] }),
      ],
      [
        'for an expired token',
        () => refuse(403, { status: 'PERMISSION_DENIED', details: [{ reason: 'ACCESS_TOKEN_EXPIRED' }] }),
      ],
    ];
    for (const [what, answer] of refusals) {
      it(`${what}, gets another one and asks again, without a word`, async () => {
        const { transport, sent } = goDirectly({
          answer: (request) => (request.headers.get('x-goog-api-key') === 'key-1' ? answer() : good()),
        });
        expect(await send(transport)).to.equal('Good day.');
        const [first, second] = await Promise.all(sent.map((request) => request.text()));
        expect(second).to.equal(first);
        await send(transport);
        expect(sent.map(({ headers }) => headers.get('x-goog-api-key'))).to.deep.equal([
          'key-1',
          'key-2',
          'key-2',
        ]);
      });

      it(`${what} twice, says so, and the next question tries anew`, async () => {
        const state = { isRefusing: true };
        const { transport, sent } = goDirectly({ answer: () => (state.isRefusing ? answer() : good()) });
        const error = await fail(send(transport));
        expect([error.code, error.reason]).to.deep.equal(['unauthorized', 'credential-refused']);
        expect(sent, 'no storm').to.have.length(2);
        state.isRefusing = false;
        expect(await send(transport)).to.equal('Good day.');
        expect(sent.at(-1)?.headers.get('x-goog-api-key')).to.equal('key-3');
      });
    }

    it('asks for one other credential where several requests are refused at once', async () => {
      const { transport, sent, state } = goDirectly({
        answer: (request) => (request.headers.get('x-goog-api-key') === 'key-1' ? refuse(401) : good()),
      });
      await Promise.all([send(transport), send(transport), send(transport)]);
      expect(state.grants).to.equal(2);
      expect(sent).to.have.length(6);
    });

    for (const [status, error, code] of [
      [403, { status: 'PERMISSION_DENIED', message: 'No access to this file.' }, 'forbidden'],
      [400, { code: 'invalid_request', message: 'Unknown field.' }, 'invalid-request'],
      [429, { code: 'rate_limit_exceeded' }, 'rate-limited'],
      [500, {}, 'server-error'],
    ] as const) {
      it(`does not take ${status} ${code} for that`, async () => {
        const { transport, state } = goDirectly({ answer: () => refuse(status, error) });
        expect((await fail(send(transport))).code).to.equal(code);
        expect(state.grants).to.equal(1);
      });
    }

    it('tells why there is no other one', async () => {
      let asked = 0;
      const { transport } = goDirectly({
        async getToken() {
          asked += 1;
          if (asked > 1) throw new ChatError('unauthorized');
          return { token: 'key-1' };
        },
        answer: () => refuse(401),
      });
      const error = await fail(send(transport));
      expect([error.code, error.reason]).to.deep.equal(['unauthorized', 'token-refused']);
    });

    it('gets a credential for live sessions in its place, and does not send it anywhere', async () => {
      const { transport, sent } = goDirectly({
        grants: [{ token: 'key-1' }, { token: 'auth_tokens/abc' }],
        answer: () => refuse(401),
      });
      expect((await fail(send(transport))).reason).to.equal('token-used-up');
      expect(sent).to.have.length(1);
    });
  });

  it('cannot hear', async () => {
    const { transport } = goDirectly({ answer: good });
    const talk = { request: () => ({ input: '' }), sound: silence(), onListening: () => undefined };
    const turns = transport.talk(talk, signal);
    const error = await fail(turns.next());
    expect([error.code, error.reason]).to.deep.equal(['invalid-request', 'voice-needs-live']);
  });

  it('stops when it is told to, be it in fetching the credential', async () => {
    const { transport } = goDirectly({ getToken: () => new Promise(() => undefined), answer: good });
    const stopping = new AbortController();
    const reason = new Error('Stopped.');
    const first = transport.send({ input: 'Hello' }, stopping.signal).next();
    stopping.abort(reason);
    expect(await first.catch((error: unknown) => error)).to.equal(reason);
  });

  describe('keeps the credential to itself', () => {
    const token = 'canary-7d1f0c2b9a';
    const echo = `The key ${token} is not valid`;
    const leaks: readonly (readonly [what: string, answer: () => Response])[] = [
      ['a refusal', () => refuse(401, { message: echo })],
      ['another refusal', () => refuse(400, { code: token, message: echo })],
      ['a page', () => new Response(`<p>${echo}</p>`, { status: 502 })],
      ['plain words', () => new Response(echo, { status: 404 })],
      [
        'an error of the connection',
        () => {
          throw Object.assign(new TypeError(echo), { cause: new Error(echo), request: { token } });
        },
      ],
    ];
    for (const [what, answer] of leaks) {
      it(`when ${what} repeats it`, async () => {
        const { transport } = goDirectly({ grants: [{ token }], answer });
        const error = await fail(send(transport));
        for (let each: unknown = error; each instanceof Error; each = each.cause) {
          const told = [each.message, each.stack, JSON.stringify(each), JSON.stringify(Object.entries(each))];
          expect(told.join('\n')).not.to.contain(token);
        }
      });
    }

    it('when the address for an upload repeats it, and goes on by the same way', async () => {
      const address = `${googleAddress}/upload/v1beta/files?key=${token}&upload_id=a-1&upload_protocol=resumable`;
      const { transport, sent } = goDirectly({
        grants: [{ token }],
        apiBase: 'https://proxy.test/gemini',
        answer: () => new Response(null, { headers: { 'x-goog-upload-url': address } }),
      });
      const { headers } = await transport.call(
        '/upload/files',
        { method: 'POST', headers: json, body: '{}' },
        signal,
      );
      const next = headers.get('x-goog-upload-url') ?? '';
      await transport.call(next, { method: 'POST', body: 'abc' }, signal);
      expect(sent.at(-1)?.url).to.equal(
        'https://proxy.test/gemini/upload/v1beta/files?upload_id=a-1&upload_protocol=resumable',
      );
    });

    it('when the address for an upload leads to somebody else', async () => {
      const { transport, sent } = goDirectly({
        grants: [{ token }],
        answer: () =>
          new Response(null, {
            headers: { 'x-goog-upload-url': 'https://other.test/upload/v1beta/files?upload_id=a' },
          }),
      });
      const { headers } = await transport.call('/upload/files', { method: 'POST' }, signal);
      const error = await fail(
        transport.call(headers.get('x-goog-upload-url') ?? '', { method: 'POST' }, signal),
      );
      expect(error.code).to.equal('bad-response');
      expect(sent).to.have.length(1);
    });
  });
});

async function* silence(): AsyncGenerator<Uint8Array, void> {}
