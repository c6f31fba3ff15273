import type { BenchProcess } from './start-process.js';

/** Ports of the benchmark, which nothing else on a developer's machine is likely to have. */
export const ports = {
  emulator: 19_090,
  /** An emulator that sends as fast as it is read. */
  fast: 19_091,
  first: 19_101,
  second: 19_102,
  /** Before both backends. */
  site: 19_100,
  /** Before the emulator alone. */
  plain: 19_190,
};

/** What runs while the benchmark does. */
export interface Cluster {
  readonly emulator: BenchProcess;
  readonly first: BenchProcess;
  readonly second: BenchProcess;
  /** Of nginx. */
  readonly proxies: readonly number[];
  /** Starts one of the backends again, after it was ended. */
  restart(name: 'first' | 'second', settings?: object): Promise<void>;
}
