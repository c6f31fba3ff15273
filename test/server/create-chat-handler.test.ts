import { expect } from 'chai';
import { canaryKey, FakeGemini, makeRequest, post, readError } from './fake-gemini.js';

const json = { 'content-type': 'application/json' };
const hello = JSON.stringify({ input: 'Hello' });

describe('the routes of the backend', () => {
  const mounts = [
    '/interactions',
    '/v1/interactions',
    '/v1beta/interactions',
    '/api/gemini/interactions',
    '/api/gemini/v1beta/interactions',
    '/interactions/interactions',
    '/api/gemini/interactions/',
    '/api/gemini/v1beta/interactions?alt=sse&key=visitor',
  ];
  for (const path of mounts) {
    it(`creates an interaction at ${path}`, async () => {
      const gemini = new FakeGemini();
      const response = await gemini.handler()(makeRequest('POST', path, json, { body: hello }));
      expect(response.status).to.equal(200);
      const answer: { id: string; status: string } = await response.json();
      expect(answer.id).to.match(/^v1_abc~/);
      expect(answer.status).to.equal('completed');
      expect(gemini.calls[0]?.request.url).to.equal(
        'https://generativelanguage.googleapis.com/v1beta/interactions',
      );
    });
  }

  const unknown: readonly [string, string][] = [
    ['GET', '/'],
    ['GET', '/configs'],
    ['GET', '/config/secret'],
    ['POST', '/interactionsx'],
    ['POST', '/interactions%2f'],
    ['GET', '/files'],
    ['POST', '/v1beta/models/gemini-3.5-flash:countTokens'],
    ['POST', '/v1beta/models/gemini-3.5-flash'],
    ['GET', '/metrics'],
    ['GET', '/interactions/v1%2fabc'],
    ['POST', '/interactions/v1_abc/cancel/cancel'],
    ['GET', '/files/ABC'],
    ['OPTIONS', '/nothing'],
  ];
  for (const [method, path] of unknown) {
    it(`answers ${method} ${path} with 404 as JSON`, async () => {
      const response = await new FakeGemini().handler()(makeRequest(method, path));
      expect(response.status).to.equal(404);
      expect((await readError(response)).code).to.equal('not_found');
    });
  }

  const wrongMethods: readonly [string, string, string][] = [
    ['GET', '/interactions', 'POST, OPTIONS'],
    ['HEAD', '/interactions', 'POST, OPTIONS'],
    ['PUT', '/interactions', 'POST, OPTIONS'],
    ['DELETE', '/api/config', 'GET, HEAD, OPTIONS'],
    ['POST', '/api/health', 'GET, HEAD, OPTIONS'],
  ];
  for (const [method, path, allow] of wrongMethods) {
    it(`answers ${method} ${path} with 405 and says what is allowed`, async () => {
      const response = await new FakeGemini().handler()(makeRequest(method, path));
      expect(response.status).to.equal(405);
      expect(response.headers.get('allow')).to.equal(allow);
    });
  }

  it('tells a page what the site allows, and nothing else', async () => {
    const handler = new FakeGemini().handler({
      models: ['gemini-3.1-pro', 'gemini-3.5-flash'],
      tools: ['function'],
      systemInstruction: 'Sell umbrellas.',
      maxOutputTokens: 100,
    });
    const response = await handler(makeRequest('GET', '/api/config'));
    expect(await response.json()).to.deep.equal({
      models: ['gemini-3.1-pro', 'gemini-3.5-flash'],
      defaultModel: 'gemini-3.1-pro',
      agents: [],
      tools: ['function'],
      mcpServers: [],
      maxOutputTokens: 100,
      maxBodyBytes: 1_048_576,
      maxSteps: 1000,
      serviceTiers: [],
      systemInstructionLocked: true,
      generateContent: true,
      background: true,
      uploads: {
        maxBytes: 104_857_600,
        types: ['image/*', 'audio/*', 'video/*', 'application/pdf', 'text/*'],
      },
      live: { model: 'gemini-3.1-flash-live-preview', sessionSeconds: 900 },
      uriHosts: [],
    });
  });

  it('tells a page what the site allows beyond the defaults, and no secret of it', async () => {
    const handler = new FakeGemini().handler({
      agents: ['deep-research-preview'],
      tools: ['mcp_server'],
      mcpServers: [
        { name: 'docs', url: 'https://docs.example/mcp', headers: { authorization: 'Bearer s3' } },
      ],
      background: false,
      uploads: { maxBytes: 5_000_000 },
      live: false,
      uriHosts: ['www.youtube.com'],
      serviceTiers: ['flex'],
    });
    const response = await handler(makeRequest('GET', '/config'));
    const text = await response.clone().text();
    expect(text).not.to.include('docs.example');
    expect(text).not.to.include('s3');
    expect(await response.json()).to.deep.include({
      agents: ['deep-research-preview'],
      mcpServers: ['docs'],
      background: false,
      live: false,
      uploads: {
        maxBytes: 5_000_000,
        types: ['image/*', 'audio/*', 'video/*', 'application/pdf', 'text/*'],
      },
      uriHosts: ['www.youtube.com'],
      serviceTiers: ['flex'],
    });
  });

  it('says that it is alive without calling Gemini', async () => {
    const gemini = new FakeGemini();
    const response = await gemini.handler()(makeRequest('GET', '/health'));
    expect(await response.json()).to.deep.equal({ status: 'ok' });
    expect(gemini.calls.length).to.equal(0);
  });

  it('answers HEAD without a body', async () => {
    const response = await new FakeGemini().handler()(makeRequest('HEAD', '/health'));
    expect(response.status).to.equal(200);
    expect(await response.text()).to.equal('');
  });

  const answers: readonly [string, () => Request][] = [
    ['an interaction', () => post({ input: 'Hello' })],
    ['a refusal', () => post({ inputs: 'Hello' })],
    ['a wrong path', () => makeRequest('GET', '/nothing')],
    ['a foreign page', () => post({ input: 'Hello' }, { origin: 'https://evil.example' })],
    ['the configuration', () => makeRequest('GET', '/config')],
  ];
  for (const [what, request] of answers) {
    it(`forbids to cache, sniff or run the answer to ${what}`, async () => {
      const { headers } = await new FakeGemini().handler()(request());
      expect(headers.get('cache-control')).to.equal('no-store, no-transform');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('content-security-policy')).to.equal("default-src 'none'");
      expect(headers.get('content-type')).to.match(/^application\/json/);
    });
  }
});

