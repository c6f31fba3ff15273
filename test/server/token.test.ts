import { expect } from 'chai';
import { createGeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import { canaryKey, FakeGemini, makeRequest, pause, readError } from './fake-gemini.js';

const model = 'gemini-3.1-flash-live-preview';
const grant = () => Response.json({ name: 'auth_tokens/abc123' });
const ask = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
  makeRequest('POST', '/api/chat/token', headers, init);

function readObject(value: unknown): WireObject {
  if (!isWireObject(value)) throw new Error(`${String(value)} is no object`);
  return value;
}

/** What a handler asks Gemini for. */
async function readTerms(options: Partial<ChatHandlerOptions> = {}) {
  const gemini = new FakeGemini(grant);
  const response = await gemini.handler({ live: { model }, ...options })(ask());
  expect(response.status).to.equal(200);
  const terms = readObject(gemini.sent);
  return {
    gemini,
    terms,
    setup: readObject(terms['bidiGenerateContentSetup']),
    mask: String(terms['fieldMask']).split(','),
  };
}

describe('a token for the Live API', () => {
  it('is given with the time until which it is good', async () => {
    const before = Date.now();
    const gemini = new FakeGemini(grant);
    const response = await gemini.handler({ live: { sessionSeconds: 120 } })(ask());
    expect(response.status).to.equal(200);
    expect(response.headers.get('cache-control')).to.contain('no-store');
    const { expireTime, ...rest }: { expireTime: string } = await response.json();
    expect(rest).to.deep.equal({ token: 'auth_tokens/abc123', kind: 'auth-token' });
    expect(Date.parse(expireTime) - before).to.be.within(120_000, 125_000);
  });

  it('is asked for at Gemini, with the key, in the version that has tokens', async () => {
    const { gemini } = await readTerms({ baseUrl: 'https://gemini.example/proxy/' });
    const [call] = gemini.calls;
    expect(call?.request.url).to.equal('https://gemini.example/proxy/v1alpha/auth_tokens');
    expect(call?.request.method).to.equal('POST');
    expect(call?.request.headers.get('x-goog-api-key')).to.equal(canaryKey);
  });

  it('opens one session, which must begin soon', async () => {
    const before = Date.now();
    const { terms } = await readTerms({ live: { model, sessionSeconds: 600 } });
    expect(terms['uses']).to.equal(1);
    expect(Date.parse(String(terms['newSessionExpireTime'])) - before).to.be.within(60_000, 65_000);
    expect(Date.parse(String(terms['expireTime'])) - before).to.be.within(600_000, 605_000);
    const { terms: short } = await readTerms({ live: { model, sessionSeconds: 20 } });
    expect(short['newSessionExpireTime']).to.equal(short['expireTime']);
  });

  it('is locked to what the site decides, and to nothing else', async () => {
    const { setup, mask } = await readTerms({ maxOutputTokens: 777 });
    expect(setup).to.deep.equal({ model: `models/${model}`, generationConfig: { maxOutputTokens: 777 } });
    expect(mask).to.deep.equal(['model', 'generationConfig.maxOutputTokens']);
  });

  it('is locked to the instruction of the site', async () => {
    const { setup, mask } = await readTerms({ systemInstruction: 'You sell tea.' });
    expect(readObject(setup['systemInstruction'])['parts']).to.deep.equal([{ text: 'You sell tea.' }]);
    expect(mask).to.include('systemInstruction.parts');
  });

  it('is locked to the tools of a site without functions', async () => {
    const { setup, mask } = await readTerms({ tools: ['google_search', 'url_context'] });
    expect(setup['tools']).to.deep.equal([{ googleSearch: {} }, { urlContext: {} }]);
    expect(mask).to.include('tools').and.not.include('tools.0');
    const { setup: none, mask: nothing } = await readTerms({ tools: [] });
    expect(none).to.not.have.property('tools');
    expect(nothing).to.include('tools');
  });

  it('is locked to the safety settings of the site', async () => {
    const safetySettings = [{ type: 'harassment', threshold: 'block_low_and_above' }];
    const { setup, mask } = await readTerms({ safetySettings });
    expect(setup['safetySettings']).to.deep.equal([
      { category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_LOW_AND_ABOVE' },
    ]);
    expect(mask).to.include('safetySettings');
  });

  const options: readonly [sentence: string, options: Partial<ChatHandlerOptions>][] = [
    ['the usual settings', {}],
    ['an instruction', { systemInstruction: 'Be brief.' }],
    ['no functions', { tools: ['google_search', 'code_execution'] }],
    ['no tools', { tools: [] }],
    ['safety settings', { safetySettings: [{ type: 'hate_speech', threshold: 'block_none' }] }],
  ];
  for (const [sentence, given] of options) {
    it(`is granted by the emulator, as strict as Google, with ${sentence}`, async () => {
      const gemini = new FakeGemini((request) => createGeminiEmulator()(request));
      const response = await gemini.handler({ live: { model }, ...given })(ask());
      expect(response.status).to.equal(200);
      expect((await response.json()).token).to.match(/^auth_tokens\//);
    });
  }

  it('takes the empty object of clients that always send one', async () => {
    const init = { body: ' {} ' };
    const response = await new FakeGemini(grant).handler()(ask({ 'content-type': 'application/json' }, init));
    expect(response.status).to.equal(200);
  });

  const bodies: readonly [sentence: string, body: string, status: number][] = [
    ['a wish', '{"model":"gemini-3.5-pro"}', 400],
    ['no JSON', '{', 400],
    ['a list', '[]', 400],
    ['more than there is to say', ' '.repeat(2000), 413],
  ];
  for (const [sentence, body, status] of bodies) {
    it(`is not given for ${sentence}`, async () => {
      const gemini = new FakeGemini(grant);
      const response = await gemini.handler()(ask({ 'content-type': 'application/json' }, { body }));
      expect([response.status, gemini.calls.length]).to.deep.equal([status, 0]);
    });
  }

  it('is given to who posts alone', async () => {
    const handler = new FakeGemini(grant).handler();
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const response = await handler(makeRequest(method, '/api/chat/token'));
      expect([method, response.status, response.headers.get('allow')]).to.deep.equal([
        method,
        405,
        'POST, OPTIONS',
      ]);
    }
  });

  it('is not given to pages of other sites', async () => {
    const gemini = new FakeGemini(grant);
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await gemini.handler()(ask(headers))).status).to.equal(403);
    }
    expect(gemini.calls).to.deep.equal([]);
  });

  it('is not there where the site has none', async () => {
    const gemini = new FakeGemini(grant);
    const handler = gemini.handler({ live: false });
    for (const method of ['POST', 'GET', 'OPTIONS']) {
      expect((await handler(makeRequest(method, '/token'))).status).to.equal(404);
    }
    expect(gemini.calls).to.deep.equal([]);
  });

  it('counts as a request of its visitor', async () => {
    const handler = new FakeGemini(grant).handler({
      identify: () => 'ada',
      limits: { visitor: { requestsPerMinute: 2, concurrentStreams: 1 } },
    });
    expect((await handler(ask())).status).to.equal(200);
    expect((await handler(ask())).status).to.equal(200);
    const third = await handler(ask());
    expect(third.status).to.equal(429);
    expect(Number(third.headers.get('retry-after'))).to.be.greaterThan(0);
  });
});

