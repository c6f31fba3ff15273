import type { InteractionRequest } from '../protocol/interaction-request.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** A request's `generation_config`; empty where it has none, as requests to agents do. */
export function readGenerationConfig(request: InteractionRequest): WireObject {
  const { generation_config: config }: WireObject = { ...request };
  return isWireObject(config) ? config : {};
}
