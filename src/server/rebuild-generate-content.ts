import * as v from 'valibot';
import type { WireObject } from '../protocol/wire-object.js';
import type { IdSeal } from '../visitors/id-seal.js';
import type { SafetySetting } from './chat-handler-options.js';
import { classicConfigSchema } from './classic-config-schema.js';
import type { ClassicTool } from './classic-tool-schema.js';
import { classicToolSchema, classicToolTypes } from './classic-tool-schema.js';
import { createContentsSchema } from './contents-schema.js';
import { createUriCheck } from './create-uri-check.js';
import { openField, openReferences } from './open-references.js';
import type { ChatPolicy } from './read-options.js';
import { checkLength, parseFields, refuseWithheld } from './refuse-field.js';

const text = v.optional(v.string());

const toolConfig = v.strictObject({
  functionCallingConfig: v.optional(
    v.strictObject({ mode: text, allowedFunctionNames: v.optional(v.array(v.string())) }),
  ),
  retrievalConfig: v.optional(
    v.strictObject({
      latLng: v.optional(v.strictObject({ latitude: v.number(), longitude: v.number() })),
      languageCode: text,
    }),
  ),
  includeServerSideToolInvocations: v.optional(v.boolean()),
});

function createRequestSchema(policy: ChatPolicy) {
  return v.strictObject({
    contents: createContentsSchema(createUriCheck(policy)),
    systemInstruction: v.optional(
      v.strictObject({ role: text, parts: v.array(v.strictObject({ text: v.string() })) }),
    ),
    generationConfig: v.optional(classicConfigSchema),
    tools: v.optional(v.array(classicToolSchema)),
    toolConfig: v.optional(toolConfig),
    serviceTier: text,
    continuationToken: text,
    store: v.optional(v.boolean()),
  });
}

/** A request for generateContent: known fields alone, within the site's policy. */
export type RebuiltContent = v.InferOutput<ReturnType<typeof createRequestSchema>> & {
  safetySettings?: readonly { category: string; threshold: string; method?: string }[];
};

/** Makes what builds the body for generateContent from a visitor's, by the same policy as an interaction's. */
export function createContentRebuilder(
  policy: ChatPolicy,
): (body: WireObject, ids: IdSeal) => RebuiltContent {
  const schema = createRequestSchema(policy);
  return (body, ids) => {
    const { safetySettings: wishedSafety, ...fields } = body;
    for (const name of ['cachedContent', 'labels']) {
      if (Object.hasOwn(fields, name)) throw refuseWithheld(name);
    }
    // Locked fields are replaced rather than refused; this one has no unlocked form.
    if (wishedSafety !== undefined && !policy.safetySettings) throw refuseWithheld('safetySettings');
    checkLength('contents', fields['contents'], policy.maxSteps);
    const request = parseFields(schema, fields);
    checkTools(request.tools ?? [], policy);
    const { serviceTier: tier } = request;
    if (tier !== undefined && !policy.serviceTiers.includes(tier)) throw refuseWithheld('serviceTier');
    const { continuationToken: token } = request;
    const wishedTokens = request.generationConfig?.maxOutputTokens ?? policy.maxOutputTokens;
    return {
      ...request,
      contents: openReferences(request.contents, ids, 'contents'),
      ...(token ? { continuationToken: openField(ids, 'continuation', token, 'continuationToken') } : {}),
      generationConfig: {
        ...request.generationConfig,
        maxOutputTokens: Math.min(wishedTokens, policy.maxOutputTokens),
      },
      ...(policy.systemInstruction === undefined
        ? {}
        : { systemInstruction: { parts: [{ text: policy.systemInstruction }] } }),
      ...(policy.safetySettings === undefined
        ? {}
        : { safetySettings: policy.safetySettings.map(toClassicSafety) }),
    };
  };
}

function checkTools(tools: readonly ClassicTool[], policy: ChatPolicy): void {
  for (const [index, tool] of tools.entries()) {
    for (const [name, type] of Object.entries(classicToolTypes)) {
      if (Object.hasOwn(tool, name) && !policy.tools.includes(type)) {
        throw refuseWithheld(`tools.${index}.${name}`);
      }
    }
  }
}

/** The site's settings are in the words of the Interactions API; this one has the same in capitals. */
function toClassicSafety({ type, threshold, method }: SafetySetting) {
  const category = type.toUpperCase();
  return {
    category: category.startsWith('HARM_CATEGORY_') ? category : `HARM_CATEGORY_${category}`,
    threshold: threshold.toUpperCase(),
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
  };
}
