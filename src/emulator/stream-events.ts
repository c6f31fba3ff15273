import type { InteractionEvent } from '../protocol/interaction-event.js';
import { doneServerEvent, writeServerEvent } from '../protocol/write-server-event.js';
import type { TimedEvent } from './play-reply.js';
import { waitFor } from './wait-for.js';

/** What the stream tells while it runs, and what may stop it. */
export interface StreamEventsOptions {
  /** Milliseconds of a beat. */
  readonly pace: number;
  /** Aborting it breaks the stream, as a lost connection would. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: InteractionEvent) => void;
  /** Everything was sent. */
  readonly onEnd: () => void;
  /** The reader went away before the end. */
  readonly onCancel: () => void;
}

/**
 * The bytes of an event stream, one chunk an event. Nothing runs ahead of the reader, so a reader that goes
 * away leaves no timer behind.
 */
export function streamEvents(
  events: Iterator<TimedEvent>,
  { pace, signal, onEvent, onEnd, onCancel }: StreamEventsOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const stop = new AbortController();
  let lastType = '';
  let isOver = false;
  const leave = (reason: unknown) => {
    if (isOver) return;
    isOver = true;
    stop.abort(reason);
    onCancel();
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
        const next = events.next();
        if (next.done) {
          isOver = true;
          stop.abort();
          if (lastType === 'interaction.completed') controller.enqueue(encoder.encode(doneServerEvent));
          onEnd();
          controller.close();
          return;
        }
        const { event, beats } = next.value;
        await waitFor(beats * pace, stop.signal);
        lastType = event.event_type;
        onEvent(event);
        controller.enqueue(encoder.encode(writeServerEvent(event)));
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}
