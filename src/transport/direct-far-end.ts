import { ChatError } from '../protocol/chat-error.js';
import { readFailure } from '../protocol/load-error-reader.js';
import { readBodyText } from '../protocol/read-body-text.js';
import type { FarEnd } from './backend-transport.js';
import type { Credential } from './credential.js';
import { grantError } from './grant-error.js';
import type { Grants } from './grants.js';
import { googleBase } from './read-api-base.js';

export interface DirectOptions {
  /** As `readApiBase` gives it. */
  readonly base: string;
  readonly grants: Grants;
  /** Asked for each request. */
  readonly fetch: () => FarEnd;
}

/** All else would fail Google's preflight. */
const allowedHeaders = /^(?:accept|content-type|x-goog-upload-.*)$/;

const uploadUrl = 'x-goog-upload-url';
/** Bytes of an error's body that anybody reads. */
const longestError = 65_536;

/**
 * Gemini itself in the place of a backend: the same paths, with a credential of the page's. One that is refused is
 * replaced once.
 */
export function createDirectFarEnd({ base, grants, fetch }: DirectOptions): FarEnd {
  return async (request) => {
    const { signal } = request;
    const address = findAddress(request.url, base);
    if (!address) return new Response(null, { status: 404 });
    const body = request.body === null ? undefined : await request.blob();
    const ask = async (credential: Credential): Promise<Response> => {
      const headers = writeHeaders(request.headers, credential);
      const { method } = request;
      // Nothing of the visitor's goes along; and a redirect would take the key elsewhere.
      const init: RequestInit = { method, headers, signal, credentials: 'omit', redirect: 'error' };
      const asked = new Request(address, body?.size ? { ...init, body } : init);
      return readAnswer(await send(fetch(), asked, grants), base, grants);
    };
    const first = await grants.get(signal);
    const answer = await ask(first);
    if (!(await findRefusal(answer))) return answer;
    const second = await grants.renew(first, signal);
    const last = await ask(second);
    const refusal = await findRefusal(last);
    if (!refusal) return last;
    grants.drop(second);
    throw new ChatError('unauthorized', { message: refusal.message, reason: 'credential-refused' });
  };
}

/** Where Google has what a backend has at its own address; undefined where it has no such thing. */
function findAddress(url: string, base: string): string | undefined {
  const path = url.slice(base.length);
  if (/^\/(?:interactions|models|files)(?=[/?]|$)/.test(path)) return `${base}/v1beta${path}`;
  if (/^\/upload\/files(?=\?|$)/.test(path)) return path.replace('/upload', `${base}/upload/v1beta`);
  // An address that Google gave out for the pieces of an upload.
  return path.startsWith('/upload/') ? url : undefined;
}

function writeHeaders(given: Headers, credential: Credential): Headers {
  // It may be another kind than the last one was.
  if (credential.kind === 'auth-token') {
    throw grantError('token-used-up', 'This token opens live sessions alone.', { retryable: true });
  }
  const headers = new Headers([...given].filter(([name]) => allowedHeaders.test(name)));
  credential.sign(headers);
  return headers;
}

async function send(fetch: FarEnd, request: Request, grants: Grants): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    request.signal.throwIfAborted();
    throw hideCredential(error, grants);
  }
}

/** A `fetch` of the page's own may have put the whole request into its error. */
function hideCredential(error: unknown, grants: Grants): Error {
  if (error instanceof ChatError) return error;
  return new TypeError(grants.hideIn(error instanceof Error ? error.message : String(error)));
}

/** The same answer, which does not repeat the credential. */
async function readAnswer(response: Response, base: string, grants: Grants): Promise<Response> {
  const { status, statusText, ok, body } = response;
  const headers = new Headers(response.headers);
  if (!ok && body) {
    const text = await readBodyText(body, longestError).catch(() => '');
    return new Response(grants.hideIn(text), { status, statusText: grants.hideIn(statusText), headers });
  }
  const address = headers.get(uploadUrl);
  if (!address || !URL.canParse(address)) return response;
  headers.set(uploadUrl, tidyAddress(new URL(address), base, grants));
  return new Response(body, { status, statusText, headers });
}

/** The address for the pieces of an upload, by the way on which it began, and without a key in it. */
function tidyAddress(url: URL, base: string, grants: Grants): string {
  const secrets = [...url.searchParams].filter(
    ([name, value]) => name === 'key' || grants.hideIn(value) !== value,
  );
  for (const [name] of secrets) url.searchParams.delete(name);
  return url.origin === googleBase ? base + url.pathname + url.search : url.href;
}

/** The error of an answer that is about the credential, and not about what was asked. */
async function findRefusal(response: Response): Promise<ChatError | undefined> {
  const { status } = response;
  if (status !== 400 && status !== 401 && status !== 403) return undefined;
  const failure = await readFailure(response.clone());
  return failure.code === 'unauthorized' ? failure : undefined;
}
