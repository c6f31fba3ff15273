import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** Fields whose own fields are the client's words, not the API's. */
const foreign: ReadonlySet<string> = new Set([
  'args',
  'response',
  'parameters',
  'parametersJsonSchema',
  'responseSchema',
  'responseJsonSchema',
  'schema',
  'labels',
  'partMetadata',
  'customMetadata',
  'headers',
]);

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  return isWireObject(value) ? camelCaseFields(value) : value;
}

/** An object of Google's older APIs, which take `inline_data` for `inlineData`, in the one form of its names. */
export function camelCaseFields(object: WireObject): WireObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      const field = camelCase(name);
      return [field, foreign.has(field) ? value : convert(value)];
    }),
  );
}
