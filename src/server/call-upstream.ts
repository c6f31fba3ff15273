import { refuse } from './answer-error.js';
import type { CallLifetime } from './call-lifetime.js';
import type { ChatPolicy } from './read-options.js';
import type { RebuiltRequest } from './rebuild-request.js';
import { untilAborted } from './until-aborted.js';

/** Gemini's answer, and the key that must not be found in it. */
export interface UpstreamAnswer {
  readonly response: Response;
  readonly key: string;
}

/** Sends a request that policy let through to Gemini with the site's key. Of the visitor's headers none is sent. */
export async function callUpstream(
  request: RebuiltRequest,
  policy: Pick<ChatPolicy, 'apiKey' | 'fetch' | 'interactionsUrl' | 'connectSeconds'>,
  lifetime: CallLifetime,
): Promise<UpstreamAnswer> {
  const key = await untilAborted(readKey(policy), lifetime.signal);
  // A stream begins before its answer is known; a whole answer may take as long as the call.
  const connected = request.stream ? lifetime.limit(policy.connectSeconds) : undefined;
  const sent = send(request, key, policy, lifetime.signal);
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
  request: RebuiltRequest,
  key: string,
  policy: Pick<ChatPolicy, 'fetch' | 'interactionsUrl'>,
  signal: AbortSignal,
): Promise<Response> {
  return policy.fetch(
    new Request(policy.interactionsUrl, {
      method: 'POST',
      headers: {
        accept: request.stream ? 'text/event-stream' : 'application/json',
        'content-type': 'application/json',
        'x-goog-api-key': key,
      },
      body: JSON.stringify(request),
      signal,
      // Followed, a redirect would take the key along to wherever it points.
      redirect: 'manual',
    }),
  );
}

async function readKey(policy: Pick<ChatPolicy, 'apiKey'>): Promise<string> {
  let key: unknown;
  try {
    key = await policy.apiKey();
  } catch {
    key = undefined;
  }
  if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)) return key;
  throw refuse(500, 'api_error', 'This site has no usable API key.');
}
