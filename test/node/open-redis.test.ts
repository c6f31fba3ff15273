import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { createLimiter } from '../../src/limits/create-limiter.js';
import { LimitReached } from '../../src/limits/limiter.js';
import { openRedis, type RedisConnection } from '../../src/server/open-redis.js';
import { ask, enter, pass } from '../limits/limit-cases.js';
import { findRedisObstacle, startRedisServer, type RedisServer } from './redis-server.js';

const limits = { visitor: { requestsPerMinute: 1000, concurrentStreams: 10 } };

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > 8000) throw new Error('It does not come true');
    await pass(0.05);
  }
}

/** Milliseconds until the slowest of so many requests at the same time was refused, none of them let in. */
async function measureRefusals(limiter: ReturnType<typeof createLimiter>, times: number): Promise<number> {
  const start = performance.now();
  const refusals = await Promise.all(Array.from({ length: times }, () => ask(limiter)));
  for (const refusal of refusals) expect(refusal).to.include({ reason: 'unknown', retryAfter: 5 });
  return performance.now() - start;
}

describe('a Redis server that is not always there', { skip: findRedisObstacle() }, () => {
  let server: RedisServer;
  let redis: RedisConnection;
  let warnings: string[];
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);

  before(async () => {
    process.on('unhandledRejection', note);
    server = await startRedisServer();
  });

  afterEach(() => redis.close());

  after(async () => {
    await server.stop();
    process.off('unhandledRejection', note);
    expect(rejections).to.deep.equal([]);
  });

  function open() {
    warnings = [];
    redis = openRedis(server.url, (message) => warnings.push(message));
    return createLimiter(limits, redis.ask);
  }

  it('refuses what costs while it is away from the start, and lets in when it has come', async () => {
    await server.kill();
    const limiter = open();
    expect(warnings).to.deep.equal([]);
    expect(await measureRefusals(limiter, 20)).to.be.below(900);
    expect(await measureRefusals(limiter, 20)).to.be.below(100);
    expect(warnings).to.deep.equal([
      'The Redis server cannot be reached (ECONNREFUSED): questions are refused until it is back.',
    ]);
    await server.start();
    await until(async () => (await ask(limiter)) === undefined);
    expect(warnings.slice(1)).to.deep.equal(['The Redis server is back.']);
  });

  it('warns once when it goes away, and lets in again when it is back', async () => {
    const limiter = open();
    const running = await enter(limiter);
    if (running instanceof LimitReached) throw running;
    await server.kill();
    await measureRefusals(limiter, 1);
    running.spend(10);
    running.end();
    running.end();
    expect(await measureRefusals(limiter, 20)).to.be.below(100);
    await pass(0.5);
    expect(warnings).to.have.lengthOf(1);
    await server.start();
    await until(async () => (await ask(limiter)) === undefined);
    expect(warnings).to.have.lengthOf(2);
    const places = await Promise.all(Array.from({ length: 10 }, () => enter(limiter)));
    expect(places.filter((one) => one instanceof LimitReached)).to.deep.equal([]);
    for (const place of places) if (!(place instanceof LimitReached)) place.end();
  });

  it('says nothing when only the connection broke', async () => {
    const limiter = open();
    expect(await ask(limiter)).to.equal(undefined);
    const other = openRedis(server.url, (message) => warnings.push(message));
    await other.ask((client) => client.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']));
    await other.close();
    await pass(0.1);
    expect(await ask(limiter)).to.equal(undefined);
    expect(warnings).to.deep.equal([]);
  });

  it('lets nobody wait for one that does not answer', async () => {
    const limiter = open();
    expect(await ask(limiter)).to.equal(undefined);
    server.freeze();
    try {
      expect(await measureRefusals(limiter, 20)).to.be.within(900, 1500);
      await until(() => warnings.length > 0);
      expect(await measureRefusals(limiter, 20)).to.be.below(100);
      expect(warnings).to.deep.equal([
        'The Redis server cannot be reached (no answer): questions are refused until it is back.',
      ]);
    } finally {
      server.thaw();
    }
    await until(async () => (await ask(limiter)) === undefined);
    expect(warnings.slice(1)).to.deep.equal(['The Redis server is back.']);
  });

  it('is not taken for away because this process was busy', async () => {
    const limiter = open();
    expect(await ask(limiter)).to.equal(undefined);
    const asked = ask(limiter);
    await Promise.resolve();
    const start = performance.now();
    while (performance.now() - start < 1300);
    expect(await asked).to.equal(undefined);
    expect(warnings).to.deep.equal([]);
  });

  it('lets nobody wait for one that takes connections and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('There is no port');
    warnings = [];
    redis = openRedis(`redis://127.0.0.1:${address.port}`, (message) => warnings.push(message));
    const limiter = createLimiter(limits, redis.ask);
    expect(await measureRefusals(limiter, 5)).to.be.within(900, 1500);
    expect(await measureRefusals(limiter, 5)).to.be.below(100);
    await pass(1);
    expect(warnings).to.have.lengthOf(1);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('warns once of one that refuses to count, and lets in when it counts again', async () => {
    const limiter = open();
    expect(await ask(limiter)).to.equal(undefined);
    const other = openRedis(server.url, () => undefined);
    await other.ask((client) => client.configSet('maxmemory', '1'));
    await measureRefusals(limiter, 10);
    await measureRefusals(limiter, 10);
    expect(warnings).to.deep.equal([
      'The Redis server refuses its service (OOM): questions are refused too.',
    ]);
    await other.ask((client) => client.configSet('maxmemory', '0'));
    expect(await ask(limiter)).to.equal(undefined);
    await other.close();
  });

  it('tells nobody its password', async () => {
    warnings = [];
    redis = openRedis(server.url.replace('//', '//anna:canary-word@'), (message) => warnings.push(message));
    await measureRefusals(createLimiter(limits, redis.ask), 2);
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0])
      .to.match(/\(WRONGPASS\)/)
      .and.not.include('canary');
  });

  it('is asked nothing where nothing is limited', async () => {
    await server.kill();
    open();
    const limiter = createLimiter({ visitor: {}, address: {}, site: {} }, redis.ask);
    expect(await ask(limiter, undefined, 5)).to.equal(undefined);
    expect(warnings).to.deep.equal([]);
    await server.start();
  });

  it('is not asked any more once the connection is closed', async () => {
    const limiter = open();
    expect(await ask(limiter)).to.equal(undefined);
    await redis.close();
    await measureRefusals(limiter, 3);
    expect(warnings).to.deep.equal([]);
  });
});
