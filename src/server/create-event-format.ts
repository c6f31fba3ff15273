import { parseJson } from '../protocol/parse-json.js';
import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { IdSeal } from '../visitors/id-seal.js';
import type { UpstreamError } from './describe-upstream-error.js';
import { describeUpstreamError } from './describe-upstream-error.js';
import { EventSplitter } from './event-splitter.js';
import { isErrorPayload } from './is-error-payload.js';
import { readEventFields } from './read-event-fields.js';
import type { StreamFormat } from './stream-format.js';

/** What the APIs that send event streams do in their own ways. */
export interface EventWords {
  /** Words of which an event must hold one to need a look. */
  readonly telltales: readonly string[];
  /** What is for visitors of an event that is no error; the same object if all of it is. */
  clean(payload: WireObject, ids: IdSeal): WireObject;
  /** Whether an event that begins like this may be long, and holds nothing that `clean` would change. */
  mayPassInPieces(start: string): boolean;
  /** Gemini's id of the interaction that an event tells of, where the API has such. */
  readonly readInteractionId?: (payload: WireObject) => string | undefined;
  /** An event that tells of an error; `payload` is the one that it stands for, if any. */
  writeError(error: UpstreamError, payload: WireObject): string;
}

/** Makes the format of an API whose streams are server-sent events. */
export function createEventFormat(words: EventWords): StreamFormat {
  const { readInteractionId } = words;
  return {
    mediaType: 'text/event-stream',
    heartbeat: ': heartbeat\n\n',
    ending: '',
    createSplitter: (maxHeldBytes) => new EventSplitter(maxHeldBytes),
    cleanEvent: (text, ids) => cleanEvent(text, words, ids),
    beginsAsError: (start) => /^\s*(?:event: ?error\s|data: ?\{\s*"error"|[[{])/.test(start),
    mayPassInPieces: (start) => words.mayPassInPieces(start),
    completeEvent(text) {
      // The rest of a line break that the network cut in two.
      if (text.trim() === '') return text;
      const { data, bare } = readEventFields(text);
      const whole = data === '[DONE]' || parseJson(data) !== undefined || parseJson(bare) !== undefined;
      return whole ? `${text}\n\n` : undefined;
    },
    writeError: (error) => words.writeError(error, {}),
    ...(readInteractionId && { readInteractionId: (text: string) => readFrom(text, readInteractionId) }),
  };
}

function readFrom(text: string, read: (payload: WireObject) => string | undefined): string | undefined {
  const payload = parseJson(readEventFields(text).data);
  return isWireObject(payload) ? read(payload) : undefined;
}

function cleanEvent(text: string, words: EventWords, ids: IdSeal): string | undefined {
  // No event without any of these words need be parsed.
  if (!words.telltales.some((telltale) => text.includes(telltale))) return undefined;
  const { name, id, data, fields, bare } = readEventFields(text);
  const bareError = bare === '' ? undefined : parseJson(bare);
  if (isErrorPayload(bareError)) {
    return `${cleanEvent(fields, words, ids) ?? fields}${cleanError(bareError, words) ?? ''}`;
  }
  const payload = parseJson(data);
  if (name === 'error' || isErrorPayload(payload)) return cleanError(payload, words);
  if (!isWireObject(payload)) return undefined;
  const clean = words.clean(payload, ids);
  if (clean === payload) return undefined;
  const kept = `${name === '' ? '' : `event: ${name}\n`}${id === '' ? '' : `id: ${id}\n`}`;
  return `${kept}data: ${JSON.stringify(clean)}\n\n`;
}

function cleanError(payload: unknown, words: EventWords): string | undefined {
  const value: WireObject = isWireObject(payload) ? payload : {};
  // An error event with nothing in it ends no reply.
  if (isWireObject(value['error']) && Object.keys(value['error']).length === 0) return undefined;
  return words.writeError(describeUpstreamError(payload), value);
}
