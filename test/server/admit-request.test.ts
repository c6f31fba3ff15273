import { expect } from 'chai';
import type { Asking } from '../../src/limits/limiter.js';
import { LimitReached } from '../../src/server.js';
import { FakeGemini, post, until } from './fake-gemini.js';

const question = { input: 'Hello' };

async function readCode(response: Response): Promise<unknown> {
  const body: { error: { code: string } } = await response.json();
  return body.error.code;
}

/** A site on which every visitor is told apart by a header. */
function open(limits: object, answer?: () => Response) {
  const gemini = new FakeGemini(answer);
  const handler = gemini.handler({
    limits,
    identify: (request) => request.headers.get('x-name') ?? undefined,
  });
  return { gemini, ask: (name: string, body: object = question) => handler(post(body, { 'x-name': name })) };
}

describe('a site with limits', () => {
  it('says how long to wait where there are too many requests, without asking Gemini', async () => {
    const { gemini, ask } = open({ visitor: { requestsPerMinute: 1 } });
    expect((await ask('anna')).status).to.equal(200);
    const refusal = await ask('anna');
    expect(refusal.status).to.equal(429);
    expect(Number(refusal.headers.get('retry-after'))).to.be.within(55, 60);
    expect(await readCode(refusal)).to.equal('rate_limit_exceeded');
    expect((await ask('bert')).status).to.equal(200);
    expect(gemini.calls).to.have.lengthOf(2);
  });

  it('says that the quota is used up where the tokens are', async () => {
    const answer = () =>
      Response.json({ id: 'a', object: 'interaction', steps: [], usage: { total_tokens: 1000 } });
    const { gemini, ask } = open({ visitor: { tokensPerDay: 1000 } }, answer);
    expect((await ask('anna')).status).to.equal(200);
    const refusal = await ask('anna');
    expect(refusal.status).to.equal(429);
    expect(Number(refusal.headers.get('retry-after'))).to.be.within(86_000, 86_400);
    expect(await readCode(refusal)).to.equal('quota_exceeded');
    expect(gemini.calls).to.have.lengthOf(1);
  });

  it('counts what Gemini was asked by one who left before it answered', async () => {
    const gemini = new FakeGemini(() => new Promise<Response>(() => undefined));
    const handler = gemini.handler({ limits: { visitor: { tokensPerDay: 1 } }, identify: () => 'anna' });
    const leaving = new AbortController();
    const first = handler(post(question, {}, leaving.signal));
    await until(() => gemini.calls.length === 1);
    leaving.abort();
    expect((await first).status).to.equal(499);
    expect(await readCode(await handler(post(question)))).to.equal('quota_exceeded');
  });

  it('counts nothing that Gemini did not do', async () => {
    const { ask } = open({ visitor: { tokensPerDay: 1 } }, () => Response.json({}, { status: 500 }));
    expect((await ask('anna')).status).to.equal(500);
    expect((await ask('anna')).status).to.equal(500);
  });

  it('counts clients that nothing tells apart as one visitor, where it has stated a limit', async () => {
    const handler = new FakeGemini().handler({ limits: { visitor: { requestsPerMinute: 2 } } });
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await handler(post(question))).status);
    expect(statuses).to.deep.equal([200, 200, 429]);
  });

  it('may count in a store of its own', async () => {
    const heard: (Asking | string)[] = [];
    let isFull = false;
    const limiter = {
      async admit(asking: Asking) {
        if (isFull) throw new LimitReached('requests', 7);
        heard.push(asking);
        return { spend: (tokens: number) => heard.push(`${tokens} tokens`), end: () => heard.push('end') };
      },
    };
    const answer = () => Response.json({ id: 'a', object: 'interaction', usage: { total_tokens: 12 } });
    const handler = new FakeGemini(answer).handler({ limiter, identify: () => 'anna' });
    expect((await handler(post(question))).status).to.equal(200);
    expect(heard.slice(1)).to.deep.equal(['12 tokens', 'end']);
    isFull = true;
    const refusal = await handler(post(question));
    expect([refusal.status, refusal.headers.get('retry-after')]).to.deep.equal([429, '7']);
  });

  it('counts no request that is wrong in itself', async () => {
    const { ask } = open({ visitor: { requestsPerMinute: 1 } });
    expect((await ask('anna', { input: 'Hello', unknown: 1 })).status).to.equal(400);
    expect((await ask('anna')).status).to.equal(200);
  });
});
