import {
  createGeminiEmulator,
  type GeminiEmulatorOptions,
  type Scene,
  type SceneTurn,
} from '../../src/emulator.js';
import type { Step } from '../../src/protocol/step.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { createChatHandler, type ChatHandlerOptions } from '../../src/server.js';

/** A request as a far end got it. */
export interface SentRequest {
  readonly method: string;
  /** The path without what stands before Gemini's own names, and the query. */
  readonly path: string;
  /** The body, where it is JSON; empty otherwise. */
  readonly body: WireObject;
}

export interface SiteOptions extends GeminiEmulatorOptions {
  /** Answers come whole, as JSON, though a stream was asked for. */
  readonly isUnary?: boolean;
  /** The chat speaks to Gemini itself: nothing stands between that checks or changes what it sends. */
  readonly isDirect?: boolean;
  /** What the site decides otherwise. */
  readonly policy?: Partial<ChatHandlerOptions>;
}

/** A site's backend over the emulator, and what both of them were asked. */
export interface EmulatedSite {
  /** For the property of the same name. */
  readonly fetch: typeof globalThis.fetch;
  /** What the chat sent, turns and all else. */
  readonly sent: SentRequest[];
  /** What reached Gemini. */
  readonly asked: SentRequest[];
  /** The turns that the chat sent. */
  readonly turns: () => WireObject[];
}

const createPath = /(?:\/interactions|:(?:streamG|g)enerateContent)$/;

async function record(request: Request, list: SentRequest[]): Promise<void> {
  const { pathname, search } = new URL(request.url);
  const isJson = request.headers.get('content-type')?.startsWith('application/json');
  const body: unknown = isJson ? JSON.parse((await request.clone().text()) || '{}') : undefined;
  const path = pathname.replace(/^.*?(?=\/(?:interactions|models|upload|files|config)\b)/, '') + search;
  list.push({ method: request.method, path, body: isWireObject(body) ? body : {} });
}

/** The same turn, asked for as a whole. */
async function askWhole(request: Request): Promise<Request> {
  const url = new URL(request.url);
  if (request.method !== 'POST' || !createPath.test(url.pathname)) return request;
  const isClassic = url.pathname.endsWith('Content');
  url.pathname = url.pathname.replace(':streamGenerateContent', ':generateContent');
  url.search = '';
  const { signal } = request;
  const headers = { 'content-type': 'application/json' };
  const body: WireObject = await request.json();
  return new Request(url, {
    method: 'POST',
    headers,
    signal,
    body: JSON.stringify(isClassic ? body : { ...body, stream: false }),
  });
}

/** A site with everything switched on, at which a chat can be pointed. */
export function openSite(options: SiteOptions = {}): EmulatedSite {
  const { isUnary = false, isDirect = false, policy, ...emulation } = options;
  const sent: SentRequest[] = [];
  const asked: SentRequest[] = [];
  const emulator = createGeminiEmulator(emulation);
  const gemini = async (request: Request): Promise<Response> => {
    await record(request, asked);
    return emulator(request);
  };
  const handler = createChatHandler({
    apiKey: 'emulator',
    fetch: gemini,
    log: false,
    origins: [location.origin],
    models: ['gemini-3.5-flash', 'gemini-3.8-flash', 'gemini-2.5-flash'],
    agents: ['deep-research-pro-preview', 'antigravity-preview-09-2026'],
    background: true,
    uploads: true,
    uriHosts: ['www.youtube.com', 'example.com'],
    serviceTiers: ['flex', 'priority'],
    tools: [
      'function',
      'google_search',
      'url_context',
      'code_execution',
      'google_maps',
      'file_search',
      'retrieval',
    ],
    ...policy,
  });
  const backend = isDirect ? signIn(gemini) : handler;
  return {
    sent,
    asked,
    turns: () => sent.filter(({ method, path }) => method === 'POST' && isTurn(path)).map(({ body }) => body),
    async fetch(input, init) {
      const request = new Request(input, init);
      await record(request, sent);
      return backend(isUnary ? await askWhole(request) : request);
    },
  };
}

function isTurn(path: string): boolean {
  return createPath.test(path.replace(/\?.*$/, ''));
}

/** A far end that adds the key and does nothing else. */
function signIn(gemini: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    const signed = new Request(request);
    signed.headers.set('x-goog-api-key', 'emulator');
    return gemini(signed);
  };
}

/** A scene that gives one answer after the other, whatever is asked; the last one stays. */
export function script(
  ...replies: readonly (string | Step[] | ((turn: SceneTurn) => string | Step[]))[]
): Scene {
  let next = 0;
  return {
    name: 'script',
    matches: () => true,
    reply(turn) {
      const reply = replies[Math.min(next, replies.length - 1)] ?? '';
      next += 1;
      const said = typeof reply === 'function' ? reply(turn) : reply;
      return typeof said === 'string' ? said : { steps: said };
    },
  };
}

/** A step of words. */
export function say(text: string, annotations?: readonly WireObject[]): Step {
  return { type: 'model_output', content: [{ type: 'text', text, ...(annotations && { annotations }) }] };
}
