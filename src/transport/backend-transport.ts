import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import { readInteractionEvents } from '../protocol/read-interaction-events.js';
import { toConnectionError } from './to-connection-error.js';
import type { Transport } from './transport.js';
import { trimSlashes } from './trim-slashes.js';
import { watchBody } from './watch-body.js';
import { watchSilence } from '../protocol/watch-silence.js';

/** The shape of every far end: `fetch` itself, a backend's handler, the emulator. */
export type FarEnd = (request: Request) => Promise<Response>;

export interface BackendTransportOptions {
  /** The absolute address of the backend; a query in it is left out. */
  endpoint: string;
  /** Stands in for the global `fetch`. */
  fetch?: FarEnd;
  /** How long the backend may stay silent, in milliseconds; 0 for ever. */
  silenceMs?: number;
  /** Whether cookies go along, as for `fetch`. */
  credentials?: RequestCredentials;
}

function readEndpoint(endpoint: string): string {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch (cause) {
    throw new ChatError('not-configured', { message: `The endpoint is no absolute URL: ${endpoint}`, cause });
  }
  if (url.username !== '' || url.password !== '') {
    throw new ChatError('not-configured', { message: 'The endpoint may not hold a user name or password.' });
  }
  url.search = '';
  url.hash = '';
  url.pathname = trimSlashes(url.pathname);
  // What follows always begins with a slash.
  return url.href.replace(/\/$/, '');
}

function writeBody(request: InteractionRequest): string {
  try {
    return JSON.stringify({ ...request, stream: true });
  } catch (cause) {
    throw new ChatError('invalid-request', { message: 'The request cannot be written as JSON.', cause });
  }
}

/** Sends each turn to the site's own backend, which speaks the Interactions API. */
export class BackendTransport implements Transport {
  readonly #url: string;
  readonly #fetch: FarEnd | undefined;
  readonly #silenceMs: number;
  readonly #credentials: RequestCredentials;

  constructor(options: BackendTransportOptions) {
    this.#url = readEndpoint(options.endpoint);
    this.#fetch = options.fetch;
    this.#silenceMs = options.silenceMs ?? 60_000;
    this.#credentials = options.credentials ?? 'same-origin';
  }

  async *send(request: InteractionRequest, signal: AbortSignal): AsyncGenerator<InteractionEvent, void> {
    signal.throwIfAborted();
    const body = writeBody(request);
    // Whatever ends the reply, an abort, an error or a reader who leaves, closes the connection.
    const connection = new AbortController();
    const hangUp = () => connection.abort(signal.reason);
    signal.addEventListener('abort', hangUp);
    try {
      const headers = { Accept: 'text/event-stream, application/json', 'Content-Type': 'application/json' };
      const response = await this.call(
        '/interactions',
        { method: 'POST', headers, body },
        connection.signal,
        // Agents work long before they say something.
        this.#silenceMs * (request.agent ? 10 : 1),
      );
      for await (const event of readInteractionEvents(response)) {
        signal.throwIfAborted();
        yield event;
      }
      signal.throwIfAborted();
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', hangUp);
      connection.abort();
    }
  }

  async call(
    path: string,
    init: RequestInit,
    signal: AbortSignal,
    silenceMs = this.#silenceMs,
  ): Promise<Response> {
    signal.throwIfAborted();
    const request = new Request(this.#resolve(path), { credentials: this.#credentials, ...init, signal });
    // Out of its field and looked up late: the browser's `fetch` refuses to be another object's method.
    const fetch = this.#fetch ?? globalThis.fetch;
    let answer: Promise<Response> | undefined;
    try {
      answer = Promise.resolve(fetch(request));
      const response = await watchSilence(answer, silenceMs, signal);
      return watchBody(response, silenceMs, signal);
    } catch (error) {
      // A `fetch` that heeds no signal may answer later; nobody will read it.
      answer?.then((late) => late.body?.cancel()).catch(() => undefined);
      throw toConnectionError(error, signal);
    }
  }

  /** An address below the endpoint; cookies and what is attached must not travel anywhere else. */
  #resolve(path: string): string {
    const url = path.startsWith('/') ? this.#url + path : path;
    // Read first: dots in a path lead elsewhere.
    if (URL.canParse(url) && new URL(url).href.startsWith(`${this.#url}/`)) return url;
    throw new ChatError('bad-response', { message: 'This is no address of the backend.' });
  }
}
