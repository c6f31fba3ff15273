import { toConnectionError } from './to-connection-error.js';
import { watchSilence } from '../protocol/watch-silence.js';

/**
 * The same answer, which fails with a `ChatError` when its connection breaks or falls silent. It is read on
 * only while its reader wants more, and watched only then: a slow reader is no silence.
 */
export function watchBody(response: Response, silenceMs: number, signal: AbortSignal): Response {
  if (!response.body) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await watchSilence(reader.read(), silenceMs, signal);
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          reader.cancel(error).catch(() => undefined);
          throw toConnectionError(error, signal);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
