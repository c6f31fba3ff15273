import type { Step } from '../protocol/step.js';
import type { WireObject } from '../protocol/wire-object.js';
import { createSignature } from './create-signature.js';
import type { SceneTurn } from './scene.js';

/** The tool that a request declares by its type; `undefined` where it declares none of it. */
export function findTool({ request }: SceneTurn, type: string): WireObject | undefined {
  const tool = request.tools?.find((candidate) => candidate.type === type);
  return tool && { ...tool };
}

/** Whether the request lets the model use one of Gemini's own tools. */
export function hasTool(turn: SceneTurn, type: string): boolean {
  return findTool(turn, type) !== undefined;
}

/** A use of one of Gemini's own tools. */
export interface ToolUse {
  /** Its name on the wire, without `_call` and `_result`. */
  readonly tool: string;
  readonly call?: WireObject;
  readonly result?: WireObject;
  /** Which use of the tool it is in this answer, from 1; the first by default. */
  readonly number?: number;
}

/** The call and the result of a tool, with an id that occurs once in a conversation, signed as Gemini signs them. */
export function composeToolPair(
  { history }: SceneTurn,
  { tool, call = {}, result = {}, number = 1 }: ToolUse,
): [call: Step, result: Step] {
  const type = `${tool}_call`;
  const earlier = history.filter((step) => step.type === type).length;
  const id = `${type.replaceAll('_', '-')}-${earlier + number}`;
  const sign = (seed: string) =>
    tool === 'mcp_server_tool' ? {} : { signature: createSignature(`${id} ${seed}`) };
  return [
    { type, id, ...call, ...sign('call') },
    { type: `${tool}_result`, call_id: id, ...result, ...sign('result') },
  ];
}
