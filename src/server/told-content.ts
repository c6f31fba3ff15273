import { parseJson } from '../protocol/parse-json.js';
import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import { readEventFields } from './read-event-fields.js';

/** Fields of a delta that are told in pieces, which Gemini may cut elsewhere when it tells them again. */
const flowing = ['text', 'arguments'] as const;

/**
 * What was told of an interaction, by its contents: told once more from the start, it may be cut into other events.
 * Of each step it is known how many characters of each kind were told, and how many deltas of other kinds.
 */
export class ToldContent {
  readonly #events = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** Takes note of an event that was told. */
  add(text: string): void {
    const event = readEvent(text);
    if (event === undefined) return;
    const name = nameEvent(event);
    if (name !== undefined) {
      this.#events.add(name);
      return;
    }
    const flow = findFlow(event);
    const key = nameDelta(event);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + (flow?.value.length ?? 1));
  }

  /** What of an event was not told yet: the event itself, the rest of it, or undefined for nothing. */
  drop(text: string): string | undefined {
    const event = readEvent(text);
    if (event === undefined) return text;
    const name = nameEvent(event);
    if (name !== undefined) return this.#events.delete(name) ? undefined : text;
    const key = nameDelta(event);
    const told = this.#counts.get(key) ?? 0;
    if (told === 0) return text;
    const flow = findFlow(event);
    const length = flow?.value.length ?? 1;
    this.#counts.set(key, Math.max(0, told - length));
    if (told >= length || flow === undefined) return undefined;
    const { name: field } = readEventFields(text);
    const rest = JSON.stringify(flow.replace(flow.value.slice(told)));
    return `${field === '' ? '' : `event: ${field}\n`}data: ${rest}\n\n`;
  }
}

function readEvent(text: string): WireObject | undefined {
  const payload = parseJson(readEventFields(text).data);
  return isWireObject(payload) && typeof payload['event_type'] === 'string' ? payload : undefined;
}

/** What an event is, where it is no delta: those happen once. */
function nameEvent({ event_type: type, index, status }: WireObject): string | undefined {
  if (type === 'step.delta') return undefined;
  return JSON.stringify([type, index, status]);
}

function nameDelta({ index, delta }: WireObject): string {
  const { type, content } = isWireObject(delta) ? delta : {};
  const inner = isWireObject(content) ? content['type'] : undefined;
  return JSON.stringify([index, type, inner]);
}

interface Flow {
  readonly value: string;
  readonly replace: (value: string) => WireObject;
}

/** The text of a delta, and the event with another in its place. */
function findFlow(event: WireObject): Flow | undefined {
  const { delta } = event;
  if (!isWireObject(delta)) return undefined;
  const { content } = delta;
  const field = flowing.find((name) => typeof delta[name] === 'string');
  if (field !== undefined) {
    return {
      value: String(delta[field]),
      replace: (value) => ({ ...event, delta: { ...delta, [field]: value } }),
    };
  }
  if (!isWireObject(content) || typeof content['text'] !== 'string') return undefined;
  return {
    value: content['text'],
    replace: (text) => ({ ...event, delta: { ...delta, content: { ...content, text } } }),
  };
}
