import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from '../../support/find-program.js';

/** A running nginx, with the ids of its processes. */
export interface Nginx {
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

/** One port of nginx and the ports that it passes requests on to in turn. */
export interface NginxSite {
  readonly port: number;
  readonly targets: readonly number[];
}

function writeSite({ port, targets }: NginxSite): string {
  const servers = targets
    .map((target) => `server 127.0.0.1:${target} max_fails=1 fail_timeout=2s;`)
    .join(' ');
  return `
  upstream site${port} { ${servers} keepalive 1024; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / {
      proxy_pass http://site${port};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_read_timeout 120s;
      proxy_connect_timeout 2s;
    }
  }`;
}

function writeConfig(folder: string, sites: readonly NginxSite[]): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
worker_rlimit_nofile 16384;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 8192; }
http {
  access_log off;
  ${places.map((place) => `${place}_temp_path ${folder}/${place};`).join(' ')}
  ${sites.map(writeSite).join('')}
}`;
}

async function listChildren(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)]);
  return stdout.trim().split('\n').map(Number);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ port, host: '127.0.0.1' }, (response) => {
      response.resume();
      resolve(true);
    });
    asked.on('error', () => resolve(false));
    asked.end();
  });
}

/** Where nginx is; throws what to do where it is not installed. */
export function findNginx(): string {
  const program = findProgram('nginx');
  if (!program) throw new Error('This benchmark needs nginx: apt-get install nginx');
  return program;
}

/** Starts nginx with a configuration of its own, in a folder that goes with it. */
export async function startNginx(program: string, sites: readonly NginxSite[]): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-nginx-'));
  writeFileSync(join(folder, 'nginx.conf'), writeConfig(folder, sites));
  const child = spawn(program, ['-c', join(folder, 'nginx.conf'), '-p', folder], {
    stdio: 'inherit',
  });
  const pid = child.pid ?? 0;
  for (let looks = 0; ; looks += 1) {
    if (await answers(sites[0]?.port ?? 0)) break;
    if (looks > 50) throw new Error('nginx did not start.');
    await pause(100);
  }
  return {
    pids: await listChildren(pid),
    async stop() {
      const over = new Promise((resolve) => {
        child.on('exit', resolve);
      });
      child.kill('SIGTERM');
      await over;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
