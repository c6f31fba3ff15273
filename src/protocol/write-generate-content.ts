import { ChatError } from './chat-error.js';
import type { InteractionRequest, SafetySetting } from './interaction-request.js';
import { refuseRequest } from './refuse-request.js';
import { writeGenerationConfig } from './write-generate-content-config.js';
import { writeContents } from './write-generate-content-contents.js';
import { writeTools } from './write-generate-content-tools.js';
import type { WireObject } from './wire-object.js';

/** What is asked with these, generateContent cannot do; false is the same as not asking. */
const impossible = ['agent', 'agent_config', 'background', 'environment', 'webhook_config'] as const;

/** What is written here, and what has no meaning where nothing is stored. */
const known: ReadonlySet<string> = new Set([
  ...impossible,
  'cached_content',
  'continuation_token',
  'generation_config',
  'input',
  'labels',
  'model',
  'previous_interaction_id',
  'response_format',
  'response_mime_type',
  'response_modalities',
  'safety_settings',
  'service_tier',
  'store',
  'stream',
  'system_instruction',
  'tools',
]);

function check(request: WireObject): void {
  for (const name of impossible) if (request[name]) throw refuseRequest(name);
  if (request['previous_interaction_id']) {
    throw new ChatError('invalid-request', {
      message:
        'generateContent remembers nothing: previous_interaction_id cannot be used, all steps must be sent.',
    });
  }
  for (const [name, value] of Object.entries(request)) {
    if (value !== undefined && !known.has(name)) throw refuseRequest(name);
  }
}

function writeSafety({ type, threshold, method }: SafetySetting): WireObject {
  // The Gemini API always judges by probability.
  if (method !== undefined && method !== 'probability') throw refuseRequest(`safety by ${method}`);
  return { category: `HARM_CATEGORY_${type.toUpperCase()}`, threshold: threshold.toUpperCase() };
}

function writeTier({ service_tier: tier }: InteractionRequest): WireObject {
  if (tier === undefined) return {};
  if (tier === 'deferred') throw refuseRequest('the service tier deferred');
  return { serviceTier: tier };
}

/**
 * The body of a generateContent request that asks the same as an Interactions request with all of its history.
 * Throws a `ChatError` that names what generateContent has no counterpart for.
 */
export function writeGenerateContent(request: InteractionRequest): WireObject {
  check({ ...request });
  const { system_instruction: instruction, safety_settings: safety } = request;
  const config = writeGenerationConfig(request);
  return {
    contents: writeContents(request),
    ...(instruction ? { systemInstruction: { parts: [{ text: instruction }] } } : {}),
    ...(config ? { generationConfig: config } : {}),
    ...writeTools(request),
    ...(safety && safety.length > 0 ? { safetySettings: safety.map(writeSafety) } : {}),
    ...writeTier(request),
    ...(request.labels ? { labels: request.labels } : {}),
    ...(request.cached_content ? { cachedContent: request.cached_content } : {}),
    ...(request.continuation_token ? { continuationToken: request.continuation_token } : {}),
  };
}
