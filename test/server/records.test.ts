import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import type { RequestRecord } from '../../src/server/request-record.js';
import {
  canaryKey,
  FakeGemini,
  HeldStream,
  makeRequest,
  pause,
  post,
  postTo,
  readError,
  readOne,
  until,
} from './fake-gemini.js';

const event = 'data: {"event_type":"step.delta"}\n\n';

/** A backend whose records are kept. */
function watch(
  answer?: (request: Request) => Response | Promise<Response>,
  options: Partial<ChatHandlerOptions> = {},
) {
  const records: Readonly<RequestRecord>[] = [];
  const gemini = answer ? new FakeGemini(answer) : new FakeGemini();
  const handler = gemini.handler({ log: (record) => records.push(record), ...options });
  return { handler, records, gemini };
}

describe('the record of a request', () => {
  const requests: readonly [string, () => Request, object][] = [
    ['an answer', () => post({ input: 'x' }), { method: 'POST', route: '/interactions', status: 200 }],
    [
      'a refused field',
      () => post({ inputs: 'x' }),
      { method: 'POST', route: '/interactions', status: 400, error: 'parameter_unknown' },
    ],
    [
      'a foreign page',
      () => post({ input: 'x' }, { origin: 'https://evil.example' }),
      { method: 'POST', route: '/interactions', status: 403, error: 'permission_denied' },
    ],
    ['a preflight', () => makeRequest('OPTIONS', '/interactions'), { method: 'OPTIONS', status: 204 }],
    ['a sign of life', () => makeRequest('GET', '/health'), { method: 'GET', route: '/health', status: 200 }],
    [
      'a wrong path',
      () => makeRequest('GET', '/secret-42'),
      { method: 'GET', route: '/', status: 404, error: 'not_found' },
    ],
    [
      'a wrong path of a strange method',
      () => makeRequest('SECRET', '/secret-42'),
      { method: 'other', route: '/', status: 404 },
    ],
    ['a wrong path by HEAD', () => makeRequest('HEAD', '/secret-42'), { method: 'HEAD', status: 404 }],
    [
      'a wrong method',
      () => makeRequest('PUT', '/interactions'),
      { method: 'PUT', status: 405, error: 'method_not_allowed' },
    ],
    [
      'an interaction by its id',
      () => makeRequest('DELETE', '/interactions/secret-42'),
      { method: 'DELETE', route: '/interactions/:id' },
    ],
    [
      'a stopped interaction',
      () => makeRequest('POST', '/api/v1beta/interactions/secret-42/cancel?key=secret-42'),
      { method: 'POST', route: '/interactions/:id/cancel' },
    ],
    [
      'a model',
      () => postTo('/models/secret-42:generateContent', { contents: [] }),
      { method: 'POST', route: '/models/:model:generateContent', status: 400 },
    ],
    ['a file', () => makeRequest('GET', '/files/secret-42'), { method: 'GET', route: '/files/:name' }],
  ];
  for (const [what, request, expected] of requests) {
    it(`is written once for ${what}, under a number that the visitor gets too`, async () => {
      const { handler, records } = watch();
      const response = await handler(request());
      await response.text();
      expect(records.length).to.equal(1);
      expect(records[0]).to.include(expected);
      expect(records[0]?.durationMs).to.be.within(0, 5000);
      expect(records[0]?.id).to.match(/^[\da-f-]{36}$/);
      expect(response.headers.get('x-request-id')).to.equal(records[0]?.id);
      expect(JSON.stringify(records)).not.to.include('secret-42');
    });
  }

  it('has another number each time', async () => {
    const { handler, records } = watch();
    for (let count = 0; count < 5; count += 1) await handler(makeRequest('GET', '/health'));
    expect(new Set(records.map(({ id }) => id)).size).to.equal(5);
  });

  it('says which requests are of one visitor, by eight letters of a digest', async () => {
    const { handler, records } = watch(undefined, {
      identify: (request) => request.headers.get('x-user') ?? undefined,
    });
    for (const user of ['anna@example.com', 'bert@example.com', 'anna@example.com']) {
      await handler(post({ input: 'x' }, { 'x-user': user }));
    }
    const [anna, bert, again] = records.map(({ visitor }) => visitor);
    expect(anna).to.match(/^[\w-]{8}$/);
    expect(again).to.equal(anna);
    expect(bert).not.to.equal(anna);
    expect(JSON.stringify(records)).not.to.include('example.com');
  });

  it('is written when a stream is over, not when it begins', async () => {
    const held = new HeldStream();
    const { handler, records } = watch(() => held.response);
    const response = await handler(post({ input: 'x', stream: true }));
    const reader = response.body?.getReader();
    if (!reader) throw new Error('There is no stream');
    const reading = readOne(reader);
    held.push(event);
    expect(await reading).to.include('step.delta');
    await pause(30);
    expect(records).to.deep.equal([]);
    const end = reader.read();
    held.close();
    expect((await end).done).to.equal(true);
    expect(records.length).to.equal(1);
    expect(records[0]).to.include({ status: 200, route: '/interactions' });
    expect(records[0]?.durationMs).to.be.at.least(29);
  });

  it('tells what Gemini did: model, status, beginning, events and tokens', async () => {
    const created = { id: '', object: 'interaction', status: 'in_progress' };
    const completed = { ...created, status: 'completed', usage: { total_tokens: 321 } };
    const stream =
      `data: ${JSON.stringify({ event_type: 'interaction.created', interaction: created })}\n\n` +
      event +
      `data: ${JSON.stringify({ event_type: 'interaction.completed', interaction: completed })}\n\n`;
    const type = { 'content-type': 'text/event-stream' };
    const { handler, records } = watch(() => new Response(stream, { headers: type }));
    await (await handler(post({ input: 'x', stream: true }))).text();
    expect(records[0]).to.include({
      model: 'gemini-3.5-flash',
      upstreamStatus: 200,
      status: 200,
      events: 3,
      tokens: 321,
    });
    expect(records[0]?.firstByteMs).to.be.within(0, 5000);
    expect(records[0]).not.to.have.any.keys('end', 'error');
  });

  it('tells the status of an error at Gemini beside that of the answer', async () => {
    const { handler, records } = watch(() => Response.json({ error: { code: 403 } }, { status: 403 }));
    await handler(post({ input: 'x' }));
    expect(records[0]).to.include({ status: 403, upstreamStatus: 403, error: 'permission_denied' });
  });

  it('has a number that pages of other origins may read', async () => {
    const { handler } = watch(undefined, { origins: ['https://shop.example'] });
    const { headers } = await handler(post({ input: 'x' }, { origin: 'https://shop.example' }));
    expect(headers.get('access-control-expose-headers')).to.include('X-Request-Id');
  });

  it('says that a visitor left who cancels the stream', async () => {
    const held = new HeldStream();
    const { handler, records } = watch(() => held.response, { resumeSeconds: 0 });
    const response = await handler(post({ input: 'x', stream: true }));
    await response.body?.cancel();
    await until(() => records.length === 1);
    expect(records[0]?.end).to.equal('client-left');
    expect(held.cancelled).to.equal(true);
  });

  it('says that a visitor left whose connection is gone, though nobody reads on', async () => {
    const held = new HeldStream();
    const { handler, records } = watch(() => held.response, { resumeSeconds: 0 });
    const visitor = new AbortController();
    await handler(post({ input: 'x', stream: true }, {}, visitor.signal));
    visitor.abort();
    await until(() => records.length === 1);
    expect(records[0]?.end).to.equal('client-left');
    await pause(20);
    expect(records.length).to.equal(1);
  });

  it('says that a visitor left before there was an answer', async () => {
    const { handler, records, gemini } = watch(() => new Promise<Response>(() => undefined));
    const visitor = new AbortController();
    const answer = handler(post({ input: 'x' }, {}, visitor.signal));
    await until(() => gemini.calls.length === 1);
    visitor.abort();
    expect((await answer).status).to.equal(499);
    expect(records[0]).to.include({ status: 499, end: 'client-left' });
  });

  it('is not changed by what happens to the request later', async () => {
    const { handler, records } = watch();
    await handler(makeRequest('GET', '/health'));
    const before = JSON.stringify(records);
    await handler(makeRequest('GET', '/health'));
    expect(JSON.stringify(records.slice(0, 1))).to.equal(before);
  });

  const failingLogs: readonly [string, () => void][] = [
    [
      'throws',
      () => {
        throw new Error('disk full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('disk full'))],
  ];
  for (const [what, log] of failingLogs) {
    it(`may be lost to a log that ${what}, and the answer is still there`, async () => {
      const response = await new FakeGemini().handler({ log })(post({ input: 'x' }));
      expect(response.status).to.equal(200);
      expect(await response.json()).to.include({ status: 'completed' });
    });
  }

  it('goes to the console as a line of JSON where the site has no log of its own', async () => {
    const lines: unknown[] = [];
    const { info } = console;
    console.info = (line: unknown) => lines.push(line);
    try {
      await new FakeGemini().handler({ log: undefined })(makeRequest('GET', '/health'));
      await new FakeGemini().handler({ log: false })(makeRequest('GET', '/health'));
    } finally {
      console.info = info;
    }
    expect(lines.length).to.equal(1);
    const line = String(lines[0]);
    expect(line).not.to.include('\n');
    const written: Record<string, unknown> = JSON.parse(line);
    expect(written).to.include({ method: 'GET', route: '/health', status: 200 });
    expect(Date.now() - Date.parse(String(written['time']))).to.be.within(0, 5000);
  });
});

describe('a failure that nobody foresaw', () => {
  class VaultError extends Error {}
  const failures: readonly [string, unknown, string][] = [
    ['an error', new VaultError(`vault: ${canaryKey}`), 'VaultError'],
    ['a renamed error', Object.assign(new TypeError('vault'), { name: canaryKey }), 'TypeError'],
    ['a text', `vault: ${canaryKey}`, 'string'],
  ];
  for (const [what, failure, name] of failures) {
    it(`tells the visitor a number, and the log of its kind alone: ${what}`, async () => {
      const { handler, records } = watch(undefined, { identify: () => Promise.reject(failure) });
      const response = await handler(post({ input: 'x' }));
      expect(response.status).to.equal(500);
      const { code, message } = await readError(response);
      expect(code).to.equal('api_error');
      expect(message).to.include(`(request ${records[0]?.id})`);
      expect(records[0]).to.include({ status: 500, error: name });
      expect(JSON.stringify(records) + message).not.to.match(/vault|AIza/);
    });
  }

  for (const [what, failure] of failures) {
    it(`leaves a number also where no key came: ${what}`, async () => {
      const apiKey = () => Promise.reject(failure);
      const { handler, records } = watch(undefined, { apiKey, secret: 's'.repeat(32) });
      const response = await handler(post({ input: 'x' }));
      expect(response.status).to.equal(500);
      const { message } = await readError(response);
      expect(message).to.include(`(request ${records[0]?.id})`);
      expect(records[0]).to.include({ status: 500, error: 'UnusableKeyError' });
      expect(JSON.stringify(records) + message).not.to.match(/vault|AIza/);
    });
  }
});

describe('the records of a whole day', () => {
  it('hold nothing that was said, no key, no address and no cookie', async () => {
    const canary = 'canary-7f3a';
    const answer = (request: Request) =>
      request.url.includes('files') || request.method === 'DELETE'
        ? Response.json({ error: { code: 500, message: canary } }, { status: 500 })
        : new Response(
            `data: {"event_type":"step.delta","delta":{"type":"text","text":"${canary}"}}\n\n` +
              `data: {"event_type":"error","error":{"code":"${canary}","message":"${canary}"}}\n\n`,
            { headers: { 'content-type': 'text/event-stream' } },
          );
    const { handler, records } = watch(answer, { address: () => '203.0.113.77' });
    const headers = {
      cookie: `gemini_chat_visitor=${canary}; session=${canary}`,
      'user-agent': canary,
      referer: `https://${canary}.example/`,
      'x-forwarded-for': '203.0.113.77',
      'x-goog-api-key': canary,
    };
    const requests = [
      post({ input: canary, stream: true, system_instruction: canary }, headers),
      post({ input: canary, model: canary }, headers),
      post({ input: 'x', [canary]: 1 }, headers),
      post(`{"input": ${canary}`, headers),
      postTo(`/models/${canary}:streamGenerateContent?key=${canary}`, { contents: canary }, headers),
      makeRequest('GET', `/files/${canary}`, headers),
      makeRequest('DELETE', `/interactions/${canary}?x=${canary}`, headers),
      makeRequest('POST', `/upload/files?upload_id=${canary}`, headers, { body: canary }),
      makeRequest('GET', `/${canary}/config?q=${canary}`, headers),
      makeRequest(canary.toUpperCase(), `/${canary}`, headers),
      post({ input: 'x' }, { ...headers, origin: `https://${canary}.example` }),
    ];
    for (const request of requests) await (await handler(request)).text().catch(() => undefined);
    expect(records.length).to.equal(requests.length);
    const text = JSON.stringify(records);
    for (const secret of [canary, canaryKey, '203.0.113', 'shop.example', 'http']) {
      expect(text.toLowerCase()).not.to.include(secret.toLowerCase());
    }
  });
});
