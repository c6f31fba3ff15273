import { parseArgs } from 'node:util';
import { checkLimits } from './check-limits.js';
import { checkResume } from './check-resume.js';
import { ports, type Cluster } from './cluster.js';
import { measureLoad } from './measure-load.js';
import { measureSlowReader } from './measure-slow-reader.js';
import { findNginx, startNginx } from './start-nginx.js';
import { startProgram } from './start-process.js';
import { startRedisServer } from '../../node/redis-server.js';

/**
 * Two backends behind nginx with one Redis, and the offline Gemini behind them: checks that they are like one, and
 * measures what they cost beside nginx before the offline Gemini alone.
 */
export async function measureCluster(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      streams: { type: 'string', default: '1000' },
      pieces: { type: 'string', default: '160' },
      pace: { type: 'string', default: '400' },
      rounds: { type: 'string', default: '2' },
    },
  });
  const nginxProgram = findNginx();
  const redis = await startRedisServer();
  const ends: (() => Promise<unknown>)[] = [() => redis.stop()];
  try {
    const baseUrl = `http://127.0.0.1:${ports.emulator}`;
    const startBackend = (name: 'first' | 'second', settings: object = {}) =>
      startProgram('backend-program.ts', { port: ports[name], baseUrl, redis: redis.url, ...settings });
    const emulator = await startProgram('emulator-program.ts', {
      port: ports.emulator,
      pace: Number(values.pace),
    });
    ends.push(() => emulator.stop());
    const backends = { first: await startBackend('first'), second: await startBackend('second') };
    ends.push(
      () => backends.first.stop('SIGKILL'),
      () => backends.second.stop('SIGKILL'),
    );
    const nginx = await startNginx(nginxProgram, [
      { port: ports.site, targets: [ports.first, ports.second] },
      { port: ports.plain, targets: [ports.emulator] },
    ]);
    ends.push(() => nginx.stop());
    const cluster: Cluster = {
      emulator,
      get first() {
        return backends.first;
      },
      get second() {
        return backends.second;
      },
      proxies: nginx.pids,
      async restart(name, settings) {
        await backends[name].stop('SIGKILL');
        backends[name] = await startBackend(name, settings);
      },
    };
    const checks = [...(await checkResume(cluster)), ...(await checkLimits(cluster))];
    console.log('\nTwo backends, one Redis');
    console.table(checks);
    const { streams, pieces, rounds, pace } = values;
    // Two pieces are sent at a time, on average; all streams are to run side by side for half of their time.
    const rampSeconds = ((Number(pieces) / 2) * Number(pace)) / 1000 / 2;
    await measureLoad(cluster, {
      streams: Number(streams),
      pieces: Number(pieces),
      rounds: Number(rounds),
      rampSeconds,
    });
    await measureSlowReader(cluster);
    if (checks.some(({ holds }) => !holds)) process.exitCode = 1;
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}
