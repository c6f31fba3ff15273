/** Waits; `onPause` is given what ends the wait early. Rejects with the signal's reason when it aborts. */
export function pause(
  milliseconds: number,
  signal: AbortSignal,
  onPause?: (hurry: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const hurry = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const timer = setTimeout(hurry, milliseconds);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    onPause?.(hurry);
  });
}
