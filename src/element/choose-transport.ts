import { ChatError } from '../protocol/chat-error.js';
import { BackendTransport } from '../transport/backend-transport.js';
import { overGenerateContent } from '../transport/over-generate-content.js';
import { overToken } from '../transport/over-token.js';
import type { GetToken } from '../transport/token-grant.js';
import type { Transport } from '../transport/transport.js';
import { loadReasons } from '../ui/load-reasons.js';
import { openSound } from './open-sound.js';

/** What a page says about the way to Gemini. */
export interface Connection {
  readonly endpoint: string;
  readonly tokenEndpoint: string;
  readonly getToken: GetToken | undefined;
  readonly apiBase: string;
  readonly api: string;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly voice: boolean;
}

/** Whether there is a way to send at all; where there is none the chat says so before anybody types. */
export function canConnect(connection: Connection): boolean {
  try {
    return Boolean(chooseTransport(connection));
  } catch {
    return false;
  }
}

/** The transport for the next turn. Throws `ChatError` `not-configured` where the page names no usable way. */
export function chooseTransport(page: Connection): Transport {
  const { endpoint, tokenEndpoint, getToken, api, fetch } = page;
  if (!endpoint && (tokenEndpoint || getToken)) return keepTokenWay(page);
  closeTransport(page);
  keptWays.delete(page);
  if (!endpoint) {
    throw new ChatError('not-configured', { message: 'Set the attribute `endpoint` or `token-endpoint`.' });
  }
  const backend = new BackendTransport({ endpoint: resolve(endpoint), ...(fetch && { fetch }) });
  return api === 'generate-content' ? overGenerateContent(backend) : backend;
}

interface KeptWay {
  readonly asked: readonly unknown[];
  readonly transport: Transport;
}

/** Credentials and live sessions outlast a turn. */
const keptWays = new WeakMap<Connection, KeptWay>();

/** Begins to load what the next turn needs, where that is not there from the start. */
export function preloadTransport(page: Connection): void {
  keptWays.get(page)?.transport.preload?.();
}

/** Ends what is kept open between turns; the next turn opens it again. */
export function closeTransport(page: Connection): void {
  keptWays.get(page)?.transport.close?.();
}

function keepTokenWay(page: Connection): Transport {
  const { tokenEndpoint, apiBase, api } = page;
  // Pages made of components give another function each time that they render: the last is called, and no more.
  const asked = [tokenEndpoint, !page.getToken, apiBase, api];
  const kept = keptWays.get(page);
  if (kept?.asked.every((value, index) => value === asked[index])) return kept.transport;
  closeTransport(page);
  // Their codes say enough where this does not load.
  void loadReasons().catch(() => {});
  const transport = overToken({
    tokenEndpoint: resolve(tokenEndpoint),
    get getToken() {
      return page.getToken;
    },
    apiBase: resolve(apiBase),
    api,
    get fetch() {
      return page.fetch;
    },
    openSound: () => openSound(page),
  });
  keptWays.set(page, { asked, transport });
  return transport;
}

/** An address of the page as an absolute one; what is none stays as it is. */
function resolve(address: string): string {
  const { baseURI } = document;
  return address && URL.canParse(address, baseURI) ? new URL(address, baseURI).href : address;
}
