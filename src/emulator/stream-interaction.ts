import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { ComposedReply } from './compose-reply.js';
import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { finishInteraction } from './finish-interaction.js';
import type { StoredInteraction } from './interaction-store.js';
import { playReply, type TimedEvent } from './play-reply.js';
import { streamFrames } from './stream-frames.js';
import { numberEvents, paceEvents, writeEvents } from './write-events.js';

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
};

/** A reply's events; only those of agents have ids, as nothing else can be resumed without a run of its own. */
export function listEvents(interaction: StoredInteraction, reply: ComposedReply): Iterable<TimedEvent> {
  const events = playReply(interaction, reply);
  return interaction.request.agent ? numberEvents(events, interaction.id) : events;
}

/** Streams events that were told before or are told to one more listener. */
export function streamAgain(
  events: Iterable<TimedEvent>,
  { pace }: EmulatorContext,
  signal: AbortSignal,
): Response {
  const body = streamFrames((stop) => writeEvents(paceEvents(events, pace, stop)), { signal });
  return new Response(body, { headers });
}

/** Streams an interaction that lives as long as its reader listens. */
export function streamInteraction(
  interaction: StoredInteraction,
  context: EmulatorContext,
  signal: AbortSignal,
): Response {
  const { reply, request } = interaction;
  const note = (event: InteractionEvent) => {
    if (event.event_type !== 'step.stop' || !('index' in event)) return;
    interaction.steps = reply.steps.slice(0, Number(event.index) + 1);
  };
  const events = listEvents(interaction, reply);
  const body = streamFrames((stop) => writeEvents(paceEvents(events, context.pace, stop), note), {
    signal,
    onEnd: () => finishInteraction(interaction, writeTimestamp(context.now())),
    onCancel: () => {
      interaction.status = 'cancelled';
      interaction.updated = writeTimestamp(context.now());
      // An agent's work is gone with its reader.
      if (request.agent) context.interactions.delete(interaction.id);
    },
  });
  return new Response(body, { headers });
}

/** Streams what a run in the background does, from one of its events on; it goes on without the reader. */
export function streamRun(
  run: NonNullable<StoredInteraction['run']>,
  from: number,
  signal: AbortSignal,
): Response {
  const body = streamFrames((stop) => writeEvents(run.follow(from, stop)), { signal });
  return new Response(body, { headers });
}
