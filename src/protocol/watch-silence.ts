import { ChatError } from './chat-error.js';

/** Timers hold no more milliseconds than this; a longer one would fire at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * Waits for `work` as long as the far end is not silent for `silenceMs` (0: for ever). Rejects with a
 * timeout `ChatError` then, and with the signal's reason when it aborts, even where `work` heeds neither.
 */
export function watchSilence<T>(work: Promise<T>, silenceMs: number, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      finish();
    };
    const onAbort = () => settle(() => reject(signal.reason));
    const onSilence = () =>
      settle(() => reject(new ChatError('timeout', { message: `Nothing came for ${silenceMs} ms.` })));
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort);
    if (silenceMs > 0 && silenceMs <= longestTimer) timer = setTimeout(onSilence, silenceMs);
  });
}
