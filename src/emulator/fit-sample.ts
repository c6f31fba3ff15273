import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { fillSchema } from './fill-schema.js';

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function findField(sample: WireObject, name: string): unknown {
  const wanted = simplify(name);
  return Object.entries(sample).find(([key]) => simplify(key) === wanted)?.[1];
}

function listProperties(schema: unknown): [string, unknown][] {
  const properties = isWireObject(schema) ? schema['properties'] : undefined;
  return isWireObject(properties) ? Object.entries(properties) : [];
}

/** The alternative of which the sample knows most. */
function chooseAlternative(alternatives: readonly unknown[], sample: unknown): unknown {
  const known = (schema: unknown) =>
    isWireObject(sample)
      ? listProperties(schema).filter(([name]) => findField(sample, name) !== undefined).length
      : 0;
  return alternatives.toSorted((one, other) => known(other) - known(one))[0];
}

function hasType(schema: WireObject, value: unknown): boolean {
  const { type, enum: choices } = schema;
  if (Array.isArray(choices)) return choices.includes(value);
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.some((name) => {
    const wanted = String(name).toLowerCase();
    if (wanted === 'integer') return Number.isInteger(value);
    return wanted === typeof value;
  });
}

/** A value that fits a JSON Schema and takes what it can, by name, from a sample; the rest is made up. */
export function fitSample(schema: unknown, sample: unknown, name = ''): unknown {
  if (!isWireObject(schema) || sample === undefined) return fillSchema(schema, {}, name);
  const alternatives = Array.isArray(schema['anyOf']) ? schema['anyOf'] : schema['oneOf'];
  if (Array.isArray(alternatives)) return fitSample(chooseAlternative(alternatives, sample), sample, name);
  const properties = listProperties(schema);
  if (properties.length > 0 && isWireObject(sample)) {
    return Object.fromEntries(
      properties.map(([key, value]) => [key, fitSample(value, findField(sample, key), key)]),
    );
  }
  if (isWireObject(schema['items']) && Array.isArray(sample)) {
    const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : Infinity;
    return sample.slice(0, most).map((item) => fitSample(schema['items'], item, name));
  }
  return hasType(schema, sample) ? sample : fillSchema(schema, {}, name);
}
