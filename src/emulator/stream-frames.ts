/** What stops a stream of frames, and whom it tells. */
export interface StreamFramesOptions {
  /** Aborting it breaks the stream, as a lost connection would. */
  readonly signal: AbortSignal;
  /** Everything was sent. */
  readonly onEnd?: () => void;
  /** The reader went away before the end. */
  readonly onCancel?: () => void;
}

/**
 * The bytes of a stream, one chunk a frame. Nothing runs ahead of the reader, so a reader that goes away
 * leaves no timer behind: `frames` is given a signal that ends its waits.
 */
export function streamFrames(
  frames: (stop: AbortSignal) => AsyncGenerator<string, void, undefined>,
  { signal, onEnd, onCancel }: StreamFramesOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const stop = new AbortController();
  const source = frames(stop.signal);
  let isOver = false;
  const leave = (reason: unknown) => {
    if (isOver) return;
    isOver = true;
    stop.abort(reason);
    onCancel?.();
  };
  return new ReadableStream(
    {
      start(controller) {
        const abort = () => {
          leave(signal.reason);
          controller.error(signal.reason);
        };
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort, { once: true, signal: stop.signal });
      },
      async pull(controller) {
        const next = await source.next();
        if (!next.done) {
          controller.enqueue(encoder.encode(next.value));
          return;
        }
        if (isOver) return;
        isOver = true;
        stop.abort();
        onEnd?.();
        controller.close();
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}
