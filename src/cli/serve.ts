import { createServer } from 'node:http';
import type { ChatHandlerOptions } from '../server/chat-handler-options.js';
import type { ChatHandler } from '../server/create-chat-handler.js';
import { createChatHandler } from '../server/create-chat-handler.js';
import { toNodeListener } from '../server/to-node-listener.js';
import { closeServer } from './close-server.js';
import { CommandError } from './command-error.js';
import { listen } from './listen.js';
import { readFlags, readNumber } from './read-flags.js';
import { waitForSignal } from './wait-for-signal.js';

/** Serves a chat backend until it is told to stop; streams that run then may come to their end. */
export async function serve(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const flags = readFlags(words, {
    port: { type: 'string' },
    host: { type: 'string' },
    origin: { type: 'string', multiple: true },
    model: { type: 'string', multiple: true },
    'system-instruction': { type: 'string' },
    'trusted-proxies': { type: 'string' },
    redis: { type: 'string' },
    metrics: { type: 'boolean' },
    quiet: { type: 'boolean' },
    'base-url': { type: 'string' },
  });
  const port = readNumber('port', flags.port, 8787, 65_535);
  const origins = flags.origin?.includes('*') ? '*' : flags.origin;
  const secret = environment['GEMINI_CHAT_SECRET'];
  const handler = createHandler({
    apiKey: readKey(environment),
    origins,
    models: flags.model,
    systemInstruction: flags['system-instruction'],
    trustedProxies: readNumber('trusted-proxies', flags['trusted-proxies'], 0, 100),
    redis: flags.redis ?? environment['GEMINI_CHAT_REDIS'],
    secret: secret ? secret.split(',').map((part) => part.trim()) : undefined,
    metrics: flags.metrics,
    log: flags.quiet ? false : undefined,
    baseUrl: flags['base-url'],
  });
  const server = createServer(toNodeListener(handler));
  const address = await listen(server, port, flags.host ?? '127.0.0.1');
  process.stdout.write(`The chat backend listens on ${address}; Ctrl+C stops it.\n`);
  await waitForSignal();
  // Until then it still listens, so that whoever asks for its health hears that it closes.
  await handler.close();
  await closeServer(server);
}

function readKey({ GEMINI_API_KEY: key }: NodeJS.ProcessEnv): string {
  if (key) return key;
  throw new CommandError(1, 'There is no key: set the environment variable GEMINI_API_KEY.');
}

function createHandler(options: ChatHandlerOptions): ChatHandler {
  try {
    return createChatHandler(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^createChatHandler:? /, '') : '';
    throw new CommandError(2, `The backend cannot be made: ${reason}.`);
  }
}
