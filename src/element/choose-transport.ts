import { ChatError } from '../protocol/chat-error.js';
import { BackendTransport } from '../transport/backend-transport.js';
import { overGenerateContent } from '../transport/over-generate-content.js';
import type { Transport } from '../transport/transport.js';

/** What a page says about the way to Gemini. */
export interface Connection {
  readonly endpoint: string;
  readonly api: string;
  readonly fetch: typeof globalThis.fetch | undefined;
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
export function chooseTransport({ endpoint, api, fetch }: Connection): Transport {
  if (!endpoint) throw new ChatError('not-configured', { message: 'Set the attribute `endpoint`.' });
  const { baseURI } = document;
  const href = URL.canParse(endpoint, baseURI) ? new URL(endpoint, baseURI).href : endpoint;
  const backend = new BackendTransport({ endpoint: href, ...(fetch && { fetch }) });
  return api === 'generate-content' ? overGenerateContent(backend) : backend;
}
