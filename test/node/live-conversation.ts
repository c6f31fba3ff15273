import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocket } from 'ws';
import { Conversation } from '../../src/conversation/conversation.js';
import type { TurnSettings } from '../../src/conversation/turn-settings.js';
import {
  attachLive,
  type GeminiEmulatorOptions,
  type LiveServerOptions,
  type Scene,
  type SceneTurn,
} from '../../src/emulator.js';
import { createChatHandler, toNodeListener } from '../../src/server.js';
import type { LiveTimes } from '../../src/live/live-times.js';
import { LiveTransport } from '../../src/live/live-transport.js';
import { overToken } from '../../src/transport/over-token.js';
import type { TokenGrant } from '../../src/transport/token-grant.js';
import type { Transport } from '../../src/transport/transport.js';
import { listen, serveLive } from './serve-live.js';

/** As browsers have it: an error that nobody listens to is none. Node has one of its own from version 22 on. */
class BrowserSocket extends WebSocket {
  constructor(...given: ConstructorParameters<typeof WebSocket>) {
    super(...given);
    this.on('error', () => undefined);
  }
}

Object.assign(globalThis, { WebSocket: BrowserSocket });

/** What of all this a test decides. */
export interface LiveSite extends GeminiEmulatorOptions {
  readonly model: string;
  readonly connection?: LiveServerOptions;
  /** Seconds for which a token of the backend is good. */
  readonly tokenSeconds?: number;
  readonly settings?: TurnSettings;
  /** How long things may take, where a test cannot wait for as long as a visitor. */
  readonly times?: Partial<LiveTimes>;
}

/**
 * A conversation over real sockets, with tokens that a backend hands out over HTTP: everything is there but the page.
 */
export async function converseLive(site: LiveSite) {
  const { model, connection, tokenSeconds, settings, times, ...options } = site;
  const turns: SceneTurn[] = [];
  const listener: Scene = {
    name: 'listener',
    matches(turn) {
      turns.push(turn);
      return false;
    },
    reply: () => '',
  };
  const scenes = [listener, ...(options.scenes ?? [])];
  const { url, server, emulator, detach } = await serveLive({ ...options, scenes }, connection);
  let connections = 0;
  let open = 0;
  server.on('upgrade', (_incoming, socket) => {
    connections += 1;
    open += 1;
    socket.on('close', () => (open -= 1));
  });
  const live = { model, ...(tokenSeconds === undefined ? {} : { sessionSeconds: tokenSeconds }) };
  const handler = createChatHandler({ apiKey: 'emulator', fetch: emulator, live, log: false });
  let tokens = 0;
  const backend = createServer(toNodeListener(handler));
  backend.on('request', () => (tokens += 1));
  const tokenEndpoint = `${await listen(backend)}/token`;
  const takeToken = async (): Promise<string> => {
    const grant: TokenGrant = await (await fetch(tokenEndpoint, { method: 'POST' })).json();
    return grant.token;
  };
  const transport: Transport = times
    ? new LiveTransport({ takeToken, apiBase: url, times })
    : overToken({ tokenEndpoint, apiBase: url, api: 'interactions' });
  const texts: string[] = [];
  const conversation = new Conversation({
    transport: () => transport,
    settings: () => ({ model, ...settings }),
    schedule: (callback) => setImmediate(callback),
  });
  conversation.subscribe(({ messages }) => texts.push(messages.at(-1)?.text ?? ''));
  return {
    conversation,
    transport,
    /** What Gemini was asked, in order. */
    turns,
    /** Each text that was shown as the last. */
    texts,
    counts: () => ({ connections, open, tokens }),
    /** All that was said, once each, as Gemini knew it at its last answer. */
    known: () => JSON.stringify([...(turns.at(-1)?.history ?? []), ...(turns.at(-1)?.input ?? [])]),
    /** Nobody listens any more at the address; gives what ends that. */
    stopServer: async () => {
      const { port } = new URL(url);
      detach();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      return async () => {
        server.listen(Number(port), '127.0.0.1');
        await once(server, 'listening');
        attachLive(server, emulator, connection);
      };
    },
  };
}