describe('the call to Gemini', () => {
  it("carries the site's key, and none of the visitor's headers", async () => {
    const gemini = new FakeGemini();
    await gemini.handler()(
      post(
        { input: 'Hello' },
        {
          'x-goog-api-key': 'visitor-key',
          'x-goog-api-client': 'sdk',
          'x-forwarded-for': '203.0.113.7',
          authorization: 'Bearer visitor',
          cookie: 'session=1',
        },
      ),
    );
    const headers = Object.fromEntries(gemini.calls[0]?.request.headers ?? []);
    expect(headers).to.deep.equal({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-goog-api-key': canaryKey,
    });
    expect(gemini.calls[0]?.request.redirect).to.equal('manual');
  });

  it('asks a function for the key before each call', async () => {
    const keys = ['first', 'second'];
    const gemini = new FakeGemini();
    const handler = gemini.handler({ apiKey: async () => keys.shift() ?? '', secret: 's'.repeat(32) });
    await handler(post({ input: 'Hello' }));
    await handler(post({ input: 'Hello' }));
    const sent = gemini.calls.map(({ request }) => request.headers.get('x-goog-api-key'));
    expect(sent).to.deep.equal(['first', 'second']);
    const third = await handler(post({ input: 'Hello' }));
    expect(third.status).to.equal(500);
    expect(gemini.calls.length).to.equal(2);
  });

  for (const failure of [new Error(`vault: ${canaryKey}`), `vault: ${canaryKey}`]) {
    it(`says nothing of why no key came (${typeof failure})`, async () => {
      const handler = new FakeGemini().handler({ apiKey: () => Promise.reject(failure) });
      const response = await handler(post({ input: 'Hello' }));
      expect(response.status).to.equal(500);
      expect(await response.text()).not.to.include('vault');
    });
  }

  it('is not made for a request that is refused', async () => {
    const gemini = new FakeGemini();
    expect((await gemini.handler()(post({ input: 'Hello', model: 'gemini-9' }))).status).to.equal(400);
    expect(gemini.calls.length).to.equal(0);
  });

  it('is stopped when the visitor leaves before an answer', async () => {
    const gemini = new FakeGemini(() => new Promise<Response>(() => undefined));
    const visitor = new AbortController();
    const answer = gemini.handler()(post({ input: 'Hello' }, {}, visitor.signal));
    while (gemini.calls.length === 0) await new Promise((resolve) => setTimeout(resolve));
    visitor.abort();
    expect((await answer).status).to.equal(499);
    expect(gemini.calls[0]?.request.signal.aborted).to.equal(true);
  });

  const slow: readonly [string, object, object][] = [
    ['a stream does not begin', { stream: true }, { connectSeconds: 0.02 }],
    ['a whole answer takes too long', {}, { streamSeconds: 0.02 }],
  ];
  for (const [what, fields, options] of slow) {
    it(`ends with 504 when ${what}`, async () => {
      const gemini = new FakeGemini(() => new Promise<Response>(() => undefined));
      const response = await gemini.handler(options)(post({ input: 'Hello', ...fields }));
      expect(response.status).to.equal(504);
      expect((await readError(response)).code).to.equal('gateway_timeout');
      expect(gemini.calls[0]?.request.signal.aborted).to.equal(true);
    });
  }

  it('gives a whole answer the time of the reply, not that of a beginning', async () => {
    const gemini = new FakeGemini(async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return Response.json({ id: 'late' });
    });
    const response = await gemini.handler({ connectSeconds: 0.02 })(post({ input: 'Hello' }));
    expect(response.status).to.equal(200);
  });

  it('ends with 504 when a whole answer stalls half-way', async () => {
    const gemini = new FakeGemini(
      () => new Response(new ReadableStream(), { headers: { 'content-type': 'application/json' } }),
    );
    const response = await gemini.handler({ streamSeconds: 0.03 })(post({ input: 'Hello' }));
    expect(response.status).to.equal(504);
  });
});
