import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import { readInteractionEvents } from '../protocol/read-interaction-events.js';
import { toConnectionError } from './to-connection-error.js';
import type { Transport } from './transport.js';
import { watchBody } from './watch-body.js';
import { watchSilence } from './watch-silence.js';

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
  let end = url.pathname.length;
  while (url.pathname[end - 1] === '/') end -= 1;
  url.pathname = `${url.pathname.slice(0, end)}/interactions`;
  return url.href;
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
      const response = await this.#post(body, connection.signal);
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

  async #post(body: string, signal: AbortSignal): Promise<Response> {
    const request = new Request(this.#url, {
      method: 'POST',
      headers: { Accept: 'text/event-stream, application/json', 'Content-Type': 'application/json' },
      body,
      credentials: this.#credentials,
      signal,
    });
    // Out of its field and looked up late: the browser's `fetch` refuses to be another object's method.
    const fetch = this.#fetch ?? globalThis.fetch;
    let answer: Promise<Response> | undefined;
    try {
      answer = Promise.resolve(fetch(request));
      const response = await watchSilence(answer, this.#silenceMs, signal);
      return watchBody(response, this.#silenceMs, signal);
    } catch (error) {
      // A `fetch` that heeds no signal may answer later; nobody will read it.
      answer?.then((late) => late.body?.cancel()).catch(() => undefined);
      throw toConnectionError(error, signal);
    }
  }
}
