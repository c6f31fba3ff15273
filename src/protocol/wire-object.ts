/** Parsed JSON of which nothing is known yet but that it is an object. */
export type WireObject = Readonly<Record<string, unknown>>;

/** Tells an object from arrays, null and plain values. */
export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
