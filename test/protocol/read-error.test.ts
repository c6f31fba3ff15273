import { expect } from 'chai';
import type { ChatErrorCode } from '../../src/protocol/chat-error.js';
import { readErrorResponse, readWireError } from '../../src/protocol/read-error.js';
import { hasShared } from './recordings.js';

function respond(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status, headers });
}

const google = (code: number, status: string, message: string, details: unknown[] = []) => ({
  error: { code, status, message, details },
});
const retryInfo = (retryDelay: unknown) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay,
});
const dailyQuota = {
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
};
const minuteQuota = {
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel' }],
};
const named = (code: string, message = 'Some words') => ({ error: { code, message } });

const table: [status: number, body: unknown, code: ChatErrorCode, retryable: boolean][] = [
  [400, named('invalid_request'), 'invalid-request', false],
  [400, named('parameter_unknown'), 'invalid-request', false],
  [400, named('failed_precondition'), 'invalid-request', false],
  [400, google(400, 'INVALID_ARGUMENT', 'Bad field'), 'invalid-request', false],
  [
    400,
    google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.'),
    'unauthorized',
    false,
  ],
  [400, google(400, 'INVALID_ARGUMENT', 'No', [{ reason: 'API_KEY_INVALID' }]), 'unauthorized', false],
  [400, named('safety'), 'blocked', false],
  [400, named('recitation'), 'blocked', false],
  [400, named('prohibited_content'), 'blocked', false],
  [400, named('content_blocked'), 'blocked', false],
  [401, named('authentication'), 'unauthorized', false],
  [401, '', 'unauthorized', false],
  [402, named('payment_required'), 'quota-exceeded', false],
  [402, '', 'quota-exceeded', false],
  [403, named('permission_denied'), 'forbidden', false],
  [403, google(403, 'PERMISSION_DENIED', 'No', [{ reason: 'SERVICE_DISABLED' }]), 'forbidden', false],
  [404, named('not_found'), 'not-found', false],
  [404, named('model_not_found'), 'not-found', false],
  [404, '<html>Not here</html>', 'not-found', false],
  [408, '', 'timeout', true],
  [409, '', 'invalid-request', true],
  [413, '', 'invalid-request', false],
  [422, { detail: 'Unprocessable' }, 'invalid-request', false],
  [429, named('rate_limit_exceeded'), 'rate-limited', true],
  [429, named('too_many_requests'), 'rate-limited', true],
  [429, google(429, 'RESOURCE_EXHAUSTED', 'Slow', [minuteQuota, retryInfo('37s')]), 'rate-limited', true],
  [429, named('quota_exceeded'), 'quota-exceeded', false],
  [429, google(429, 'RESOURCE_EXHAUSTED', 'Much', [dailyQuota, retryInfo('37s')]), 'quota-exceeded', false],
  [429, named('rate_limit_exceeded', 'Limit of requests per day reached'), 'quota-exceeded', false],
  [429, 'Too many requests', 'rate-limited', true],
  [500, named('api_error'), 'server-error', true],
  [500, 'Internal', 'server-error', true],
  [502, '<html><h1>Bad gateway</h1></html>', 'server-error', true],
  [503, named('service_unavailable', 'The model is overloaded'), 'overloaded', true],
  [503, [google(503, 'UNAVAILABLE', 'The model is overloaded')], 'overloaded', true],
  [504, named('deadline_exceeded'), 'timeout', true],
  [504, '<html></html>', 'timeout', true],
  [504, named('gateway_timeout'), 'timeout', true],
  [599, '', 'server-error', true],
  [200, '<!doctype html><title>Sign in</title>', 'bad-response', true],
  [429, named('rate-limited'), 'rate-limited', true],
  [429, named('quota-exceeded'), 'quota-exceeded', false],
];

