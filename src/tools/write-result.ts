import type { Content } from '../protocol/step.js';
import { isWireObject } from '../protocol/wire-object.js';

/** Each of these is read by the model in every turn that follows. */
const mostTextCharacters = 100_000;

/** Gemini takes requests of 20 MB. */
const mostMediaCharacters = 20_000_000;

const mediaTypes: ReadonlySet<unknown> = new Set(['image', 'audio', 'document', 'video']);

/**
 * What a function gave back, as the model reads it: text as it is, pieces of content as they are, all else as
 * JSON; text beyond 100,000 characters is cut. Throws where it cannot be written.
 */
export function writeResult(value: unknown): Content[] {
  if (isContents(value)) return limitSize(value.map((content) => ({ ...content })));
  return limitSize([{ type: 'text', text: writeText(value) }]);
}

function writeText(value: unknown): string {
  if (value === undefined) return 'The function ran and returned nothing.';
  // A text without a character is no content.
  return typeof value === 'string' && value !== '' ? value : writeJson(value);
}

function writeJson(value: unknown): string {
  try {
    // Undefined where an object's own `toJSON` says so.
    const json: string | undefined = JSON.stringify(value, refuseLoss);
    return json ?? 'null';
  } catch (cause) {
    const [reason] = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw new TypeError(`The function ran, but what it returned is not JSON: ${reason}`, { cause });
  }
}

/** JSON itself leaves functions and symbols out without a word. */
function refuseLoss(key: string, value: unknown): unknown {
  if (typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint') return value;
  throw new TypeError(`${key ? `"${key}"` : 'it'} is a ${typeof value}.`);
}

function isContents(value: unknown): value is Content[] {
  return Array.isArray(value) && value.length > 0 && value.every(isContent);
}

function isContent(value: unknown): boolean {
  if (!isWireObject(value)) return false;
  const { type, text, data, uri } = value;
  if (type === 'text') return typeof text === 'string';
  return mediaTypes.has(type) && (typeof data === 'string' || typeof uri === 'string');
}

function limitSize(contents: Content[]): Content[] {
  const media = contents.reduce(
    (sum, content) => sum + ('data' in content ? (content.data?.length ?? 0) : 0),
    0,
  );
  if (media > mostMediaCharacters) throw new TypeError('The function ran, but returned more than 20 MB.');
  const total = contents.reduce(
    (sum, content) => sum + (content.type === 'text' ? content.text.length : 0),
    0,
  );
  return total > mostTextCharacters ? cutTexts(contents, total) : contents;
}

function cutTexts(contents: readonly Content[], total: number): Content[] {
  const note = `…\n[Cut here: the whole has ${total} characters.]`;
  let room = mostTextCharacters - note.length;
  return contents.flatMap((content): Content[] => {
    if (content.type !== 'text') return [content];
    if (room < 0) return [];
    // Not inside a pair of surrogates.
    const kept = content.text.slice(0, room).replace(/[\uD800-\uDBFF]$/, '');
    room -= content.text.length;
    return [room < 0 ? { ...content, text: kept + note } : content];
  });
}
