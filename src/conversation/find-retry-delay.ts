import type { ChatError, ChatErrorCode } from '../protocol/chat-error.js';

/** Failures that pass by themselves; of these only the first are worth another attempt without being asked. */
const passing: ReadonlySet<ChatErrorCode> = new Set([
  'rate-limited',
  'overloaded',
  'timeout',
  'network',
  'server-error',
]);

const mostRetries = 2;
/** Milliseconds before the first retry. */
const firstDelay = 500;
/** Milliseconds that a reader waits without having asked for it. */
const longestWait = 30_000;

/**
 * Milliseconds until a request that failed before anything came is tried again, or `undefined` where that would
 * not help: for errors that stay, after some attempts, or where the server wants a longer wait. What the server
 * asks for is kept; on top comes a random part, so that not all who failed together return together.
 */
export function findRetryDelay(
  { code, retryable, retryAfter = 0 }: ChatError,
  attempt: number,
  random: () => number = Math.random,
): number | undefined {
  // Of the errors of a request a conflict alone passes, and says so.
  const isPassing = passing.has(code) || (code === 'invalid-request' && retryable);
  const wished = retryAfter * 1000;
  if (!isPassing || attempt >= mostRetries || wished > longestWait) return undefined;
  const usual = firstDelay * 3 ** attempt;
  return Math.max(wished, usual) + usual * random() * 0.5;
}
