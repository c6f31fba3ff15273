import {
  createGeminiEmulator,
  type GeminiEmulatorOptions,
  type Scene,
  type SceneTurn,
} from '../../src/emulator.js';
import type { Step } from '../../src/protocol/step.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { createChatHandler, type ChatHandlerOptions } from '../../src/server.js';
import {
  type EmulatedSocketOptions,
  type EmulatedSockets,
  installEmulatedSocket,
} from './emulated-socket.js';

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
  /** The model that live sessions are locked to. */
  readonly liveModel?: string;
  /** How the sockets of live sessions behave. */
  readonly sockets?: EmulatedSocketOptions;
  /** What the site decides otherwise. */
  readonly policy?: Partial<ChatHandlerOptions>;
}

/** A site's backend over the emulator, and what both of them were asked. */
export interface EmulatedSite {
  /** For the property of the same name. Leads to the backend, and below `googleAddress` to Gemini itself. */
  readonly fetch: typeof globalThis.fetch;
  /** What the chat sent, turns and all else. */
  readonly sent: SentRequest[];
  /** What reached Gemini. */
  readonly asked: SentRequest[];
  /** The turns that the chat sent, in the words of the API that it asked. */
  readonly turns: () => WireObject[];
  /** All that Gemini knew when it answered, from the first question to the last, for any API. */
  readonly told: (turn?: number) => string;
  /** What could be called in each turn, as Gemini understood it. */
  readonly offered: () => string[];
  /** What Gemini was told to be and to think in each turn. */
  readonly understood: () => WireObject[];
  /** The live sessions of the chat. */
  readonly live: EmulatedSockets;
}

/** Where Gemini is without a backend. */
export const googleAddress = 'https://gemini.example';

const createPath = /(?:\/interactions|:(?:streamG|g)enerateContent)$/;

async function record(request: Request, list: SentRequest[]): Promise<void> {
  const { pathname, search } = new URL(request.url);
  const isJson = request.headers.get('content-type')?.startsWith('application/json');
  const body: unknown = isJson ? JSON.parse((await request.clone().text()) || '{}') : undefined;
  const ownPath = pathname.replace(/\/v1(?:beta|alpha)?(?=\/)/, '');
  const path = ownPath.replace(/^.*?(?=\/(?:interactions|models|upload|files|config)\b)/, '') + search;
  list.push({ method: request.method, path, body: isWireObject(body) ? body : {} });
}

/** The same turn, asked for as a whole. */
async function askWhole(request: Request): Promise<Request> {
  const url = new URL(request.url);
  if (request.method !== 'POST' || !createPath.test(url.pathname)) return request;
  const isClassic = url.pathname.endsWith('Content');
  url.pathname = url.pathname.replace(':streamGenerateContent', ':generateContent');
  url.search = '';
  const { signal, headers } = request;
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
  const { isUnary = false, isDirect = false, liveModel, sockets, policy, ...emulation } = options;
  const sent: SentRequest[] = [];
  const asked: SentRequest[] = [];
  const heard: SceneTurn[] = [];
  const listener: Scene = {
    name: 'listener',
    matches(turn) {
      heard.push(turn);
      return false;
    },
    reply: () => '',
  };
  const emulator = createGeminiEmulator({ ...emulation, scenes: [listener, ...(emulation.scenes ?? [])] });
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
    ...(liveModel && { live: { model: liveModel } }),
    ...policy,
  });
  const backend = isDirect ? signIn(gemini) : handler;
  const live = installEmulatedSocket(emulator, sockets);
  return {
    sent,
    asked,
    live,
    turns: () => [
      ...sent.filter(({ method, path }) => method === 'POST' && isTurn(path)).map(({ body }) => body),
      ...live.all.flatMap((socket) => socket.sent).filter(asksForAnswer),
    ],
    told(turn = -1) {
      const { history = [], input = [] } = heard.at(turn) ?? {};
      return JSON.stringify([...history, ...input]);
    },
    understood: () =>
      heard.map(({ request: { system_instruction: instruction, generation_config: config } }) => ({
        ...(instruction && { system_instruction: instruction }),
        ...(config?.thinking_level && { thinking_level: config.thinking_level }),
      })),
    offered: () => heard.map(({ request }) => JSON.stringify(request.tools)),
    async fetch(input, init) {
      const request = new Request(input, init);
      await record(request, sent);
      if (new URL(request.url).pathname.endsWith('/token')) return handler(request);
      const farEnd = request.url.startsWith(`${googleAddress}/`) ? gemini : backend;
      return farEnd(isUnary ? await askWhole(request) : request);
    },
  };
}

/** Whether a message of a live session is one that Gemini answers. */
function asksForAnswer({ clientContent, realtimeInput, toolResponse }: WireObject): boolean {
  if (isWireObject(clientContent)) return clientContent['turnComplete'] !== false;
  return isWireObject(toolResponse) || (isWireObject(realtimeInput) && 'text' in realtimeInput);
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
