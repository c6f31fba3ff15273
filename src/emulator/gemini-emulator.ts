import { allowOrigin, answerPreflight } from './allow-origin.js';
import { createContext } from './create-context.js';
import type { Fault } from './fault.js';
import { type ErrorShape, findRoute, type Route } from './find-route.js';
import { GoogleError } from './google-error.js';
import { injectFault } from './inject-fault.js';
import { noteLiveHome } from './live-home.js';
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
  /**
   * The time that interactions and files are stamped with; by default the system's. They expire by it, and
   * setting it ahead hurries whatever has not ended yet.
   */
  readonly clock?: () => Date;
  /** Ids follow from it and from the order of requests; give another one to have other ids. */
  readonly seed?: string;
  /** Days that interactions are kept: 55, the default, as for who pays Gemini; 1 as for who does not. */
  readonly retentionDays?: number;
}

/** The offline Gemini, with the shape of `fetch`. */
export type GeminiEmulator = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

function checkCaller({ headers, url }: Request): void {
  const credential =
    headers.get('x-goog-api-key') ??
    headers.get('authorization')?.replace(/^Bearer\b/i, '') ??
    new URL(url).searchParams.get('key');
  if (credential?.trim()) return;
  throw new GoogleError(401, { message: 'The request has no API key: send one as x-goog-api-key.' });
}

function writeError(error: GoogleError, shape: ErrorShape): Response {
  const { status, retryAfter } = error;
  const headers = new Headers(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
  const body = shape === 'google' ? error.toClassicBody() : error.toInteractionsBody();
  return Response.json(body, { status, headers });
}

async function answerRequest(request: Request, route: Route | undefined): Promise<Response> {
  if (!route) {
    const message = `No route: ${request.method} ${new URL(request.url).pathname}.`;
    return writeError(new GoogleError(404, { message }), 'google');
  }
  try {
    if (route.needsKey) checkCaller(request);
    return await route.answer();
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return writeError(error, route.errors);
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

/**
 * The Gemini API without Google: same wire, no key, no network. Give it where a `fetch` is wanted, or serve it
 * with `toNodeListener`. Its answers are scripted, the same for the same requests, and say so.
 */
export function createGeminiEmulator(options: GeminiEmulatorOptions = {}): GeminiEmulator {
  const context = createContext(options);
  const emulator: GeminiEmulator = async (input, init) => {
    const request = readRequest(input, init);
    request.signal.throwIfAborted();
    if (request.method === 'OPTIONS') return allowOrigin(answerPreflight());
    const route = findRoute(request, context);
    const errors = route?.errors ?? 'interactions';
    const answer = () => answerRequest(request, route);
    try {
      const fault = await findFault(request, options.faults);
      if (!fault) return allowOrigin(await answer());
      return allowOrigin(await injectFault(fault, { signal: request.signal, errors, answer }));
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      return allowOrigin(writeError(error, errors));
    }
  };
  noteLiveHome(emulator, { context, findFault: (request) => findFault(request, options.faults) });
  return emulator;
}
