import type { InteractionEvent } from './interaction-event.js';

/** The frame that ends an event stream of the Interactions API. */
export const doneServerEvent = 'event: done\ndata: [DONE]\n\n';

/** A line break in a name or an id would begin a field of its own. */
function writeField(value: string): string {
  return value.replaceAll('\r', '').replaceAll('\n', '').replaceAll('\0', '');
}

/** Writes one event as a frame of an event stream; `id` becomes its number, for resuming. */
export function writeServerEvent(event: InteractionEvent, id?: string): string {
  const name = writeField(event.event_type);
  if (id === undefined) return `event: ${name}\ndata: ${JSON.stringify(event)}\n\n`;
  const number = writeField(id);
  return `event: ${name}\nid: ${number}\ndata: ${JSON.stringify({ ...event, event_id: number })}\n\n`;
}
