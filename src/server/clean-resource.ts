import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { IdSeal } from '../visitors/id-seal.js';
import { describeUpstreamError } from './describe-upstream-error.js';
import { mapItems } from './map-fields.js';
import { mapReferences } from './map-references.js';
import { sealFields } from './seal-fields.js';

/** Fields in which one resource holds another. */
const innerFields = ['interaction', 'step', 'file'] as const;

/**
 * What an event of a stream must have a word of to hold an id that `cleanResource` seals. An id that is missed,
 * since somebody wrote it in another way, opens nothing: it is of no use, and nobody's but its visitor's.
 */
export const sealedWords: readonly string[] = [
  // An interaction, or an event about one.
  '"interaction',
  // Also the previous one's.
  'interaction_id',
  '"environment',
  // A token to go on with, in both styles.
  'continuation',
  // The name of a file, or its address; JSON may be written with the second.
  'files/',
  String.raw`files\/`,
];

/**
 * An interaction, a step, a file, a chunk or what wraps one, without what is not for visitors: Google's own words
 * about errors, which can name the project, and what the site added to the request, where Gemini repeats it; and
 * with ids that are the visitor's alone. The same object if there was nothing of that.
 */
export function cleanResource(value: WireObject, ids: IdSeal): WireObject {
  const sealed = sealFields(withhold(value), ids);
  const clean = mapReferences(sealed, (kind, reference) => ids.seal(kind, reference));
  return isWireObject(clean) ? clean : sealed;
}

function withhold(value: WireObject): WireObject {
  const { error, errors, steps, tools, system_instruction: instruction } = value;
  const clean: Record<string, unknown> = { ...value };
  if (instruction !== undefined) delete clean['system_instruction'];
  if (isWireObject(error)) clean['error'] = describe(error);
  if (Array.isArray(errors) && errors.length > 0) clean['errors'] = errors.map(describe);
  if (Array.isArray(tools)) clean['tools'] = cleanEach(tools, cleanTool);
  if (Array.isArray(steps)) clean['steps'] = cleanEach(steps, withhold);
  for (const field of innerFields) {
    const inner = value[field];
    if (isWireObject(inner)) clean[field] = withhold(inner);
  }
  return Object.keys(value).some((name) => clean[name] !== value[name]) ? clean : value;
}

/** The same array if nothing in it changed. */
function cleanEach(values: readonly unknown[], clean: (value: WireObject) => WireObject): readonly unknown[] {
  return mapItems(values, (value) => (isWireObject(value) ? clean(value) : value));
}

function cleanTool(tool: WireObject): WireObject {
  const { url, headers, ...rest } = tool;
  return tool['type'] === 'mcp_server' && (url !== undefined || headers !== undefined) ? rest : tool;
}

function describe(error: unknown): { code: string; message: string } {
  const { code, message } = describeUpstreamError(error);
  return { code, message };
}
