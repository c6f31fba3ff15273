import { parseJson } from '../protocol/parse-json.js';
import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import { writeServerEvent } from '../protocol/write-server-event.js';
import { cleanInteraction } from './clean-interaction.js';
import { describeUpstreamError } from './describe-upstream-error.js';

/**
 * One whole event of Gemini's stream with what it says about errors put into our words: Google's can name the
 * project and its quotas. Undefined where there is nothing to change, so that the event is relayed to the byte.
 */
export function cleanEvent(text: string): string | undefined {
  // Every name that is looked for contains it, and so no other event need be parsed.
  if (!text.includes('error')) return undefined;
  const { name, data, fields, bare } = readFields(text);
  // Gemini and proxies before it have put JSON errors on lines of their own, without a field name.
  const bareError = bare === '' ? undefined : parseJson(bare);
  if (isErrorPayload(bareError)) {
    return `${cleanEvent(fields) ?? fields}${cleanError(bareError) ?? ''}`;
  }
  const payload = parseJson(data);
  if (name === 'error' || isErrorPayload(payload)) return cleanError(payload);
  if (!isWireObject(payload)) return undefined;
  const clean: Record<string, unknown> = { ...payload };
  for (const field of ['interaction', 'step']) {
    const value = payload[field];
    if (isWireObject(value)) clean[field] = cleanInteraction(value);
  }
  const changed = clean['interaction'] !== payload['interaction'] || clean['step'] !== payload['step'];
  return changed ? `${name === '' ? '' : `event: ${name}\n`}data: ${JSON.stringify(clean)}\n\n` : undefined;
}

/** Whether the end of a stream that broke off is an event that only lacks its blank line. */
export function isWholeEvent(text: string): boolean {
  const { data, bare } = readFields(text);
  return data === '[DONE]' || parseJson(data) !== undefined || parseJson(bare) !== undefined;
}

function cleanError(payload: unknown): string | undefined {
  const { error, event_id: id }: WireObject = isWireObject(payload) ? payload : {};
  // An error event with nothing in it ends no reply.
  if (isWireObject(error) && Object.keys(error).length === 0) return undefined;
  const { code, message } = describeUpstreamError(payload);
  return writeServerEvent({
    event_type: 'error',
    error: { code, message },
    ...(typeof id === 'string' ? { event_id: id } : {}),
  });
}

function isErrorPayload(payload: unknown): boolean {
  const value: unknown = Array.isArray(payload) ? payload[0] : payload;
  if (!isWireObject(value)) return false;
  const type = value['event_type'] ?? value['type'];
  return type === 'error' || (type === undefined && isWireObject(value['error']));
}

interface EventFields {
  readonly name: string;
  readonly data: string;
  /** The lines that the protocol knows, as an event; empty where there are none. */
  readonly fields: string;
  /** Lines that no reader of the protocol would look at. */
  readonly bare: string;
}

function readFields(text: string): EventFields {
  const lines = text.split(/\r\n|\n|\r/).filter(Boolean);
  const known = lines.filter((line) => /^(?:event|data|id|retry)?(?::|$)/.test(line));
  const read = (field: string): string[] =>
    known
      .filter((line) => line.startsWith(field))
      .map((line) => line.slice(field.length).replace(/^: ?/, ''));
  return {
    name: read('event').at(-1) ?? '',
    data: read('data').join('\n'),
    fields: known.length === 0 ? '' : `${known.join('\n')}\n\n`,
    bare: lines.filter((line) => !known.includes(line)).join('\n'),
  };
}
