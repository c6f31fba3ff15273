import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { until } from '../package/serve-listener.js';

const root = resolve(import.meta.dirname, '../..');

/** A program in a process of its own, which ends with its test at the latest. */
export class Program {
  stdout = '';
  stderr = '';
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown[]>;

  /** `words`: what stands behind `node` on the command line. */
  constructor(test: TestContext, words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const { PATH, HOME } = process.env;
    this.#process = spawn(process.execPath, words, { cwd: root, env: { PATH, HOME, ...environment } });
    this.#exit = once(this.#process, 'close');
    this.#process.stdout?.on('data', (chunk) => (this.stdout += String(chunk)));
    this.#process.stderr?.on('data', (chunk) => (this.stderr += String(chunk)));
    test.after(async () => {
      this.#process.kill('SIGKILL');
      await this.#exit;
    });
  }

  /** Waits until it has written something like that; gives the first group of the pattern. */
  async says(pattern: RegExp): Promise<string> {
    await until(() => pattern.test(this.stdout) || this.#process.exitCode !== null, 20_000);
    const [match, group = match] = pattern.exec(this.stdout) ?? [];
    if (group === undefined)
      throw new Error(`It ended without a word like ${pattern.source}: ${this.stderr}`);
    return group;
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  /** Its exit code, when it is over. */
  async ends(): Promise<unknown> {
    const [code] = await this.#exit;
    return code;
  }
}
