import type { InteractionEvent } from './interaction-event.js';
import type { Interaction } from './interaction-request.js';
import { replayInteraction } from './replay-interaction.js';
import { toModernEvent } from './to-modern-event.js';
import { findWireError } from './wire-error.js';
import { isWireObject, type WireObject } from './wire-object.js';

function isInteraction(value: WireObject): value is Interaction {
  if (value['object'] === 'interaction') return true;
  return typeof value['status'] === 'string' && [value['steps'], value['outputs']].some(Array.isArray);
}

function toErrorEvent(value: unknown): InteractionEvent[] {
  const error = findWireError(value);
  return error ? [{ event_type: 'error', error }] : [];
}

function interpretObject(value: WireObject, name: string | undefined): InteractionEvent[] {
  const { event_type: eventType, type, error } = value;
  if (typeof eventType === 'string' && eventType !== '') {
    return [toModernEvent({ ...value, event_type: eventType })];
  }
  if (isInteraction(value)) {
    const failure = value['status'] === undefined ? toErrorEvent(error) : [];
    return failure.length > 0 ? failure : replayInteraction(value);
  }
  if (error !== undefined && error !== null) return toErrorEvent(value);
  if (name === 'error') return toErrorEvent(value);
  const named = typeof type === 'string' && type !== '' ? type : name;
  if (named === undefined || named === '' || named === 'message') return [];
  const { type: _, ...rest } = value;
  return [toModernEvent({ ...(type === named ? rest : value), event_type: named })];
}

/**
 * The events that one piece of parsed JSON stands for: an event, an error in any wrapping, a whole
 * interaction, or an array of these. `name` is what the stream called it. Empty where it is none of them.
 */
export function interpretFrame(value: unknown, name?: string): InteractionEvent[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => (Array.isArray(item) ? [] : interpretFrame(item, name)));
  if (isWireObject(value)) return interpretObject(value, name);
  return name === 'error' ? toErrorEvent(value) : [];
}
