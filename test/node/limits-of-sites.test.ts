import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { createChatHandler, type ChatHandler } from '../../src/server/create-chat-handler.js';
import { HeldStream } from '../server/fake-gemini.js';
import { pass } from '../limits/limit-cases.js';
import { findRedisObstacle, startRedisServer, type RedisServer } from './redis-server.js';

const usage = { total_tokens: 600 };

function question(body: object): Request {
  return new Request('https://shop.example/interactions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: 'Hello', ...body }),
  });
}

describe('two machines of a site with one Redis server', { skip: findRedisObstacle() }, () => {
  let server: RedisServer;
  let machines: [ChatHandler, ChatHandler];
  let held: HeldStream | undefined;
  let visitor = 'anna';
  const warnings: unknown[] = [];
  const warn = console.warn;

  before(async () => {
    console.warn = (message: unknown) => warnings.push(message);
    server = await startRedisServer();
    const create = () =>
      createChatHandler({
        apiKey: 'a-key-of-the-site-that-nobody-sees',
        redis: server.url,
        log: false,
        resumeSeconds: 0,
        identify: () => visitor,
        limits: { visitor: { requestsPerMinute: 4, tokensPerDay: 1000, concurrentStreams: 1 }, address: {} },
        fetch: () =>
          Promise.resolve(
            held?.response ?? Response.json({ id: 'v1_a', object: 'interaction', steps: [], usage }),
          ),
      });
    machines = [create(), create()];
  });

  after(async () => {
    console.warn = warn;
    await Promise.all(machines.map((machine) => machine.close(1)));
    await server.stop();
  });

  it('counts the tokens of both together', async () => {
    visitor = 'anna';
    expect((await machines[0](question({}))).status).to.equal(200);
    expect((await machines[1](question({}))).status).to.equal(200);
    const refusal = await machines[0](question({}));
    expect(refusal.status).to.equal(429);
    expect(await refusal.text()).to.include('quota_exceeded');
  });

  it('makes one answer at a time, wherever it is asked for, until the stream is over', async () => {
    visitor = 'bert';
    held = new HeldStream();
    const running = await machines[0](question({ stream: true }));
    expect(running.status).to.equal(200);
    const refusal = await machines[1](question({ stream: true }));
    expect(refusal.status).to.equal(429);
    expect(Number(refusal.headers.get('retry-after'))).to.be.within(1, 5);
    await running.body?.cancel();
    await pass(0.1);
    held = undefined;
    expect((await machines[1](question({}))).status).to.equal(200);
  });

  it('refuses what costs while the server is away, and says when to come back', async () => {
    visitor = 'carl';
    await server.kill();
    const refusals = await Promise.all(Array.from({ length: 10 }, () => machines[0](question({}))));
    for (const refusal of refusals) {
      expect(refusal.status).to.equal(503);
      expect(refusal.headers.get('retry-after')).to.equal('5');
    }
    const config = await machines[0](new Request('https://shop.example/config'));
    expect(config.status, 'what costs nothing').to.equal(200);
    await pass(0.3);
    expect(warnings, 'one of each machine').to.have.lengthOf(2);
    expect(String(warnings[0])).to.match(/The Redis server cannot be reached/);
    await server.start();
    for (let attempt = 0; attempt < 40; attempt += 1) {
      await pass(0.1);
      if ((await machines[0](question({}))).status === 200) return;
    }
    throw new Error('It does not come back');
  });
});
