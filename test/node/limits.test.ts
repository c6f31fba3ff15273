import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { createLimiter } from '../../src/limits/create-limiter.js';
import { openRedis, type RedisConnection } from '../../src/server/open-redis.js';
import { ask, enter, limitCases, pass, type CreateLimiter } from '../limits/limit-cases.js';
import { findRedisObstacle, startRedisServer, type RedisServer } from './redis-server.js';

const spans = { minute: 1, day: 3, lease: 1 };
const threePlaces = { visitor: { concurrentStreams: 3 }, address: {}, site: {} };

describe('what counts on a Redis server', { skip: findRedisObstacle() }, () => {
  let server: RedisServer;
  let here: RedisConnection;
  let there: RedisConnection;
  const warnings: string[] = [];

  before(async () => {
    server = await startRedisServer();
    here = openRedis(server.url, (message) => warnings.push(message));
    there = openRedis(server.url, (message) => warnings.push(message));
  });

  after(async () => {
    await Promise.all([here.close(), there.close()]);
    await server.stop();
    expect(warnings).to.deep.equal([]);
  });

  const forget = () => here.ask((client) => client.flushAll());
  const create: CreateLimiter = async (options, length) => {
    await forget();
    return length ? createLimiter(options, here.ask, spans) : createLimiter(options, here.ask);
  };
  for (const [sentence, prove] of limitCases) it(sentence, () => prove(create));

  it('counts the same on two machines', async () => {
    await forget();
    const limits = { visitor: { requestsPerMinute: 10, tokensPerDay: 100 }, address: {}, site: {} };
    const [first, second] = [createLimiter(limits, here.ask), createLimiter(limits, there.ask)];
    const both = Array.from({ length: 20 }, () => [ask(first), ask(second)]).flat();
    const refusals = await Promise.all(both);
    expect(refusals.filter((one) => one === undefined)).to.have.lengthOf(10);
    const other = { visitor: 'bert', address: undefined };
    await ask(first, other, 100);
    expect((await ask(second, other))?.reason).to.equal('tokens');
  });

  it('has so many places on two machines together', async () => {
    await forget();
    const [first, second] = [createLimiter(threePlaces, here.ask), createLimiter(threePlaces, there.ask)];
    const both = Array.from({ length: 10 }, () => [enter(first), enter(second)]).flat();
    const places = (await Promise.all(both)).filter((one) => 'end' in one);
    expect(places).to.have.lengthOf(3);
    expect((await ask(second))?.reason).to.equal('streams');
    for (const place of places) place.end();
    expect(await ask(second)).to.equal(undefined);
  });

  it('keeps the places of a machine that runs, and frees those of one that fell', async () => {
    await forget();
    const program = fileURLToPath(new URL('hold-places.ts', import.meta.url));
    const machine = spawn(process.execPath, ['--import', 'tsx', program, server.url, '3', '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(machine.stdout, 'data');
      const limits = { visitor: { concurrentStreams: 4 }, address: {}, site: {} };
      const limiter = createLimiter(limits, here.ask, spans);
      const own = await enter(limiter);
      if (!('end' in own)) throw own;
      await pass(1.7);
      expect((await ask(limiter))?.reason, 'after more than a lease').to.equal('streams');
      machine.kill('SIGKILL');
      await once(machine, 'exit');
      await pass(1.2);
      const places = await Promise.all([enter(limiter), enter(limiter), enter(limiter), enter(limiter)]);
      expect(
        places.filter((one) => 'end' in one),
        'after the machine fell',
      ).to.have.lengthOf(3);
      for (const place of [own, ...places]) if ('end' in place) place.end();
    } finally {
      machine.kill('SIGKILL');
    }
  });

  it('leaves nothing behind when what it counts is over', async () => {
    await forget();
    const limits = { requestsPerMinute: 9, requestsPerDay: 9, tokensPerDay: 9, concurrentStreams: 9 };
    const limiter = createLimiter({ visitor: limits, address: limits, site: limits }, here.ask, {
      minute: 1,
      day: 1,
      lease: 1,
    });
    await ask(limiter, undefined, 5);
    await enter(limiter, { visitor: 'bert', address: 'home' }, 0.1);
    expect(await here.ask((client) => client.dbSize())).to.be.above(8);
    await pass(1.3);
    expect(await here.ask((client) => client.dbSize())).to.equal(0);
  });
});
