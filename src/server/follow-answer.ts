import type { RequestRecord } from './request-record.js';

/** How the reading of an answer ended. */
type ReadingEnd = Extract<RequestRecord['end'], 'client-left' | 'broken'> | undefined;

/** An answer on its way to the visitor. */
export interface FollowedAnswer {
  readonly response: Response;
  /** Breaks it off where it is. */
  readonly stop: () => void;
}

/**
 * Passes a stream on as it is, and says once when it is over: at its end, when the visitor leaves, or when it
 * breaks off.
 */
export function followAnswer(
  response: Response,
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  over: (end: ReadingEnd) => void,
): FollowedAnswer {
  const reader = body.getReader();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isOver = false;
  const finish = (end: ReadingEnd): void => {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener('abort', leave);
    over(end);
  };
  // Whoever makes the stream hears of it too, and has then noted how far it came.
  const leave = (): void => void setTimeout(() => finish('client-left'));
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave);
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (started) => {
        controller = started;
      },
      async pull(pulled) {
        try {
          const { done, value } = await reader.read();
          if (!done) return pulled.enqueue(value);
          finish(undefined);
          pulled.close();
        } catch (error) {
          finish(signal.aborted ? 'client-left' : 'broken');
          pulled.error(error);
        }
      },
      async cancel(reason) {
        try {
          await reader.cancel(reason);
        } finally {
          finish('client-left');
        }
      },
    },
    { highWaterMark: 0 },
  );
  const stop = (): void => {
    const reason = new DOMException('The backend is closed', 'AbortError');
    reader.cancel(reason).catch(() => undefined);
    controller?.error(reason);
    finish('broken');
  };
  return { response: new Response(stream, response), stop };
}
