import type { IdKind, IdSeal } from '../visitors/id-seal.js';
import { mapReferences } from './map-references.js';
import { refuseUnknown } from './refuse-field.js';

/** Gemini's id for the one that a visitor's request names; refuses, by its field, one that is not the visitor's. */
export function openField(ids: IdSeal, kind: IdKind, sealed: string, field: string): string {
  const id = ids.open(kind, sealed);
  if (id === undefined) throw refuseUnknown(field);
  return id;
}

/** Steps or contents with Gemini's own references to files; refuses one that is not the visitor's. */
export function openReferences<Value>(value: Value, ids: IdSeal, field: string): Value;
export function openReferences(value: unknown, ids: IdSeal, field: string): unknown {
  return mapReferences(value, (kind, reference, path) =>
    openField(ids, kind, reference, [field, ...path].join('.')),
  );
}
