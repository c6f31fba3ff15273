import type { WireObject } from '../protocol/wire-object.js';

/** An object with each field put through `change`; the same one if none changed. */
export function mapFields(value: WireObject, change: (name: string, inner: unknown) => unknown): WireObject {
  const entries = Object.entries(value);
  const changed = entries.map(([name, inner]) => [name, change(name, inner)] as const);
  const isSame = changed.every(([, inner], index) => inner === entries[index]?.[1]);
  // Made of entries, so that no field can reach the prototype.
  return isSame ? value : Object.fromEntries(changed);
}

/** A list with each item put through `change`; the same one if none changed. */
export function mapItems(
  values: readonly unknown[],
  change: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  const changed = values.map(change);
  return changed.every((item, index) => item === values[index]) ? values : changed;
}
