import type { InteractionEvent } from '../protocol/interaction-event.js';
import { doneServerEvent, writeServerEvent } from '../protocol/write-server-event.js';
import type { StoredInteraction } from './interaction-store.js';
import { playReply, type TimedEvent } from './play-reply.js';

/** Events as frames of an event stream, with its closing frame after a proper end. */
export async function* writeEvents(
  events: AsyncIterable<InteractionEvent>,
): AsyncGenerator<string, void, undefined> {
  let last = '';
  for await (const event of events) {
    last = event.event_type;
    yield writeServerEvent(event);
  }
  if (last === 'interaction.completed') yield doneServerEvent;
}

/** Whether the events of an interaction have ids; those of a model that somebody waits for have none. */
export function hasEventIds({ request }: StoredInteraction): boolean {
  return request.background === true || Boolean(request.agent);
}

/** All events of an interaction; ids, by which a client can resume, say which interaction they belong to. */
export function* listEvents(interaction: StoredInteraction): Generator<TimedEvent> {
  const events = playReply(interaction, interaction.reply);
  if (!hasEventIds(interaction)) return yield* events;
  let number = 0;
  for (const { event, beats } of events) {
    number += 1;
    yield { event: { ...event, event_id: createEventId(interaction.id, number) }, beats };
  }
}

/** The id of one of an interaction's events, counted from 1. */
export function createEventId(id: string, number: number): string {
  return `${id.slice(3, 15)}.${number}`;
}
