import type { LoadResult } from './load-program.js';
import { ports, type Cluster } from './cluster.js';
import { readMegabytes, readProcessorSeconds, startProgram } from './start-process.js';

interface Load {
  readonly streams: number;
  readonly pieces: number;
  readonly rounds: number;
  /** Within which all are begun. */
  readonly rampSeconds: number;
}

/** What one way of the streams cost. */
interface Cost extends LoadResult {
  /** Seconds of processor time, by who used them. */
  readonly processor: Readonly<Record<string, number>>;
  /** Megabytes that the backends took more than before, at most. */
  readonly megabytes: number;
}

async function run(port: number, { streams, pieces, rampSeconds }: Load, cluster: Cluster): Promise<Cost> {
  const backends = [cluster.first.pid, cluster.second.pid];
  const groups = { emulator: [cluster.emulator.pid], backends, nginx: cluster.proxies };
  const readAll = () =>
    Object.fromEntries(Object.entries(groups).map(([name, pids]) => [name, readProcessorSeconds(pids)]));
  const before = readAll();
  const memory = readMegabytes(backends);
  let most = memory;
  const look = setInterval(() => (most = Math.max(most, readMegabytes(backends))), 200);
  const url = `http://127.0.0.1:${port}${port === ports.plain ? '/v1beta' : ''}/interactions`;
  const generator = await startProgram('load-program.ts', { url, streams, pieces, rampSeconds });
  clearInterval(look);
  const result: LoadResult = JSON.parse(generator.ready);
  const after = readAll();
  const processor = Object.fromEntries(
    Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]),
  );
  return { ...result, processor, megabytes: most - memory };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function describe(way: string, cost: Cost) {
  const { processor, streams } = cost;
  return {
    way,
    streams,
    whole: cost.whole,
    faults: Object.entries(cost.faults)
      .map(([fault, count]) => `${count} × ${fault}`)
      .join('; '),
    'first piece, ms': cost.arrivals[0]?.toFixed(0),
    'a piece, ms': average(cost.arrivals).toFixed(0),
    'a piece of the slowest 1 %, ms': average(cost.slowest).toFixed(0),
    'emulator, s': processor['emulator']?.toFixed(1),
    'backends, s': processor['backends']?.toFixed(1),
    'nginx, s': processor['nginx']?.toFixed(1),
    'backends, KB a stream': ((cost.megabytes * 1024) / streams).toFixed(0),
  };
}

/** Many streams at once through the backends, and through nginx alone, in turn. */
export async function measureLoad(cluster: Cluster, load: Load): Promise<void> {
  console.log(
    `\n${load.streams} streams at once, ${load.pieces} pieces each, begun within ${load.rampSeconds} s`,
  );
  // So that neither way is measured while its code is new.
  for (const port of [ports.plain, ports.site])
    await run(port, { ...load, streams: 100, pieces: 20, rampSeconds: 2 }, cluster);
  const rows = [];
  const added: number[] = [];
  for (let round = 0; round < load.rounds; round += 1) {
    const plain = await run(ports.plain, load, cluster);
    const guarded = await run(ports.site, load, cluster);
    rows.push(describe('nginx → emulator', plain), describe('nginx → backends → emulator', guarded));
    added.push(average(guarded.arrivals) - average(plain.arrivals));
  }
  console.table(rows);
  console.log(
    `Added by the backends: ${added.map((delay) => `${delay.toFixed(0)} ms`).join(', ')} a piece on average.`,
  );
  console.log('The generator of the load runs on the same processors.');
}
