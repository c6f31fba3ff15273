import type { InteractionEvent } from '../protocol/interaction-event.js';
import { doneServerEvent, writeServerEvent } from '../protocol/write-server-event.js';
import type { TimedEvent } from './play-reply.js';
import { waitFor } from './wait-for.js';

/** The events of a reply at their pace; `stop` ends the waits. */
export async function* paceEvents(
  events: Iterable<TimedEvent>,
  pace: number,
  stop: AbortSignal,
): AsyncGenerator<InteractionEvent, void, undefined> {
  for (const { event, beats } of events) {
    await waitFor(beats * pace, stop);
    yield event;
  }
}

/** Events as frames of an event stream, with its closing frame after a proper end. */
export async function* writeEvents(
  events: AsyncIterable<InteractionEvent>,
  onEvent?: (event: InteractionEvent) => void,
): AsyncGenerator<string, void, undefined> {
  let last = '';
  for await (const event of events) {
    onEvent?.(event);
    last = event.event_type;
    yield writeServerEvent(event);
  }
  if (last === 'interaction.completed') yield doneServerEvent;
}

/** The same events with ids, by which a client can resume; an id says which interaction it belongs to. */
export function* numberEvents(events: Iterable<TimedEvent>, id: string): Generator<TimedEvent> {
  let number = 0;
  for (const { event, beats } of events) {
    number += 1;
    yield { event: { ...event, event_id: createEventId(id, number) }, beats };
  }
}

/** The id of one of an interaction's events, counted from 1. */
export function createEventId(id: string, number: number): string {
  return `${id.slice(3, 15)}.${number}`;
}
