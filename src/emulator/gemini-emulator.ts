import { allowOrigin, answerPreflight } from './allow-origin.js';
import { answerCreate, answerDelete, answerGet } from './answer-interactions.js';
import { builtInScenes } from './built-in-scenes.js';
import { createSignature } from './create-signature.js';
import type { Fault } from './fault.js';
import { GoogleError } from './google-error.js';
import { injectFault } from './inject-fault.js';
import type { InteractionContext } from './interaction-context.js';
import { InteractionStore } from './interaction-store.js';
import { readFault } from './read-fault.js';
import type { Scene } from './scene.js';

/** How an emulator behaves. */
export interface GeminiEmulatorOptions {
  /** Milliseconds between two events; 0, the default, sends everything at once. */
  readonly pace?: number;
  /** Scenes of your own, asked before the built-in ones. */
  readonly scenes?: readonly Scene[];
  /** A fault for a request; asked first, then the header `x-emulator-fault`, then the query's `fault`. */
  readonly faults?: (request: Request) => Fault | undefined | Promise<Fault | undefined>;
  /** The time that interactions are stamped with; by default the system's. */
  readonly clock?: () => Date;
  /** Ids follow from it and from the order of requests; give another one to have other ids. */
  readonly seed?: string;
}

/** The offline Gemini, with the shape of `fetch`. */
export type GeminiEmulator = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

const interactionPath = /(?:^|\/)interactions(?:\/([^/]+))?\/?$/;

/** An id from a path; a broken escape makes it one that nobody has. */
function decodeId(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The route of a request; `undefined` where this API has none. */
function findRoute(request: Request, context: InteractionContext): (() => Promise<Response>) | undefined {
  const found = interactionPath.exec(new URL(request.url).pathname);
  if (!found) return undefined;
  const id = found[1] === undefined ? undefined : decodeId(found[1]);
  if (id === undefined) {
    return request.method === 'POST' ? () => answerCreate(request, context) : undefined;
  }
  if (request.method === 'GET') return async () => answerGet(request, id, context);
  if (request.method === 'DELETE') return async () => answerDelete(id, context);
  return undefined;
}

function checkCaller({ headers }: Request): void {
  const credential = headers.get('x-goog-api-key') ?? headers.get('authorization')?.replace(/^Bearer\b/i, '');
  if (credential?.trim()) return;
  throw new GoogleError(401, { message: 'The request has no API key: send one as x-goog-api-key.' });
}

async function answerRequest(request: Request, context: InteractionContext): Promise<Response> {
  try {
    const route = findRoute(request, context);
    if (!route) {
      const { pathname } = new URL(request.url);
      const error = new GoogleError(404, { message: `No route: ${request.method} ${pathname}.` });
      return Response.json(error.toClassicBody(), { status: 404 });
    }
    checkCaller(request);
    return await route();
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    const { status, retryAfter } = error;
    const headers = new Headers(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
    return Response.json(error.toInteractionsBody(), { status, headers });
  }
}

async function findFault(
  request: Request,
  faults: GeminiEmulatorOptions['faults'],
): Promise<Fault | undefined> {
  // A clone, so that the function may read the body.
  const chosen = await faults?.(request.clone());
  if (chosen) return chosen;
  const text = request.headers.get('x-emulator-fault') ?? new URL(request.url).searchParams.get('fault');
  return text ? readFault(text) : undefined;
}

/** A server's adapter may hand over a `Request` of its own make, which the platform's cannot copy. */
function readRequest(input: Request | string | URL, init: RequestInit | undefined): Request {
  if (typeof input === 'string' || input instanceof URL || init) return new Request(input, init);
  return input;
}

function createContext(options: GeminiEmulatorOptions): InteractionContext {
  const { pace = 0, scenes = [], clock = () => new Date(), seed = 'gemini' } = options;
  if (!(pace >= 0 && Number.isFinite(pace)))
    throw new RangeError('pace must be a number of milliseconds, 0 or more');
  let count = 0;
  return {
    store: new InteractionStore(),
    scenes: [...scenes, ...builtInScenes],
    pace,
    nextId: () => {
      count += 1;
      const letters = createSignature(`${seed} ${count}`).replaceAll(/[^A-Za-z0-9]/g, '');
      return `v1_${letters.slice(0, 60)}`;
    },
    timestamp: () =>
      clock()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
  };
}

/**
 * The Gemini API without Google: same wire, no key, no network. Give it where a `fetch` is wanted, or serve it
 * with `toNodeListener`. Its answers are scripted, the same for the same requests, and say so.
 */
export function createGeminiEmulator(options: GeminiEmulatorOptions = {}): GeminiEmulator {
  const context = createContext(options);
  return async (input, init) => {
    const request = readRequest(input, init);
    request.signal.throwIfAborted();
    if (request.method === 'OPTIONS') return allowOrigin(answerPreflight());
    const answer = () => answerRequest(request, context);
    try {
      const fault = await findFault(request, options.faults);
      return allowOrigin(await (fault ? injectFault(fault, request.signal, answer) : answer()));
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      return allowOrigin(Response.json(error.toInteractionsBody(), { status: error.status }));
    }
  };
}
