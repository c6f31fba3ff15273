import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../support/find-program.js';

/** Why tests on Redis cannot run here; false where they can. For the `skip` of node:test. */
export function findRedisObstacle(): string | false {
  return findServer()
    ? false
    : 'there is no redis-server or valkey-server here: install one to run these tests';
}

/** A Redis server of a test's own, on a free port, that writes nothing to disk. */
export class RedisServer {
  readonly port: number;
  readonly #program: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'));
  #process: ChildProcess | undefined;
  readonly #kill = () => this.#process?.kill('SIGKILL');

  constructor(program: string, port: number) {
    this.#program = program;
    this.port = port;
    process.on('exit', this.#kill);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it; after `kill` again, empty and on the same port. */
  async start(): Promise<void> {
    const words = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder];
    const server = spawn(this.#program, [...words, '--save', '', '--appendonly', 'no'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#process = server;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server.stdout.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4096);
        if (/ready to accept connections/i.test(said)) resolve();
      });
      server.once('error', reject).once('exit', () => reject(new Error(`The Redis server ended: ${said}`)));
    });
  }

  /** Ends it at once, as a fallen machine. */
  async kill(): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const over = once(server, 'exit');
    server.kill('SIGKILL');
    await over;
  }

  /** Leaves its connections open and answers nothing, as behind a network that swallows. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    await this.kill();
    process.off('exit', this.#kill);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Starts a Redis server for a test. */
export async function startRedisServer(): Promise<RedisServer> {
  const program = findServer();
  if (!program) throw new Error(String(findRedisObstacle()));
  const server = new RedisServer(program, await findFreePort());
  await server.start();
  return server;
}

let found: { readonly program: string | undefined } | undefined;

function findServer(): string | undefined {
  found ??= { program: findInstalled() ?? installFromDebian() };
  return found.program;
}

function findInstalled(): string | undefined {
  return findProgram('redis-server', 'valkey-server');
}

/** Debian and Ubuntu, as root; several files of tests may want it at the same time, so that each waits for its turn. */
function installFromDebian(): string | undefined {
  if (platform() !== 'linux' || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return undefined;
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=120'];
  for (const task of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
    const [command, ...words] = ['apt-get', ...options, ...task];
    spawnSync(command, words, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return findInstalled();
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const over = once(server, 'close');
  server.close();
  await over;
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}
