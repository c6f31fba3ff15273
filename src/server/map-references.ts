import { isWireObject } from '../protocol/wire-object.js';
import { mapFields, mapItems } from './map-fields.js';

/** What a reference to a file becomes: `uri`, where it is a whole address, `file`, where it is a name. */
export type ReferenceMap = (kind: 'uri' | 'file', reference: string, path: readonly string[]) => string;

/** What functions take and give back is the page's; nothing in it is fetched, whatever it is called. */
const dataFields: ReadonlySet<string> = new Set(['arguments', 'args', 'response']);

/** A request is not so deep; what an answer has further down stays as it is. */
const maxDepth = 100;

const filePrefix = 'files/';

/**
 * A step, a content or what holds them, with every reference to a file put through `map`; the same value if none
 * changed. One rule for answers and for requests: a step that is sent back has its references where they were.
 */
export function mapReferences(value: unknown, map: ReferenceMap, path: readonly string[] = []): unknown {
  if (path.length > maxDepth) return value;
  if (Array.isArray(value)) {
    return mapItems(value, (item, index) => mapReferences(item, map, [...path, String(index)]));
  }
  if (!isWireObject(value)) return value;
  return mapFields(value, (name, inner) => mapField(name, inner, map, [...path, name]));
}

function mapField(name: string, inner: unknown, map: ReferenceMap, path: readonly string[]): unknown {
  if (typeof inner === 'string') {
    if (/uri$/i.test(name)) return map('uri', inner, path);
    if (name !== 'name' || !inner.startsWith(filePrefix)) return inner;
    return filePrefix + map('file', inner.slice(filePrefix.length), path);
  }
  // A result is content where it is a list, and data where it is an object.
  const isData = dataFields.has(name) || (name === 'result' && isWireObject(inner));
  return isData ? inner : mapReferences(inner, map, path);
}
