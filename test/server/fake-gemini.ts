import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import type { ChatHandler } from '../../src/server/create-chat-handler.js';
import { createChatHandler } from '../../src/server/create-chat-handler.js';

/** What a handler under test sent to Gemini. */
export interface GeminiCall {
  readonly request: Request;
  readonly body: unknown;
}

/** A key that must never be seen outside the server. */
export const canaryKey = 'AIza-canary_0123456789.abcdefghijklm';

const completed = { id: 'v1_abc', object: 'interaction', status: 'completed', steps: [] };

/** Gemini as a handler's `fetch`: answers with `answer`, or a short completed interaction; counts the calls. */
export class FakeGemini {
  readonly calls: GeminiCall[] = [];
  readonly #answer: (request: Request) => Response | Promise<Response>;

  constructor(answer: (request: Request) => Response | Promise<Response> = () => Response.json(completed)) {
    this.#answer = answer;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const text = await request.clone().text();
    this.calls.push({ request, body: text === '' ? undefined : JSON.parse(text) });
    return this.#answer(request);
  };

  handler(options: Partial<ChatHandlerOptions> = {}): ChatHandler {
    return createChatHandler({ apiKey: canaryKey, fetch: this.fetch, log: false, ...options });
  }

  /** The body of the one call that was made. */
  get sent(): unknown {
    if (this.calls.length !== 1) throw new Error(`Gemini was called ${this.calls.length} times`);
    return this.calls[0]?.body;
  }
}

/** A request as a server would get it; unlike a page, a test may set every header. */
export function makeRequest(
  method: string,
  url: string,
  headers: Record<string, string> = {},
  init: RequestInit & { duplex?: 'half' } = {},
): Request {
  const request = new Request(new URL(url, 'https://shop.example'), { ...init, method });
  Object.defineProperty(request, 'headers', { value: new Headers(headers) });
  return request;
}

/** `POST /api/chat/interactions` with a JSON body. */
export function post(
  body: unknown,
  headers: Record<string, string> = {},
  signal: AbortSignal | null = null,
): Request {
  return makeRequest(
    'POST',
    '/api/chat/interactions',
    { 'content-type': 'application/json', ...headers },
    { body: typeof body === 'string' ? body : JSON.stringify(body), signal },
  );
}

/** A request with a JSON body to any path of the backend. */
export function postTo(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal: AbortSignal | null = null,
): Request {
  const init = { body: JSON.stringify(body), signal };
  return makeRequest('POST', path, { 'content-type': 'application/json', ...headers }, init);
}

/** A stream of Gemini's whose every byte is under the test's control. */
export class HeldStream {
  /** How often the reader asked for more. */
  pulls = 0;
  cancelled = false;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly #stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => {
        this.pulls += 1;
      },
      cancel: () => {
        this.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );

  get response(): Response {
    return this.answerAs('text/event-stream');
  }

  answerAs(type: string): Response {
    return new Response(this.#stream, { headers: { 'content-type': type } });
  }

  push(text: string): void {
    this.pushBytes(new TextEncoder().encode(text));
  }

  pushBytes(bytes: Uint8Array): void {
    this.#controller?.enqueue(bytes);
  }

  close(): void {
    this.#controller?.close();
  }

  fail(error: Error): void {
    this.#controller?.error(error);
  }
}

/** All that a reader still gets, as text. */
export async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
}

/** What a reader gets next, as text. */
export async function readOne(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return new TextDecoder().decode(value);
}

/** The error that a response holds. */
export async function readError(response: Response): Promise<{ code: string; message: string }> {
  const { error }: { error: { code: string; message: string } } = await response.json();
  return error;
}

/** A promise that is fulfilled after so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits until something is so; fails after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 2000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Not so after two seconds: ${condition.toString()}`);
    await pause(5);
  }
}
