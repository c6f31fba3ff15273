import * as v from 'valibot';
import type { WireObject } from '../protocol/wire-object.js';
import type { IdSeal } from '../visitors/id-seal.js';
import { agentConfigSchema, environmentSchema } from './agent-schema.js';
import { chooseModel } from './choose-model.js';
import { createUriCheck } from './create-uri-check.js';
import { generationConfigSchema } from './generation-config-schema.js';
import { createInputSchema } from './input-schema.js';
import { openField, openReferences } from './open-references.js';
import type { ChatPolicy } from './read-options.js';
import { rebuildTools } from './rebuild-tools.js';
import type { RebuiltTool } from './rebuild-tools.js';
import { checkLength, parseFields, refuseField, refuseWithheld } from './refuse-field.js';
import { responseFormatSchema } from './response-format-schema.js';
import { toolSchema } from './tool-schema.js';

/** Fields of the Interactions API that are not a visitor's to set. */
const withheldFields = [
  'cached_content',
  'labels',
  'response_mime_type',
  'response_modalities',
  'webhook_config',
] as const;

const agentFields = ['agent', 'agent_config', 'environment'] as const;

function createRequestSchema(policy: ChatPolicy) {
  return v.strictObject({
    model: v.optional(v.string()),
    agent: v.optional(v.string()),
    agent_config: v.optional(agentConfigSchema),
    environment: v.optional(environmentSchema),
    input: v.optional(createInputSchema(createUriCheck(policy))),
    system_instruction: v.optional(v.string()),
    generation_config: v.optional(generationConfigSchema),
    tools: v.optional(v.array(toolSchema)),
    response_format: v.optional(responseFormatSchema),
    previous_interaction_id: v.optional(v.pipe(v.string(), v.regex(/^[\w.~:/+=-]{1,1024}$/))),
    continuation_token: v.optional(v.string()),
    background: v.optional(v.boolean()),
    service_tier: v.optional(v.string()),
    store: v.optional(v.boolean()),
    stream: v.optional(v.boolean()),
  });
}

type WishedRequest = v.InferOutput<ReturnType<typeof createRequestSchema>>;

/** A request for Gemini: known fields alone, within the site's policy. */
export type RebuiltInteraction = Omit<WishedRequest, 'tools' | 'system_instruction'> & {
  system_instruction?: string | undefined;
  tools?: RebuiltTool[];
  safety_settings?: ChatPolicy['safetySettings'];
};

/** Makes what builds Gemini's request from a visitor's: nothing is passed on that was not looked at. */
export function createInteractionRebuilder(
  policy: ChatPolicy,
): (body: WireObject, ids: IdSeal) => RebuiltInteraction {
  const schema = createRequestSchema(policy);
  return (body, ids) => {
    const { safety_settings: wishedSafety, ...fields } = body;
    refuseWithheldFields(fields, policy);
    // Locked fields are replaced rather than refused; this one has no unlocked form.
    if (wishedSafety !== undefined && !policy.safetySettings) throw refuseWithheld('safety_settings');
    checkLength('input', fields['input'], policy.maxSteps);
    const { tools, ...request } = parseFields(schema, fields);
    if (request.input === undefined && request.continuation_token === undefined) {
      throw refuseField('input', 'is missing');
    }
    const { service_tier: tier } = request;
    if (tier !== undefined && !policy.serviceTiers.includes(tier)) throw refuseWithheld('service_tier');
    return {
      ...request,
      ...openIds(request, ids),
      ...(request.agent === undefined ? askModel(request, policy) : askAgent(request, request.agent, policy)),
      ...(tools === undefined ? {} : { tools: rebuildTools(tools, policy) }),
      ...(policy.safetySettings === undefined ? {} : { safety_settings: policy.safetySettings }),
    };
  };
}

/** Fields that refer to what Gemini keeps, in Gemini's own words; refuses what is not the visitor's. */
function openIds(request: Omit<WishedRequest, 'tools'>, ids: IdSeal) {
  const { input, previous_interaction_id: previous, continuation_token: token, environment } = request;
  const isKnown = environment !== undefined && environment !== 'remote';
  return {
    ...(input === undefined ? {} : { input: openReferences(input, ids, 'input') }),
    ...(previous === undefined
      ? {}
      : { previous_interaction_id: openField(ids, 'interaction', previous, 'previous_interaction_id') }),
    ...(token ? { continuation_token: openField(ids, 'continuation', token, 'continuation_token') } : {}),
    ...(isKnown ? { environment: openField(ids, 'environment', environment, 'environment') } : {}),
  };
}

function refuseWithheldFields(fields: WireObject, policy: ChatPolicy): void {
  const names: readonly string[] = [
    ...withheldFields,
    ...(policy.agents.length === 0 ? agentFields : []),
    ...(policy.background ? [] : ['background']),
  ];
  for (const name of names) if (Object.hasOwn(fields, name)) throw refuseWithheld(name);
}

function askModel(request: Omit<WishedRequest, 'tools'>, policy: ChatPolicy) {
  for (const name of ['agent_config', 'environment'] as const) {
    if (request[name] !== undefined) throw refuseField(name, 'needs an "agent"');
  }
  return {
    model: chooseModel(request.model, policy.models),
    generation_config: capTokens(request.generation_config, policy),
    ...(policy.systemInstruction === undefined ? {} : { system_instruction: policy.systemInstruction }),
  };
}

function askAgent(request: Omit<WishedRequest, 'tools'>, agent: string, policy: ChatPolicy) {
  if (!policy.agents.includes(agent)) throw refuseField('agent', 'is not one of the agents of this site');
  if (request.model !== undefined) throw refuseField('model', 'cannot be set beside an "agent"');
  const { agent_config: config, generation_config: generation } = request;
  if (config?.type === 'antigravity' && config.model !== undefined) chooseModel(config.model, policy.models);
  // Deep research refuses every instruction; a site that lists it wants it as it is.
  const locked = agent.startsWith('deep-research') ? undefined : policy.systemInstruction;
  return {
    ...(generation === undefined ? {} : { generation_config: capTokens(generation, policy) }),
    ...(policy.systemInstruction === undefined ? {} : { system_instruction: locked }),
  };
}

function capTokens(config: WishedRequest['generation_config'], { maxOutputTokens }: ChatPolicy) {
  const wished = config?.max_output_tokens ?? maxOutputTokens;
  return { ...config, max_output_tokens: Math.min(wished, maxOutputTokens) };
}
