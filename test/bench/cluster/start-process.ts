import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of the benchmark, which said what it has to say when it was ready. */
export interface BenchProcess {
  readonly name: string;
  readonly pid: number;
  /** Its first line. */
  readonly ready: string;
  /** The next line that it prints. */
  nextLine(): Promise<string>;
  /** Ends it: with `SIGKILL` as a failing machine would. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Ticks of a processor's time in a second, as Linux counts it for processes. */
const ticksPerSecond = 100;

async function follow(name: string, child: ChildProcess): Promise<BenchProcess> {
  if (!child.stdout || child.pid === undefined) throw new Error(`${name} did not start.`);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error(`${name} ended without an answer.`);
    return value;
  };
  return {
    name,
    pid: child.pid,
    ready: await nextLine(),
    nextLine,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const over = once(child, 'exit');
      child.kill(signal);
      await over;
    },
  };
}

/** Starts a program of this folder, with what it is to do in `settings`, and waits for its first line. */
export function startProgram(file: string, settings: object): Promise<BenchProcess> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return follow(file.replace('.ts', ''), child);
}

/** What a program of this folder is to do. */
export function readSettings(): unknown {
  return JSON.parse(process.argv[2] ?? '{}');
}

/** Seconds of processor time that processes have used so far, those of their children included. */
export function readProcessorSeconds(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    // The name in brackets may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}

/** Megabytes of memory that processes hold at the moment. */
export function readMegabytes(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}
