import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { IdKind, IdSeal } from '../visitors/id-seal.js';
import { mapFields, mapItems } from './map-fields.js';

/** What the ids are called that an interaction, an event about one or a chunk tells. */
const idFields: Readonly<Record<string, IdKind>> = {
  interaction_id: 'interaction',
  previous_interaction_id: 'interaction',
  continuation_token: 'continuation',
  continuationToken: 'continuation',
  environment_id: 'environment',
  environment: 'environment',
};

/**
 * A resource of the API, or an event, with its ids sealed; the same object if it has none. Only it and what it
 * wraps are looked at: steps and calls have ids as well, which are sent back to the letter.
 */
export function sealFields(value: WireObject, ids: IdSeal): WireObject {
  return sealEach(value, ids, isInteraction(value));
}

/** Events and steps have a type, chunks have candidates; of what is told by itself only interactions have an id. */
function isInteraction(value: WireObject): boolean {
  const isOther = ['event_type', 'type', 'candidates'].some((name) => Object.hasOwn(value, name));
  return value['object'] === 'interaction' || !isOther;
}

function sealEach(value: WireObject, ids: IdSeal, hasId: boolean): WireObject {
  return mapFields(value, (name, inner) => sealField(name, inner, ids, hasId));
}

function sealField(name: string, inner: unknown, ids: IdSeal, hasId: boolean): unknown {
  if (typeof inner === 'string') {
    if (name === 'id') return hasId ? ids.seal('interaction', inner) : inner;
    const kind = Object.hasOwn(idFields, name) ? idFields[name] : undefined;
    // What asks for a new environment is not the name of one.
    const isId = kind !== undefined && !(kind === 'environment' && inner === 'remote');
    return isId ? ids.seal(kind, inner) : inner;
  }
  if (name === 'candidates' && Array.isArray(inner)) {
    return mapItems(inner, (one) => (isWireObject(one) ? sealEach(one, ids, false) : one));
  }
  if (!isWireObject(inner)) return inner;
  if (name === 'interaction') return sealEach(inner, ids, true);
  return name === 'environment' ? sealEach(inner, ids, false) : inner;
}
