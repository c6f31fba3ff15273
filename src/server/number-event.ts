import { parseJson } from '../protocol/parse-json.js';
import { isWireObject } from '../protocol/wire-object.js';
import { joinBytes } from './join-bytes.js';
import { readEventFields } from './read-event-fields.js';

/** Bytes in which the beginning of an event's data is looked for; only comments and names come before it. */
const headBytes = 2048;

const encoder = new TextEncoder();
/** One character a byte, so that places in the text are places in the bytes. */
const byteDecoder = new TextDecoder('latin1');

/** The id that an event has of Gemini's: in its data, or else as a field of the stream. */
export function readEventId(text: string): string | undefined {
  if (!/"event_id"|(?:^|[\r\n])id:/.test(text)) return undefined;
  const { data, id } = readEventFields(text);
  const payload = parseJson(data);
  const own = isWireObject(payload) ? payload['event_id'] : undefined;
  return (typeof own === 'string' && own !== '' ? own : id) || undefined;
}

/**
 * Writes an id into an event, or into the first piece of a long one, and leaves every other byte as it is.
 * Undefined where the bytes do not begin an event that could hold one.
 */
export function numberEvent(bytes: Uint8Array, id: string): Uint8Array | undefined {
  const head = byteDecoder.decode(bytes.subarray(0, headBytes));
  const found = /(^|[\r\n])(?<name>data: ?[ \t]*\{)(?<empty>\s*\})?/.exec(head);
  if (!found) return undefined;
  const line = found.index + (found[1]?.length ?? 0);
  const brace = line + (found.groups?.['name']?.length ?? 0);
  const lineBreak = /\r\n|\r|\n/.exec(head)?.[0] ?? '\n';
  const comma = found.groups?.['empty'] === undefined ? ',' : '';
  return joinBytes([
    bytes.subarray(0, line),
    encoder.encode(`id: ${id}${lineBreak}`),
    bytes.subarray(line, brace),
    encoder.encode(`"event_id":${JSON.stringify(id)}${comma}`),
    bytes.subarray(brace),
  ]);
}

/** Makes the ids of one reply's events: the mark is no other reply's. */
export class EventNumbers {
  readonly #mark = crypto.randomUUID().slice(0, 8);
  #count: number;

  constructor(count = 0) {
    this.#count = count;
  }

  next(): string {
    this.#count += 1;
    return `~${this.#mark}.${this.#count}`;
  }
}

/** Tells the ids that are made here from Gemini's. */
export function isOwnEventId(id: string): boolean {
  return /^~[\da-f]{8}\.\d+$/.test(id);
}