describe('a token that Gemini does not give', () => {
  const failures: readonly [status: number, body: unknown, code: string, own: number][] = [
    [400, { error: { code: 400, status: 'INVALID_ARGUMENT', message: canaryKey } }, 'invalid_request', 400],
    [
      403,
      { error: { code: 403, status: 'PERMISSION_DENIED', message: canaryKey } },
      'permission_denied',
      403,
    ],
    [
      429,
      { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: canaryKey } },
      'rate_limit_exceeded',
      429,
    ],
    [500, { error: { code: 500, status: 'INTERNAL', message: canaryKey } }, 'api_error', 500],
    [302, canaryKey, 'bad_gateway', 502],
    [200, { name: `auth_tokens/${canaryKey}` }, 'bad_gateway', 502],
    [200, { name: 'files/abc' }, 'bad_gateway', 502],
    [200, {}, 'bad_gateway', 502],
    [200, ['auth_tokens/abc'], 'bad_gateway', 502],
    [200, 'auth_tokens/abc', 'bad_gateway', 502],
    [200, { name: 'auth_tokens/abc', padding: 'x'.repeat(70_000) }, 'bad_gateway', 502],
  ];
  for (const [index, [status, body, code, own]] of failures.entries()) {
    it(`is refused in our words, without the key (${index + 1}: ${status})`, async () => {
      const gemini = new FakeGemini(() => Response.json(body, { status }));
      const response = await gemini.handler()(ask());
      expect(response.status).to.equal(own);
      const text = await response.clone().text();
      expect(text).to.not.contain(canaryKey).and.not.contain('auth_tokens');
      expect((await readError(response)).code).to.equal(code);
      expect(gemini.calls).to.have.length(1);
    });
  }

  it('is refused where Gemini cannot be reached', async () => {
    const gemini = new FakeGemini(() => Promise.reject(new TypeError(`No way to ${canaryKey}`)));
    const response = await gemini.handler()(ask());
    expect(response.status).to.equal(502);
    expect(await response.text()).to.not.contain(canaryKey);
  });

  it('gives its place back', async () => {
    const gemini = new FakeGemini(() => new Response(null, { status: 503 }));
    const limits = { visitor: { concurrentStreams: 1 } };
    const handler = gemini.handler({ identify: () => 'ada', limits });
    for (let count = 0; count < 3; count += 1) expect((await handler(ask())).status).to.equal(503);
  });

  it('is not waited for by who has left', async () => {
    const gemini = new FakeGemini(() => pause(5000).then(grant));
    const leaving = new AbortController();
    const answer = gemini.handler()(ask({}, { signal: leaving.signal }));
    await pause(50);
    leaving.abort();
    expect((await answer).status).to.equal(499);
    expect(gemini.calls[0]?.request.signal.aborted).to.equal(true);
  });
});
