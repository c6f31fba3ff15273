import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';

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
    const items: readonly unknown[] = value;
    const mapped = items.map((item, index) => mapReferences(item, map, [...path, String(index)]));
    return mapped.some((item, index) => item !== items[index]) ? mapped : items;
  }
  return isWireObject(value) ? mapFields(value, map, path) : value;
}

function mapFields(value: WireObject, map: ReferenceMap, path: readonly string[]): WireObject {
  const entries = Object.entries(value);
  const mapped = entries.map(([name, inner]) => [name, mapField(name, inner, map, [...path, name])] as const);
  const isChanged = mapped.some(([, inner], index) => inner !== entries[index]?.[1]);
  // Made of entries, so that no field can reach the prototype.
  return isChanged ? Object.fromEntries(mapped) : value;
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
