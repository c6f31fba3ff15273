import { ChatError, type ErrorReason } from '../protocol/chat-error.js';
import type { ChatErrorCode } from '../protocol/error-codes.js';
import { hideSecret } from '../protocol/hide-secret.js';
import { isOffline } from '../protocol/is-offline.js';

/** How a connection ended, and how far it had got. */
export interface LiveClose {
  readonly code: number;
  readonly reason: string;
  readonly stage: 'unopened' | 'opened' | 'ready';
}

/** A text that a server wrote, without any credential that it may repeat: those that look like one, and the token. */
export function redact(text: string, token = ''): string {
  const bare = token.replace(/^auth_tokens\//, '');
  return hideSecret(hideSecret(text, token, '…'), bare, '…')
    .replaceAll(/auth_tokens(?:\/|%2f)[^\s"'&]*/gi, 'auth_tokens/…')
    .replaceAll(/\b(access_token|key)=[^\s"'&]*/gi, '$1=…');
}

/** The error for a connection that failed; a browser that knows that it is offline says so. */
export function createLiveError(code: ChatErrorCode, reason: ErrorReason, message: string): ChatError {
  const words = redact(message).slice(0, 400);
  return code === 'network' && isOffline()
    ? new ChatError('offline', { message: words })
    : new ChatError(code, { reason, message: words });
}

/** Words by which Google says that a connection was open long enough, which is nobody's fault. */
const timeIsOver = /time of this connection|operation was aborted|deadline|session duration|going away/i;
const aboutToken = /token|credential|unauthenticated|authentication|api key|identity/i;
const aboutModel =
  /not found for api version|not supported for bidi|is no model|unknown model|models\/\S+ is not/i;

/** What it means that the server, or the net, closed a connection that was needed. */
export function describeLiveClose({ code, reason, stage }: LiveClose): ChatError {
  const words = `The live session was closed (${code})${reason ? `: ${reason}` : '.'}`;
  if (code === 1007) return createLiveError('invalid-request', 'live-unsuited', words);
  if (code === 1008 && !timeIsOver.test(reason)) {
    if (aboutModel.test(reason)) return createLiveError('not-found', 'live-refused', words);
    if (aboutToken.test(reason)) return createLiveError('unauthorized', 'token-used-up', words);
    return createLiveError('forbidden', 'live-refused', words);
  }
  if (code === 1011) return createLiveError('server-error', 'live-failed', words);
  if (stage === 'unopened') {
    return createLiveError('network', 'live-unreachable', 'The live session could not be opened.');
  }
  return createLiveError('network', 'live-lost', words);
}

/** Whether another connection may mend what broke one. */
export function isPassing({ code, reason }: ChatError): boolean {
  return (
    code === 'offline' || reason === 'live-lost' || reason === 'live-failed' || reason === 'live-unreachable'
  );
}
