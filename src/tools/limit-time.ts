/** Timers of browsers count in 31 bits; beyond that they end at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * What `work` gives, with a signal that aborts when `outer` does and when the time is over. Rejects as soon as
 * that happens, also where `work` heeds no signal. Where `outer` has aborted already, `work` does not begin.
 */
export function limitTime<T>(
  milliseconds: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => T | PromiseLike<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    outer.throwIfAborted();
    const inner = new AbortController();
    const end = (reason: unknown): void => {
      leave();
      reject(reason);
      inner.abort(reason);
    };
    const stop = (): void => end(outer.reason);
    const timer = milliseconds > longestTimer ? undefined : setTimeout(() => end(tooLong()), milliseconds);
    const leave = (): void => {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
    };
    const tooLong = (): DOMException =>
      new DOMException(
        `The function took longer than ${milliseconds / 1000} seconds; whether it had an effect is not known.`,
        'TimeoutError',
      );
    outer.addEventListener('abort', stop);
    attempt(work, inner.signal).finally(leave).then(resolve, reject);
  });
}

/** What is thrown at once is a rejection like what is thrown later. */
async function attempt<T>(
  work: (signal: AbortSignal) => T | PromiseLike<T>,
  signal: AbortSignal,
): Promise<T> {
  return work(signal);
}
