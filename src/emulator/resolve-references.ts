import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** Deeper than this a schema refers to itself, and is left open. */
const deepest = 8;

function find(root: WireObject, reference: string): unknown {
  return reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter(Boolean)
    .reduce<unknown>((place, name) => (isWireObject(place) ? place[name] : undefined), root);
}

function resolve(value: unknown, root: WireObject, depth: number): unknown {
  if (depth > deepest * 4) return {};
  if (Array.isArray(value)) return value.map((item) => resolve(item, root, depth + 1));
  if (!isWireObject(value)) return value;
  const reference = value['$ref'];
  if (typeof reference === 'string') return resolve(find(root, reference) ?? {}, root, depth + 4);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '$defs' && name !== 'definitions')
      .map(([name, item]) => [name, resolve(item, root, depth + 1)]),
  );
}

/** A JSON Schema with what it refers to (`$ref`) in place. */
export function resolveReferences(schema: unknown): unknown {
  return isWireObject(schema) ? resolve(schema, schema, 0) : schema;
}
