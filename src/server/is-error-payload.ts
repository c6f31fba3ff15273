import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';

/** Tells what only says that something went wrong, in any of Google's shapes, from an event or a chunk. */
export function isErrorPayload(payload: unknown): payload is WireObject | readonly unknown[] {
  const value: unknown = Array.isArray(payload) ? payload[0] : payload;
  if (!isWireObject(value)) return false;
  const type = value['event_type'] ?? value['type'];
  return type === 'error' || (type === undefined && isWireObject(value['error']));
}
