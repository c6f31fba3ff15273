import { expect } from 'chai';
import { FakeGemini, post, readError } from './fake-gemini.js';

const html = { 'content-type': 'text/html; charset=utf-8' };
const secret = 'projects/348715329010';

function interactionsError(status: number, code: string, headers = {}): () => Response {
  return () => Response.json({ error: { code, message: `About ${secret}` } }, { status, headers });
}

function googleError(status: number, name: string, details: object[] = []): () => Response {
  return () =>
    Response.json({ error: { code: status, status: name, message: `About ${secret}`, details } }, { status });
}

const quota = (quotaId: string) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId, quotaMetric: secret }],
});
const delay = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '36.2s' };

type Case = readonly [string, () => Response, number, string, (string | null)?];

const cases: readonly Case[] = [
  ['an invalid request', interactionsError(400, 'invalid_request'), 400, 'invalid_request'],
  ['a field it does not know', interactionsError(400, 'parameter_unknown'), 400, 'parameter_unknown'],
  ['content it blocks', interactionsError(400, 'prohibited_content'), 400, 'prohibited_content'],
  [
    'a key that is wrong',
    googleError(400, 'INVALID_ARGUMENT', [{ reason: 'API_KEY_INVALID' }]),
    400,
    'authentication',
  ],
  ['a key that ran out', interactionsError(401, 'authentication'), 401, 'authentication'],
  ['a project that may not', googleError(403, 'PERMISSION_DENIED'), 403, 'permission_denied'],
  ['a conversation it lost', interactionsError(404, 'not_found'), 404, 'not_found'],
  ['a model it does not know', interactionsError(404, 'model_not_found'), 404, 'model_not_found'],
  [
    'too many requests',
    interactionsError(429, 'rate_limit_exceeded', { 'retry-after': '7' }),
    429,
    'rate_limit_exceeded',
    '7',
  ],
  [
    'too many requests, with a delay',
    googleError(429, 'RESOURCE_EXHAUSTED', [quota('PerMinute'), delay]),
    429,
    'rate_limit_exceeded',
    '37',
  ],
  [
    'the quota of a day',
    googleError(429, 'RESOURCE_EXHAUSTED', [quota('RequestsPerDayPerProject')]),
    429,
    'quota_exceeded',
  ],
  [
    'a waiting time that is no time',
    interactionsError(429, 'too_many_requests', { 'retry-after': secret }),
    429,
    'too_many_requests',
  ],
  ['an internal error', interactionsError(500, 'api_error'), 500, 'api_error'],
  ['an overload', googleError(503, 'UNAVAILABLE'), 503, 'service_unavailable'],
  [
    'a page about an overload',
    () => new Response('<h1>503</h1>', { status: 503, headers: html }),
    503,
    'service_unavailable',
  ],
  ['an error without a word', () => new Response(null, { status: 403 }), 403, 'permission_denied'],
  [
    'an error in a list',
    () => Response.json([{ error: { code: 503, status: 'UNAVAILABLE' } }], { status: 503 }),
    503,
    'service_unavailable',
  ],
  ['a code of its own making', interactionsError(400, secret), 400, 'invalid_request'],
  [
    'a page that is not found',
    () => new Response(secret, { status: 404, headers: html }),
    502,
    'bad_gateway',
  ],
  ['a page that says it is fine', () => new Response(secret, { headers: html }), 502, 'bad_gateway'],
  ['plain text', () => new Response(secret), 502, 'bad_gateway'],
  [
    'JSON cut short',
    () => new Response('{"id":"v1', { headers: { 'content-type': 'application/json' } }),
    502,
    'bad_gateway',
  ],
  [
    'a page called JSON',
    () => new Response('<html>', { headers: { 'content-type': 'application/json' } }),
    502,
    'bad_gateway',
  ],
  ['nothing', () => new Response(null, { status: 204 }), 502, 'bad_gateway'],
  [
    'another address',
    () => new Response(null, { status: 307, headers: { location: 'https://evil.example' } }),
    502,
    'bad_gateway',
  ],
  ['an endless error', () => endless(500), 500, 'api_error'],
];

function endless(status: number): Response {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(10_000).fill(32)),
  });
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
}

describe('errors of Gemini', () => {
  for (const stream of [false, true]) {
    for (const [what, answer, status, code, retryAfter = null] of cases) {
      it(`answers ${status} ${code} for ${what}${stream ? ' instead of a stream' : ''}`, async () => {
        const response = await new FakeGemini(answer).handler()(post({ input: 'x', stream }));
        expect(response.status).to.equal(status);
        expect(response.headers.get('retry-after')).to.equal(retryAfter);
        expect(await response.clone().text()).not.to.include(secret);
        const error = await readError(response);
        expect(error.code).to.equal(code);
        expect(error.message).to.match(/^[A-Z].+\.$/);
        expect(Object.keys(error)).to.deep.equal(['code', 'message']);
      });
    }
  }

  for (const failure of ['rejects', 'throws']) {
    it(`answers 502 where fetch ${failure}, without its words`, async () => {
      const error = new TypeError(`connect ECONNREFUSED ${secret}`);
      const fetch = (): Promise<Response> => {
        if (failure === 'throws') throw error;
        return Promise.reject(error);
      };
      const response = await new FakeGemini().handler({ fetch })(post({ input: 'x' }));
      expect(response.status).to.equal(502);
      expect(await response.text()).not.to.include(secret);
    });
  }

  it('takes the words out of an interaction that failed', async () => {
    const failed = {
      id: 'v1_a',
      status: 'failed',
      errors: [{ code: 'rate_limit_exceeded', message: secret }],
      steps: [
        { type: 'model_output', content: [], error: { code: 13, message: secret, details: [secret] } },
        { type: 'thought', signature: 'kept' },
      ],
    };
    const response = await new FakeGemini(() => Response.json(failed)).handler()(post({ input: 'x' }));
    const text = await response.text();
    expect(text).not.to.include(secret);
    const { errors, steps, ...rest }: typeof failed = JSON.parse(text);
    expect(rest.id).to.match(/^v1_a~/);
    expect(rest.status).to.equal('failed');
    expect(errors[0]?.code).to.equal('rate_limit_exceeded');
    expect(steps[1]).to.deep.equal(failed.steps[1]);
  });

  it('passes a good answer on to the letter', async () => {
    // Where nothing in it is to be sealed, as for what Gemini does not keep.
    const text = '{ "id":"",\n "status": "completed", "steps": [], "big": 12345678901234567890 }';
    const answer = () =>
      new Response(text, { headers: { 'content-type': 'application/json; charset=UTF-8' } });
    const response = await new FakeGemini(answer).handler()(post({ input: 'x', stream: true }));
    expect(await response.text()).to.equal(text);
  });
});
