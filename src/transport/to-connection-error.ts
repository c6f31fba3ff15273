import { ChatError } from '../protocol/chat-error.js';
import { isOffline } from '../protocol/is-offline.js';

/** What a broken connection throws: the reason of an abort, else a `ChatError` that says how it broke. */
export function toConnectionError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof ChatError) return error;
  if (isOffline()) return new ChatError('offline', { cause: error });
  const reason = error instanceof Error ? error.message : String(error);
  return new ChatError('network', { message: `The connection failed: ${reason}`, cause: error });
}
