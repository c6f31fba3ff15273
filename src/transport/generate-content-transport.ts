import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import { readGenerateContentEvents } from '../protocol/read-generate-content-events.js';
import { isWireObject } from '../protocol/wire-object.js';
import { writeGenerateContent } from '../protocol/write-generate-content.js';
import type { Transport } from './transport.js';

/** Asked where neither the page nor the backend names a model. */
const usualModel = 'gemini-3.5-flash';

/** What far ends answered; they outlive the transports that are laid over them. */
const defaultModels = new WeakMap<Transport, string>();

function writePath(model: string): string {
  const name = model.replace(/^models\//, '');
  // It becomes a part of an address: nothing in it may lead elsewhere.
  if (!/^[\w-][\w.-]*$/.test(name)) {
    throw new ChatError('invalid-request', { message: `This is no name of a model: ${model.slice(0, 80)}` });
  }
  return `/models/${name}:streamGenerateContent?alt=sse`;
}

function writeBody(request: InteractionRequest): string {
  try {
    return JSON.stringify(writeGenerateContent(request));
  } catch (cause) {
    if (cause instanceof ChatError) throw cause;
    throw new ChatError('invalid-request', { message: 'The request cannot be written as JSON.', cause });
  }
}

async function readDefaultModel(response: Response): Promise<string | undefined> {
  if (!response.ok) {
    await response.body?.cancel();
    return undefined;
  }
  const config: unknown = await response.json();
  const model = isWireObject(config) ? config['defaultModel'] : undefined;
  return typeof model === 'string' && model !== '' ? model : undefined;
}

/** Speaks generateContent over the way of another transport; who sends and listens knows Interactions alone. */
export class GenerateContentTransport implements Transport {
  readonly #inner: Transport;

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  async *send(request: InteractionRequest, signal: AbortSignal): AsyncGenerator<InteractionEvent, void> {
    signal.throwIfAborted();
    // Before anything is asked: what cannot be written need not wait for an answer.
    if (request.model) writePath(request.model);
    // Whatever ends the reply, an abort, an error or a reader who leaves, closes the connection.
    const connection = new AbortController();
    const hangUp = () => connection.abort(signal.reason);
    signal.addEventListener('abort', hangUp);
    try {
      const model = request.model || (await this.#findModel(connection.signal));
      const body = writeBody({ ...request, model });
      const headers = { Accept: 'text/event-stream, application/json', 'Content-Type': 'application/json' };
      const init = { method: 'POST', headers, body };
      const response = await this.#inner.call(writePath(model), init, connection.signal);
      for await (const event of readGenerateContentEvents(response)) {
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

  call(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    return this.#inner.call(path, init, signal);
  }

  /** The backend's own choice, asked for once: in this API the address names the model. */
  async #findModel(signal: AbortSignal): Promise<string> {
    const known = defaultModels.get(this.#inner);
    if (known !== undefined) return known;
    try {
      const response = await this.#inner.call('/config', {}, signal);
      const model = (await readDefaultModel(response)) ?? usualModel;
      defaultModels.set(this.#inner, model);
      return model;
    } catch {
      // A far end without a configuration is none the worse; a broken connection shows in the request itself.
      signal.throwIfAborted();
      return usualModel;
    }
  }
}
