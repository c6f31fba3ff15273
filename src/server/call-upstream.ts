import { refuse } from './answer-error.js';
import type { CallLifetime } from './call-lifetime.js';
import { readKey } from './read-key.js';
import type { ChatPolicy } from './read-options.js';
import { untilAborted } from './until-aborted.js';
import type { UpstreamAnswer, UpstreamCall } from './upstream-call.js';

type CallPolicy = Pick<ChatPolicy, 'apiKey' | 'apiUrl' | 'fetch' | 'connectSeconds'>;

/** Sends a call to Gemini with the site's key. Of the visitor's headers none is sent. */
export async function callUpstream(
  call: UpstreamCall,
  policy: CallPolicy,
  lifetime: CallLifetime,
): Promise<UpstreamAnswer> {
  const key = await untilAborted(readKey(policy), lifetime.signal);
  // A stream begins before its answer is known; a whole answer may take as long as the call.
  const connected = call.stream ? lifetime.limit(policy.connectSeconds) : undefined;
  const sent = send(call, key, policy, lifetime.signal);
  try {
    return { response: await untilAborted(sent, lifetime.signal), key };
  } catch (error) {
    if (lifetime.end !== undefined) {
      // Where fetch did not heed the signal, its late answer is put away.
      sent.then((late) => late.body?.cancel()).catch(() => undefined);
      throw error;
    }
    throw refuse(502, 'bad_gateway', 'Gemini could not be reached.');
  } finally {
    connected?.();
  }
}

/** Asynchronous, so that whatever `fetch` throws at once is a rejection as well. */
async function send(
  { method, url, headers, body, stream, format }: UpstreamCall,
  key: string,
  policy: CallPolicy,
  signal: AbortSignal,
): Promise<Response> {
  const accept = stream && format ? format.mediaType : 'application/json';
  // An upload may go on at an address that Gemini gave, and that proves by itself who uploads.
  const isOwn = new URL(url).origin === new URL(policy.apiUrl).origin;
  return policy.fetch(
    new Request(url, {
      method,
      headers: { accept, ...headers, ...(isOwn ? { 'x-goog-api-key': key } : {}) },
      ...writeBody(body),
      signal,
      // Followed, a redirect would take the key along to wherever it points.
      redirect: body instanceof ReadableStream ? chooseStrictRedirect() : 'manual',
    }),
  );
}

function writeBody(body: UpstreamCall['body']): RequestInit & { duplex?: 'half' } {
  if (body === undefined) return {};
  return body instanceof ReadableStream ? { body, duplex: 'half' } : { body: JSON.stringify(body) };
}

/**
 * Node keeps a copy of all that a streamed body held, in case of a redirect, unless a redirect is an error.
 * Workers do not know that mode, and keep nothing.
 */
function chooseStrictRedirect(): RequestRedirect {
  try {
    return new Request('https://localhost', { redirect: 'error' }).redirect;
  } catch {
    return 'manual';
  }
}
