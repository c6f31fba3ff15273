import { ChatError, type ChatErrorCode } from '../protocol/chat-error.js';
import { grantError } from './grant-error.js';

const refusals: ReadonlySet<ChatErrorCode> = new Set(['unauthorized', 'forbidden']);
const limits: ReadonlySet<ChatErrorCode> = new Set(['rate-limited', 'quota-exceeded']);

/**
 * What it means that the page's own `getToken` threw: a `ChatError`, or a `TypeError` for what passes by itself. Its
 * message is not repeated: of JSON that could not be read, it quotes the token.
 */
export function readPageError(error: unknown): Error {
  const name = error instanceof Error ? error.name : typeof error;
  const message = `getToken failed: ${/^\w{1,40}$/.test(name) ? name : 'Error'}`;
  // That is what a broken connection throws.
  if (error instanceof TypeError) return new TypeError(message);
  if (error instanceof ChatError) return readChatError(error, message);
  // Browsers throw it where somebody may not, or would not, sign in; and it needs no import.
  if (name === 'NotAllowedError') return grantError('token-refused', message);
  if (name === 'SyntaxError') return grantError('token-unreadable', message, { retryable: true });
  const isSlow = name === 'TimeoutError' || name === 'AbortError';
  return grantError(isSlow ? 'token-slow' : 'token-unreachable', message, { retryable: true });
}

function readChatError({ code, retryAfter }: ChatError, message: string): Error {
  if (code === 'offline') return new ChatError(code, { message });
  if (refusals.has(code)) return grantError('token-refused', message);
  const wait = retryAfter === undefined ? {} : { retryAfter };
  if (limits.has(code)) return grantError('token-limited', message, { retryable: true, ...wait });
  return grantError(code === 'timeout' ? 'token-slow' : 'token-unreachable', message, {
    retryable: true,
    ...wait,
  });
}
