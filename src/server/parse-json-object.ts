import { parseJson } from '../protocol/parse-json.js';
import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import { refuse } from './answer-error.js';

/** Deeper than any schema of a tool's parameters, shallower than any stack. */
const maxDepth = 64;

/** Names that reach an object's prototype where some later code copies carelessly. */
const unsafeNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a request's JSON object; refuses nesting and field names that could harm what handles it. */
export function parseJsonObject(text: string): WireObject {
  if (measureDepth(text) > maxDepth) {
    throw refuse(400, 'invalid_request', `The request is nested deeper than ${maxDepth} levels.`);
  }
  const value = parseJson(text);
  if (value === undefined) throw refuse(400, 'invalid_request', 'The request is not valid JSON.');
  if (!isWireObject(value)) throw refuse(400, 'invalid_request', 'The request is not a JSON object.');
  const name = findUnsafeName(value);
  if (name !== undefined) {
    throw refuse(400, 'invalid_request', `The field name "${name}" is not allowed.`);
  }
  return value;
}

/** Counted before parsing, so that a deep text costs no more than one look at each character. */
function measureDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

function findUnsafeName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const unsafe = unsafeNames.has(name) ? name : findUnsafeName(inner);
    if (unsafe !== undefined) return unsafe;
  }
  return undefined;
}
