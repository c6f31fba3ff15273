import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** The objects in what should be a list of them; empty where it is none. */
export function listObjects(value: unknown): readonly WireObject[] {
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}
