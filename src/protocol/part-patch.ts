import { isWireObject, type WireObject } from './wire-object.js';

function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isEqual(item, other[index]))
    );
  }
  if (!isWireObject(one) || !isWireObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
  );
}

/**
 * What has to be laid over `base` to make it `target` again: only fields that differ, null for those that
 * are too many. Undefined where they are the same.
 */
export function createPatch(target: WireObject, base: WireObject): WireObject | undefined {
  const changes: [string, unknown][] = [];
  for (const [key, value] of Object.entries(target)) {
    const before = Object.hasOwn(base, key) ? base[key] : undefined;
    if (isEqual(value, before)) continue;
    const isNested = isWireObject(value) && isWireObject(before);
    changes.push([key, isNested ? createPatch(value, before) : value]);
  }
  for (const key of Object.keys(base)) if (!Object.hasOwn(target, key)) changes.push([key, null]);
  // Not by assignment: a key called `__proto__` stays a key.
  return changes.length > 0 ? Object.fromEntries(changes) : undefined;
}

/** `base` with a patch laid over it. What comes from a store may hold anything; what is no patch is ignored. */
export function applyPatch(base: WireObject, patch: unknown): WireObject {
  if (!isWireObject(patch)) return base;
  const fields = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(patch)) {
    const before = fields.get(key);
    if (value === null) fields.delete(key);
    else fields.set(key, isWireObject(value) && isWireObject(before) ? applyPatch(before, value) : value);
  }
  return Object.fromEntries(fields);
}
