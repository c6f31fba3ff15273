import * as v from 'valibot';
import type { WireObject } from '../protocol/wire-object.js';
import { refuse } from './answer-error.js';
import { generationConfigSchema } from './generation-config-schema.js';
import { inputSchema } from './input-schema.js';
import type { ChatPolicy } from './read-options.js';
import { responseFormatSchema } from './response-format-schema.js';
import { toolSchema } from './tool-schema.js';

const requestSchema = v.strictObject({
  model: v.optional(v.string()),
  input: v.optional(inputSchema),
  system_instruction: v.optional(v.string()),
  generation_config: v.optional(generationConfigSchema),
  tools: v.optional(v.array(toolSchema)),
  response_format: v.optional(responseFormatSchema),
  previous_interaction_id: v.optional(v.pipe(v.string(), v.regex(/^[\w.~:/+=-]{1,1024}$/))),
  continuation_token: v.optional(v.string()),
  store: v.optional(v.boolean()),
  stream: v.optional(v.boolean()),
});

/** Fields of the Interactions API that are not a visitor's to set. */
const withheldFields: ReadonlySet<string> = new Set([
  'agent',
  'agent_config',
  'background',
  'cached_content',
  'environment',
  'labels',
  'response_mime_type',
  'response_modalities',
  'service_tier',
  'webhook_config',
]);

/** A request for Gemini: known fields alone, within the site's policy. */
export type RebuiltRequest = v.InferOutput<typeof requestSchema> & {
  model: string;
  safety_settings?: ChatPolicy['safetySettings'];
};

/** Builds Gemini's request from a visitor's: nothing is passed on that was not looked at. */
export function rebuildRequest(
  body: WireObject,
  policy: Pick<ChatPolicy, 'models' | 'tools' | 'systemInstruction' | 'safetySettings' | 'maxOutputTokens'>,
): RebuiltRequest {
  const { safety_settings: wishedSafety, ...fields } = body;
  for (const name of Object.keys(fields)) {
    if (withheldFields.has(name)) throw refuseField(name, 'is not available on this site');
  }
  // Locked fields are replaced rather than refused; this one has no unlocked form.
  if (wishedSafety !== undefined && !policy.safetySettings) {
    throw refuseField('safety_settings', 'is not available on this site');
  }
  const result = v.safeParse(requestSchema, fields);
  if (!result.success) throw refuseIssue(result.issues[0]);
  const request = result.output;
  if (request.input === undefined && request.continuation_token === undefined) {
    throw refuseField('input', 'is missing');
  }
  for (const { type } of request.tools ?? []) {
    if (!policy.tools.includes(type)) throw refuseField('tools', `may not hold ${type} on this site`);
  }
  const wishedTokens = request.generation_config?.max_output_tokens ?? policy.maxOutputTokens;
  return {
    ...request,
    model: chooseModel(request.model, policy.models),
    generation_config: {
      ...request.generation_config,
      max_output_tokens: Math.min(wishedTokens, policy.maxOutputTokens),
    },
    ...(policy.systemInstruction === undefined ? {} : { system_instruction: policy.systemInstruction }),
    ...(policy.safetySettings === undefined ? {} : { safety_settings: policy.safetySettings }),
  };
}

function chooseModel(wished: string | undefined, models: ChatPolicy['models']): string {
  if (wished === undefined) return models[0];
  const name = wished.replace(/^models\//, '');
  if (!models.includes(name)) throw refuseField('model', 'is not one of the models of this site');
  return name;
}

function refuseField(name: string, reason: string): Error {
  return refuse(400, 'invalid_request', `The field "${name}" ${reason}.`);
}

function refuseIssue(issue: v.BaseIssue<unknown>): Error {
  const path = v.getDotPath(issue) ?? '';
  // In a strict object nothing is expected where an unknown field stands.
  if (issue.expected === 'never') {
    return refuse(400, 'parameter_unknown', `The field "${shorten(path)}" is not known here.`);
  }
  if (issue.received === 'undefined') return refuseField(path, 'is missing');
  return refuseField(path, 'has a value that is not allowed here');
}

/** Names are the sender's own words; an answer need not repeat a megabyte of them. */
function shorten(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}
