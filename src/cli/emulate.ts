import { createServer } from 'node:http';
import { attachLive } from '../emulator/attach-live.js';
import { createGeminiEmulator } from '../emulator/gemini-emulator.js';
import { toNodeListener } from '../server/to-node-listener.js';
import { closeServer } from './close-server.js';
import { listen } from './listen.js';
import { readFlags, readNumber } from './read-flags.js';
import { waitForSignal } from './wait-for-signal.js';

/** Serves the offline Gemini until it is told to stop. */
export async function emulate(words: readonly string[]): Promise<void> {
  const flags = readFlags(words, {
    port: { type: 'string' },
    host: { type: 'string' },
    pace: { type: 'string' },
  });
  const port = readNumber('port', flags.port, 9090, 65_535);
  const emulator = createGeminiEmulator({ pace: readNumber('pace', flags.pace, 20, 60_000) });
  const server = createServer(toNodeListener(emulator));
  const detachLive = attachLive(server, emulator);
  const address = await listen(server, port, flags.host ?? '127.0.0.1');
  process.stdout.write(`The Gemini emulator listens on ${address}; Ctrl+C stops it.\n`);
  await waitForSignal();
  detachLive();
  await closeServer(server);
}
