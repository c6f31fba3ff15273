import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import { describeUpstreamError } from './describe-upstream-error.js';

/** Fields in which one resource holds another. */
const innerFields = ['interaction', 'step', 'file'] as const;

/**
 * An interaction, a step, a file or what wraps one, without what is not for visitors: Google's own words about
 * errors, which can name the project, and what the site added to the request, where Gemini repeats it. The same
 * object if there was nothing of that.
 */
export function cleanResource(value: WireObject): WireObject {
  const { error, errors, steps, tools, system_instruction: instruction } = value;
  const clean: Record<string, unknown> = { ...value };
  if (instruction !== undefined) delete clean['system_instruction'];
  if (isWireObject(error)) clean['error'] = describe(error);
  if (Array.isArray(errors) && errors.length > 0) clean['errors'] = errors.map(describe);
  if (Array.isArray(tools)) clean['tools'] = cleanEach(tools, cleanTool);
  if (Array.isArray(steps)) clean['steps'] = cleanEach(steps, cleanResource);
  for (const field of innerFields) {
    const inner = value[field];
    if (isWireObject(inner)) clean[field] = cleanResource(inner);
  }
  return Object.keys(value).some((name) => clean[name] !== value[name]) ? clean : value;
}

/** The same array if nothing in it changed. */
function cleanEach(values: readonly unknown[], clean: (value: WireObject) => WireObject): readonly unknown[] {
  const cleaned = values.map((value) => (isWireObject(value) ? clean(value) : value));
  return cleaned.some((value, index) => value !== values[index]) ? cleaned : values;
}

function cleanTool(tool: WireObject): WireObject {
  const { url, headers, ...rest } = tool;
  return tool['type'] === 'mcp_server' && (url !== undefined || headers !== undefined) ? rest : tool;
}

function describe(error: unknown): { code: string; message: string } {
  const { code, message } = describeUpstreamError(error);
  return { code, message };
}
