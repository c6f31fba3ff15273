import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { createClient } from '@redis/client';
import type { ChatHandler } from '../../src/server/create-chat-handler.js';
import {
  FakeGemini,
  HeldStream,
  makeRequest,
  pause,
  post,
  postTo,
  readAll,
  readError,
  readOne,
  until,
} from '../server/fake-gemini.js';
import { findRedisObstacle, startRedisServer } from './redis-server.js';

function createdEvent(id: string): string {
  const interaction = { id, object: 'interaction', status: 'in_progress' };
  const event = { event_type: 'interaction.created', interaction };
  return `event: interaction.created\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Begins a stream; gives its reader, after its first event. */
async function begin(handler: ChatHandler, held: HeldStream, id = '') {
  const response = await handler(post({ input: 'x', stream: true }));
  const reader = response.body?.getReader();
  assert.ok(reader);
  const first = readOne(reader);
  held.push(createdEvent(id));
  assert.match(await first, /interaction\.created/);
  return reader;
}

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open');
  return (await Promise.race([promise, pause(30).then(() => open)])) !== open;
}

/** Tells how many others are connected to a Redis server. */
async function countConnections(test: TestContext, url: string): Promise<() => Promise<number>> {
  const client = createClient({ url });
  // The server may be gone before.
  client.on('error', () => undefined);
  await client.connect();
  test.after(() => client.destroy());
  return async () => (await client.clientList()).length - 1;
}

describe('closing a backend', () => {
  it('takes no time where nothing runs, and may be done twice', async () => {
    const handler = new FakeGemini().handler();
    await (await handler(post({ input: 'x' }))).text();
    const began = performance.now();
    await Promise.all([handler.close(), handler.close()]);
    await handler.close();
    assert.ok(performance.now() - began < 500);
  });

  const costly: readonly [string, () => Request][] = [
    ['an interaction', () => post({ input: 'x' })],
    ['a stream', () => post({ input: 'x', stream: true })],
    ['generateContent', () => postTo('/models/gemini-3.5-flash:generateContent', { contents: [] })],
    ['a token', () => makeRequest('POST', '/token')],
    ['an upload', () => makeRequest('POST', '/upload/files')],
  ];
  for (const [what, request] of costly) {
    it(`begins nothing new that costs: ${what}`, async () => {
      const gemini = new FakeGemini();
      const handler = gemini.handler();
      await handler.close();
      const response = await handler(request());
      assert.equal(response.status, 503);
      assert.equal((await readError(response)).code, 'service_unavailable');
      const wait = Number(response.headers.get('retry-after'));
      assert.ok(wait >= 1 && wait <= 30, String(wait));
      assert.equal(gemini.calls.length, 0);
    });
  }

  it('is said to whoever asks for its health, and goes on answering what costs nothing', async () => {
    const handler = new FakeGemini().handler();
    assert.equal((await handler(makeRequest('GET', '/health'))).status, 200);
    await handler.close();
    const health = await handler(makeRequest('GET', '/health'));
    assert.equal(health.status, 503);
    assert.deepEqual(await health.json(), { status: 'closing' });
    assert.equal((await handler(makeRequest('HEAD', '/health'))).status, 503);
    assert.equal((await handler(makeRequest('GET', '/config'))).status, 200);
    assert.equal((await handler(makeRequest('POST', '/interactions/abc/cancel'))).status, 404);
    assert.equal((await handler(makeRequest('POST', '/upload/files?upload_id=abc'))).status, 404);
  });

  it('waits for streams that run, and they lose nothing', async () => {
    const held = new HeldStream();
    const handler = new FakeGemini(() => held.response).handler();
    const reader = await begin(handler, held);
    const closing = handler.close(60);
    assert.equal(await isSettled(closing), false);
    const rest = readAll(reader);
    held.push(
      'event: step.delta\ndata: {"event_type":"step.delta","delta":{"type":"text","text":"last"}}\n\n',
    );
    assert.equal(await isSettled(closing), false);
    held.close();
    assert.match(await rest, /"last"/);
    await closing;
    assert.equal(held.cancelled, false);
  });

  it('waits for answers that are not streams', async () => {
    let resolve = (_answer: Response): void => undefined;
    const promise = new Promise<Response>((settle) => {
      resolve = settle;
    });
    const handler = new FakeGemini(() => promise).handler();
    const answer = handler(post({ input: 'x' }));
    const closing = handler.close(60);
    assert.equal(await isSettled(closing), false);
    resolve(Response.json({ id: 'v1_a' }));
    assert.equal((await answer).status, 200);
    await closing;
  });

  it('ends streams when the time is over, with an error after which one asks again', async () => {
    const held = new HeldStream();
    const handler = new FakeGemini(() => held.response).handler();
    const reader = await begin(handler, held);
    const rest = readAll(reader);
    await handler.close(0.05);
    assert.match(await rest, /event: error\ndata: .*"service_unavailable"/);
    assert.equal(held.cancelled, true);
  });

  it('breaks a stream off that can be resumed, without a last event', async () => {
    const held = new HeldStream();
    const handler = new FakeGemini(() => held.response).handler();
    const reader = await begin(handler, held, 'v1_abc');
    const rest = readAll(reader).catch(() => '');
    await handler.close(0.05);
    assert.doesNotMatch(await rest, /error|completed/);
    assert.equal(held.cancelled, true);
  });

  it('does not wait for a visitor who has stopped reading', async () => {
    const held = new HeldStream();
    const handler = new FakeGemini(() => held.response).handler();
    await begin(handler, held);
    held.push('data: {}\n\n');
    const began = performance.now();
    await handler.close(0.05);
    assert.ok(performance.now() - began < 4000);
    assert.equal(held.cancelled, true);
  });

  it('does not wait for an answer that never comes', async () => {
    const gemini = new FakeGemini(() => new Promise<Response>(() => undefined));
    const handler = gemini.handler();
    const visitor = new AbortController();
    const answer = handler(post({ input: 'x' }, {}, visitor.signal));
    await until(() => gemini.calls.length === 1);
    const began = performance.now();
    await handler.close(0.05);
    assert.ok(performance.now() - began < 4000);
    visitor.abort();
    assert.equal((await answer).status, 499);
  });

  it('gives a reply that nobody reads at the moment its time, too', async () => {
    const held = new HeldStream();
    const handler = new FakeGemini(() => held.response).handler();
    const reader = await begin(handler, held, 'v1_abc');
    await reader.cancel();
    const closing = handler.close(60);
    assert.equal(await isSettled(closing), false);
    held.close();
    await closing;
  });

  it('can be hurried by closing again', async () => {
    const held = new HeldStream();
    const handler = new FakeGemini(() => held.response).handler();
    const rest = readAll(await begin(handler, held));
    const closing = handler.close(60);
    await handler.close(0.01);
    await closing;
    assert.match(await rest, /service_unavailable/);
  });

  it('is in the records of the requests that it ended', async () => {
    const held = new HeldStream();
    const records: { end?: string; status?: number; error?: string }[] = [];
    const handler = new FakeGemini(() => held.response).handler({ log: (record) => records.push(record) });
    const rest = readAll(await begin(handler, held));
    await handler.close(0.01);
    await rest;
    await until(() => records.length === 1);
    assert.equal(records[0]?.end, 'broken');
    await handler(post({ input: 'x' }));
    assert.deepEqual([records[1]?.status, records[1]?.error], [503, 'service_unavailable']);
  });

  it('lets go of Redis', { skip: findRedisObstacle() }, async (test) => {
    const redis = await startRedisServer();
    test.after(() => redis.stop());
    const connections = await countConnections(test, redis.url);
    const handler = new FakeGemini().handler({ redis: redis.url });
    assert.equal((await handler(post({ input: 'x' }))).status, 200);
    assert.equal(await connections(), 1);
    await handler.close();
    assert.equal(await connections(), 0);
  });
});

describe('two backends with one Redis', () => {
  it('count a visitor together', { skip: findRedisObstacle() }, async (test) => {
    const redis = await startRedisServer();
    test.after(() => redis.stop());
    const options = {
      redis: redis.url,
      identify: () => 'anna',
      limits: { visitor: { requestsPerMinute: 2 } },
    };
    const handlers = [new FakeGemini().handler(options), new FakeGemini().handler(options)];
    const statuses: number[] = [];
    for (const handler of [...handlers, ...handlers])
      statuses.push((await handler(post({ input: 'x' }))).status);
    assert.deepEqual(statuses, [200, 200, 429, 429]);
    await Promise.all(handlers.map((handler) => handler.close()));
  });
});
