import { expect } from 'chai';
import { FakeGemini, makeRequest, pause, post, readError } from './fake-gemini.js';

const json = { 'content-type': 'application/json' };

function deep(levels: number): string {
  return `{"input":"x","generation_config":${'['.repeat(levels)}${']'.repeat(levels)}}`;
}

const bad: readonly [string, () => Request, number, string][] = [
  ['no content type', () => post('{"input":"x"}', { 'content-type': '' }), 415, 'unsupported_media_type'],
  [
    'a form',
    () => post('input=x', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'unsupported_media_type',
  ],
  [
    'plain text',
    () => post('{"input":"x"}', { 'content-type': 'text/plain' }),
    415,
    'unsupported_media_type',
  ],
  [
    'JSON lines',
    () => post('{"input":"x"}', { 'content-type': 'application/jsonl' }),
    415,
    'unsupported_media_type',
  ],
  ['a compressed body', () => post('x', { 'content-encoding': 'gzip' }), 415, 'unsupported_media_type'],
  ['no body', () => makeRequest('POST', '/interactions', json), 400, 'invalid_request'],
  ['an empty body', () => post(''), 400, 'invalid_request'],
  ['half an object', () => post('{"input":'), 400, 'invalid_request'],
  ['a list', () => post('[]'), 400, 'invalid_request'],
  ['a text', () => post('"Hello"'), 400, 'invalid_request'],
  ['null', () => post('null'), 400, 'invalid_request'],
  ['a prototype', () => post('{"input":"x","__proto__":{"store":true}}'), 400, 'invalid_request'],
  [
    'a prototype deep inside',
    () => post('{"input":[{"type":"text","constructor":{"prototype":{}}}]}'),
    400,
    'invalid_request',
  ],
  ['an escaped prototype', () => post('{"input":"x","\\u005f_proto__":1}'), 400, 'invalid_request'],
  ['nesting beyond measure', () => post(deep(100_000)), 400, 'invalid_request'],
  ['nesting that never ends', () => post('['.repeat(200_000)), 400, 'invalid_request'],
  [
    'bytes that are no text',
    () => makeRequest('POST', '/interactions', json, { body: new Uint8Array([0x7b, 0xff, 0x7d]) }),
    400,
    'invalid_request',
  ],
  [
    'a body that says that it is too large',
    () => post('{}', { 'content-length': '1048577' }),
    413,
    'request_too_large',
  ],
  ['a body that is too large', () => post({ input: 'x'.repeat(1_048_576) }), 413, 'request_too_large'],
];

describe('the body of a request', () => {
  for (const [what, request, status, code] of bad) {
    it(`is refused with ${status} when it is ${what}`, async () => {
      const gemini = new FakeGemini();
      const response = await gemini.handler()(request());
      expect(response.status).to.equal(status);
      expect((await readError(response)).code).to.equal(code);
      expect(gemini.calls.length).to.equal(0);
    });
  }

  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
    it(`is taken as ${type}`, async () => {
      const response = await new FakeGemini().handler()(post({ input: 'x' }, { 'content-type': type }));
      expect(response.status).to.equal(200);
    });
  }

  it('does not take brackets inside a text for nesting', async () => {
    const response = await new FakeGemini().handler()(post({ input: `${'['.repeat(500)}\\"{{` }));
    expect(response.status).to.equal(200);
  });

  it('may be as large as allowed, counted in bytes', async () => {
    const handler = new FakeGemini().handler({ maxBodyBytes: 20 });
    expect((await handler(post('{"input":"12345678"}'))).status).to.equal(200);
    expect((await handler(post('{"input":"1234567é"}'))).status).to.equal(413);
  });

  it('is not read on once it is too large, whatever length it gave', async () => {
    let pulls = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulls += 1;
          controller.enqueue(new Uint8Array(1000));
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { ...json, 'content-length': '2' };
    const request = makeRequest('POST', '/interactions', headers, { body, duplex: 'half' });
    const response = await new FakeGemini().handler({ maxBodyBytes: 5000 })(request);
    expect(response.status).to.equal(413);
    expect(pulls).to.be.below(10);
    await pause(10);
    expect(cancelled).to.equal(true);
  });

  it('is given up when it takes too long to arrive', async () => {
    const init = { body: new ReadableStream<Uint8Array>(), duplex: 'half' as const };
    const request = makeRequest('POST', '/interactions', json, init);
    const response = await new FakeGemini().handler({ bodySeconds: 0.02 })(request);
    expect(response.status).to.equal(408);
    expect((await readError(response)).code).to.equal('request_timeout');
  });

  it('is refused when it breaks off', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('reset')),
    });
    const response = await new FakeGemini().handler()(
      makeRequest('POST', '/interactions', json, { body, duplex: 'half' }),
    );
    expect(response.status).to.equal(400);
  });
});
