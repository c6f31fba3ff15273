import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { after } from 'node:test';
import {
  attachLive,
  createGeminiEmulator,
  type GeminiEmulatorOptions,
  type LiveServerOptions,
  toNodeListener,
} from '../../src/emulator.js';

const closers = new Set<() => void>();

after(() => {
  for (const close of closers) close();
});

/** Listens until the file's tests are over; gives the address. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.add(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}

/** An emulator over real sockets, with its Live API. */
export async function serveLive(options: GeminiEmulatorOptions = {}, live: LiveServerOptions = {}) {
  const emulator = createGeminiEmulator(options);
  const listener: RequestListener = toNodeListener(emulator);
  const server = createServer(listener);
  const detach = attachLive(server, emulator, live);
  closers.add(detach);
  return { url: await listen(server), server, emulator, detach };
}

/** A clock that a test can set ahead. */
export function createClock() {
  let ahead = 0;
  return {
    clock: () => new Date(Date.now() + ahead),
    pass: (seconds: number): void => {
      ahead += seconds * 1000;
    },
  };
}
