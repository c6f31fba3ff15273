import { isServerCallId } from './call-ids.js';
import { ChatError } from './chat-error.js';
import { contentTypes, writeContentPart } from './write-content-part.js';
import { isWireObject, type WireObject } from './wire-object.js';

function isContent(value: unknown): value is WireObject {
  return isWireObject(value) && contentTypes.has(value['type']);
}

interface Answer {
  readonly value: unknown;
  /** Pictures and the like, which travel beside what is said. */
  readonly media: readonly WireObject[];
}

function readResult(result: unknown): Answer {
  if (!Array.isArray(result) || result.length === 0 || !result.every(isContent)) {
    return { value: result ?? null, media: [] };
  }
  const texts = result.filter(({ type }) => type === 'text').map(({ text }) => text);
  const media = result.filter(({ type }) => type !== 'text').map(writeContentPart);
  return { value: texts.join('\n'), media };
}

/** What a function gave back, as the part that answers its call. */
export function writeFunctionResponse(result: WireObject, call: WireObject | undefined): WireObject {
  const { call_id: id, is_error: failed } = result;
  const name = call?.['name'] ?? result['name'];
  if (typeof name !== 'string' || name === '') {
    throw new ChatError('invalid-request', { message: `No call is known for the result of ${String(id)}.` });
  }
  const { value, media } = readResult(result['result']);
  return {
    functionResponse: {
      ...(isServerCallId(id) ? { id } : {}),
      name,
      response: failed === true ? { error: value } : { output: value },
      ...(media.length > 0 ? { parts: media } : {}),
    },
  };
}
