import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** A text field of something from the wire; empty where it is none. */
export function readText(value: unknown, name: string): string {
  const field = isWireObject(value) ? value[name] : undefined;
  return typeof field === 'string' ? field : '';
}

/** A field that should be a list; a single text counts as a list of one. */
export function readList(value: unknown, name: string): readonly unknown[] {
  const field = isWireObject(value) ? value[name] : undefined;
  if (Array.isArray(field)) return field;
  return typeof field === 'string' && field !== '' ? [field] : [];
}

/** The texts of a field that should be a list of them. */
export function readTexts(value: unknown, name: string): readonly string[] {
  return readList(value, name).filter(
    (item): item is string => typeof item === 'string' && item.trim() !== '',
  );
}

/** The objects of a field that should be a list of them. */
export function readObjects(value: unknown, name: string): readonly WireObject[] {
  return readList(value, name).filter(isWireObject);
}
