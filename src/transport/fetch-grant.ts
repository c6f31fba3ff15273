import { ChatError } from '../protocol/chat-error.js';
import { isOffline } from '../protocol/is-offline.js';
import { parseJson } from '../protocol/parse-json.js';
import { readBodyText } from '../protocol/read-body-text.js';
import { readRetryAfter } from '../protocol/read-retry-after.js';
import { grantError } from './grant-error.js';
import type { TokenWay } from './over-token.js';
import { type Grant, readGrant } from './read-grant.js';
import { readPageError } from './read-page-error.js';
import type { GetToken } from './token-grant.js';
import { watchSilence } from '../protocol/watch-silence.js';

/** Where grants come from. */
export type GrantSource = Pick<TokenWay, 'tokenEndpoint' | 'getToken' | 'fetch'>;

/** How long to wait for a grant, and before it is asked for once more, in milliseconds. */
export interface GrantPatience {
  readonly longestWait: number;
  readonly pause: number;
}

/** A grant, as it came. */
export interface FetchedGrant extends Grant {
  /** The time where it was written, in milliseconds since 1970, where that was said. */
  readonly date: number | undefined;
}

/** Bytes in which every grant has room. */
const longestAnswer = 65_536;

/**
 * Asks for a grant; once more where the connection broke or the server did. Throws a `ChatError` that says in its
 * `reason` why there is none.
 */
export async function fetchGrant(source: GrantSource, patience: GrantPatience): Promise<FetchedGrant> {
  try {
    return await askOnce(source, patience);
  } catch (error) {
    const failure = toGrantError(error);
    // A browser that is offline says so at once.
    if (!(error instanceof TypeError) || failure.code === 'offline') throw failure;
  }
  await new Promise((resolve) => setTimeout(resolve, patience.pause));
  try {
    return await askOnce(source, patience);
  } catch (error) {
    throw toGrantError(error);
  }
}

/** Throws a `TypeError`, as `fetch` does, for what passes by itself. */
async function askOnce(source: GrantSource, { longestWait }: GrantPatience): Promise<FetchedGrant> {
  const connection = new AbortController();
  const { getToken } = source;
  try {
    const answer = getToken ? askPage(getToken) : askEndpoint(source, connection.signal);
    return await watchSilence(answer, longestWait, connection.signal);
  } finally {
    connection.abort();
  }
}

async function askPage(getToken: GetToken): Promise<FetchedGrant> {
  let grant: unknown;
  try {
    grant = await getToken();
  } catch (error) {
    throw readPageError(error);
  }
  return { ...readGrant(grant), date: undefined };
}

async function askEndpoint(
  { tokenEndpoint, fetch = globalThis.fetch }: GrantSource,
  signal: AbortSignal,
): Promise<FetchedGrant> {
  const response = await post(tokenEndpoint, fetch, signal);
  if (!response.ok || !response.body || isElsewhere(response, tokenEndpoint)) {
    response.body?.cancel().catch(() => undefined);
    throw judgeStatus(response);
  }
  const text = await readBodyText(response.body, longestAnswer).catch(() => {
    throw new TypeError('The connection broke.');
  });
  const date = Date.parse(response.headers.get('date') ?? '');
  const answer = text.length < longestAnswer ? parseJson(text) : undefined;
  if (answer === undefined) {
    // As a rule the page of somebody in between.
    throw grantError('token-unreadable', 'The token endpoint answered no JSON.', { retryable: true });
  }
  return { ...readGrant(answer), date: Number.isNaN(date) ? undefined : date };
}

async function post(
  tokenEndpoint: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Response> {
  const request = writeRequest(tokenEndpoint, signal);
  try {
    return await fetch(request);
  } catch {
    throw new TypeError('The connection failed.');
  }
}

function writeRequest(tokenEndpoint: string, signal: AbortSignal): Request {
  const url = URL.canParse(tokenEndpoint) ? new URL(tokenEndpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new ChatError('not-configured', { message: 'The token endpoint is no address of the web.' });
  }
  return new Request(url, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    credentials: 'same-origin',
    cache: 'no-store',
    // Whoever answers in its place is as a rule a page to sign in at.
    redirect: 'manual',
    signal,
  });
}

/** Whether a `fetch` of the page's own has followed a redirect to somebody else. */
function isElsewhere({ redirected, url }: Response, tokenEndpoint: string): boolean {
  return redirected && URL.canParse(url) && new URL(url).origin !== new URL(tokenEndpoint).origin;
}

function judgeStatus({ status, type, ok, headers }: Response): Error {
  const said = `The token endpoint answered HTTP ${status}`;
  // Browsers do not tell where a redirect leads, nor its status.
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return grantError('token-refused', 'The token endpoint redirects; give its final address.');
  }
  if (ok) return grantError('token-unreadable', `${said} without a grant.`, { retryable: true });
  if (status === 401 || status === 403) return grantError('token-refused', `${said}.`);
  const retryAfter = readRetryAfter({}, headers);
  const wait = retryAfter === undefined ? {} : { retryAfter };
  if (status === 429) return grantError('token-limited', `${said}.`, { retryable: true, ...wait });
  if (status < 500) return grantError('token-unreachable', `${said}.`);
  return retryAfter
    ? grantError('token-unreachable', `${said}.`, { retryable: true, ...wait })
    : new TypeError(`${said}.`);
}

function toGrantError(error: unknown): ChatError {
  const failure = error instanceof ChatError ? error : toUnreachable(error);
  if (failure.reason === 'token-unreachable' && isOffline()) return new ChatError('offline');
  const isSlow = failure.code === 'timeout' && !failure.reason;
  return isSlow ? grantError('token-slow', failure.message, { retryable: true }) : failure;
}

function toUnreachable(error: unknown): ChatError {
  const message = error instanceof Error ? error.message : 'No grant came.';
  return grantError('token-unreachable', message, { retryable: true });
}