describe('reading an error answer', () => {
  for (const [status, body, code, retryable] of table) {
    const shown = (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 90);
    it(`takes ${status} ${shown} for ${code}`, async () => {
      const error = await readErrorResponse(respond(status, body));
      expect({ code: error.code, retryable: error.retryable }).to.deep.equal({ code, retryable });
    });
  }

  it('takes an answer that never came for a network error', async () => {
    expect(await readErrorResponse(Response.error())).to.have.property('code', 'network');
  });

  it('finds the error inside JSON inside a message', async () => {
    const inner = JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'Slow down', [retryInfo('12s')]));
    const error = await readErrorResponse(respond(500, { error: { code: 500, message: inner } }));
    expect(error).to.include({ code: 'rate-limited', retryAfter: 12 });
    expect(error.message).to.contain('Slow down').and.not.contain('{');
  });

  it('finds the error behind data: in an event stream', async () => {
    const body = `event: error\ndata: ${JSON.stringify(named('quota_exceeded'))}\n\n`;
    expect(await readErrorResponse(respond(429, body))).to.have.property('code', 'quota-exceeded');
  });

  describe('how long to wait', () => {
    const now = 'Tue, 10 Nov 2026 10:00:00 GMT';
    const waits: [
      title: string,
      headers: Record<string, string>,
      details: unknown[],
      seconds: number | undefined,
    ][] = [
      ['seconds in the header', { 'retry-after': '20' }, [], 20],
      [
        'a date, by the clock of the server',
        { 'retry-after': 'Tue, 10 Nov 2026 10:01:30 GMT', date: now },
        [],
        90,
      ],
      ['a date that is over', { 'retry-after': 'Tue, 10 Nov 2026 09:00:00 GMT', date: now }, [], 0],
      ['a date a year away', { 'retry-after': 'Wed, 10 Nov 2027 10:00:00 GMT', date: now }, [], 86_400],
      ['a year of seconds', { 'retry-after': '31536000' }, [], 86_400],
      ['more digits than a number has', { 'retry-after': '9'.repeat(400) }, [], 86_400],
      ['the delay in the body', {}, [retryInfo('37s')], 37],
      ['a delay with a fraction', {}, [retryInfo('1.203608125s')], 2],
      ['a delay as an object', {}, [retryInfo({ seconds: 9 })], 9],
      ['the header before the body', { 'retry-after': '5' }, [retryInfo('37s')], 5],
      ['no word', {}, [], undefined],
      ['a word that is none', { 'retry-after': 'soon 5' }, [], undefined],
      ['a negative number', { 'retry-after': '-5' }, [], undefined],
      ['a delay that is none', {}, [retryInfo('forever'), 'x', null], undefined],
    ];
    for (const [title, headers, details, seconds] of waits) {
      it(`reads ${title}`, async () => {
        const body = google(429, 'RESOURCE_EXHAUSTED', 'Slow', details);
        expect((await readErrorResponse(respond(429, body, headers))).retryAfter).to.equal(seconds);
      });
    }

    it('reads a date without the clock of the server by our own', async () => {
      const until = new Date(Date.now() + 30_000).toUTCString();
      const { retryAfter } = await readErrorResponse(respond(503, '', { 'retry-after': until }));
      expect(retryAfter).to.be.within(28, 31);
    });
  });

  describe('what it tells developers', () => {
    it('names status, code and message', async () => {
      const error = await readErrorResponse(respond(404, named('model_not_found', 'No such model')));
      expect(error.message).to.equal('HTTP 404 model_not_found: No such model');
    });

    it('never repeats a page of HTML', async () => {
      const { message } = await readErrorResponse(respond(502, '<html><script>alert(1)</script></html>'));
      expect(message).to.equal('HTTP 502: a page of HTML instead of an answer');
    });

    it('is short, whatever the body', async () => {
      for (const body of ['x'.repeat(1_000_000), named('c'.repeat(5000), 'm'.repeat(5000))]) {
        expect((await readErrorResponse(respond(500, body))).message.length).to.be.lessThan(310);
      }
    });

    it('holds no key', async () => {
      const key = `AIza${'k'.repeat(35)}`;
      const details = [{ '@type': 'DebugInfo', detail: `Invalid API key: ${key}` }];
      const error = await readErrorResponse(
        respond(400, google(400, 'INVALID_ARGUMENT', `Bad key ${key}`, details)),
      );
      expect(JSON.stringify([error.message, error.cause, error])).to.not.contain('kkkk');
    });

    it('reads no more of a body than it needs', async () => {
      let pieces = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          pieces += 1;
          controller.enqueue(new Uint8Array(16_384).fill(120));
        },
      });
      await readErrorResponse(new Response(body, { status: 500 }));
      expect(pieces).to.be.lessThan(10);
    });

    it('still names the status when the body breaks', async () => {
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.error(new TypeError('cut')),
      });
      expect(await readErrorResponse(new Response(body, { status: 503 }))).to.have.property(
        'code',
        'overloaded',
      );
    });
  });

  it('reads recorded errors', async function () {
    if (!(await hasShared())) this.skip();
    const folder = '/shared/recordings/error-errors/';
    const source = 'FirebaseExtended%2Bvertexai-sdk-test-data__mock-responses_';
    const recorded: [file: string, status: number, code: ChatErrorCode][] = [
      [`${source}googleai_unary-failure-api-key.json.json`, 400, 'unauthorized'],
      [`${source}googleai_unary-failure-generativelanguage-api-not-enabled.json.json`, 403, 'forbidden'],
      [`${source}vertexai_streaming-failure-api-key.txt.json`, 400, 'unauthorized'],
      [`${source}vertexai_unary-failure-quota-exceeded.json.json`, 429, 'rate-limited'],
      [
        'vercel%2Bai__packages_google_src_interactions___fixtures___video-static-processing-invalid-offsets.json.json',
        400,
        'invalid-request',
      ],
    ];
    for (const [file, status, code] of recorded) {
      const answer = await fetch(folder + file);
      expect(answer.ok, file).to.equal(true);
      const body = await answer.text();
      expect(await readErrorResponse(respond(status, body)), file).to.have.property('code', code);
      const value: unknown = JSON.parse(body);
      expect(readWireError(value), file).to.have.property('code', code);
    }
  });
});

describe('reading an error that came as data', () => {
  const deep: unknown = Array.from({ length: 50 }).reduce<unknown>((error) => ({ error }), {
    code: 'safety',
  });
  const values: [error: unknown, code: ChatErrorCode][] = [
    [{ code: 'api_error', message: 'x' }, 'server-error'],
    [{ code: 'quota_exceeded' }, 'quota-exceeded'],
    [{ code: 503 }, 'overloaded'],
    [{ code: '429', message: 'x' }, 'rate-limited'],
    [{ code: 14, message: 'a step of gRPC' }, 'overloaded'],
    [{ code: 3 }, 'invalid-request'],
    [{ status: 'UNAUTHENTICATED' }, 'unauthorized'],
    [[{ error: { code: 'safety' } }], 'blocked'],
    ['{"error":{"code":"not_found"}}', 'not-found'],
    ['plain words', 'server-error'],
    [undefined, 'server-error'],
    [null, 'server-error'],
    [{}, 'server-error'],
    [deep, 'server-error'],
  ];
  for (const [error, code] of values) {
    it(`takes ${(JSON.stringify(error) ?? 'nothing').slice(0, 60)} for ${code}`, () => {
      expect(readWireError(error)).to.have.property('code', code);
    });
  }

  it('takes the status where the error names nothing', () => {
    expect(readWireError({ message: 'x' }, 403)).to.have.property('code', 'forbidden');
  });
});
