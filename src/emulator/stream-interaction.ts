import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { catchUp } from './catch-up.js';
import type { StoredInteraction } from './interaction-store.js';
import { streamFrames } from './stream-frames.js';
import { writeEvents } from './write-events.js';

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
};

/** Who reads a stream, and from where. */
export interface StreamReader {
  /** How many events the reader knows already. */
  readonly from: number;
  readonly signal: AbortSignal;
  /** Called when the reader goes away before the end. */
  readonly onLeave?: () => void;
}

/** Streams what is told of an interaction, as it happens; it goes on without the reader. */
export function streamInteraction(
  interaction: StoredInteraction,
  { from, signal, onLeave }: StreamReader,
  context: EmulatorContext,
): Response {
  const body = streamFrames((stop) => writeEvents(interaction.run.follow(from, stop)), {
    signal,
    onEnd: () => catchUp(interaction, writeTimestamp(context.now())),
    ...(onLeave && { onCancel: onLeave }),
  });
  return new Response(body, { headers });
}
