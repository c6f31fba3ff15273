import type { LiveConnectConfig } from '@google/genai/web';
import { ChatError } from '../protocol/chat-error.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { writeGenerateContent } from '../protocol/write-generate-content.js';
import { findLiveModel, type LiveModel } from './live-model.js';

/** What a session is opened with, beside what was said. */
export interface LiveSetup {
  readonly model: LiveModel;
  readonly config: LiveConnectConfig;
  /** Two setups with the same are the same. */
  readonly key: string;
}

/** What a session has no counterpart for; false is the same as not asking. */
const impossible: readonly string[] = [
  'agent',
  'agent_config',
  'background',
  'cached_content',
  'continuation_token',
  'environment',
  'response_format',
  'response_mime_type',
  'response_modalities',
  'service_tier',
  'webhook_config',
];

const tools: ReadonlySet<unknown> = new Set([
  'function',
  'google_search',
  'url_context',
  'code_execution',
  'google_maps',
]);

/** Where it is asked for nothing else, a session does this anyway. */
const usual: ReadonlyMap<string, unknown> = new Map([
  ['service_tier', 'standard'],
  ['tool_choice', 'auto'],
]);

const settings: ReadonlySet<string> = new Set([
  'max_output_tokens',
  'seed',
  'temperature',
  'top_p',
  'top_k',
  'thinking_level',
  'thinking_summaries',
  'speech_config',
]);

function refuse(what: string): ChatError {
  return new ChatError('invalid-request', {
    reason: 'live-unsupported',
    message: `A live session has no counterpart for ${what}.`,
  });
}

function check(request: WireObject): void {
  if (request['previous_interaction_id']) {
    throw new ChatError('not-found', { message: 'Live sessions know no ids of interactions.' });
  }
  for (const name of impossible) {
    if (request[name] && request[name] !== usual.get(name)) throw refuse(name);
  }
  const { generation_config: config, tools: wanted } = request;
  for (const [name, value] of Object.entries(isWireObject(config) ? config : {})) {
    const isKnown = settings.has(name) || value === undefined || value === usual.get(name);
    if (!isKnown) throw refuse(`generation_config.${name}`);
  }
  for (const tool of Array.isArray(wanted) ? wanted : []) {
    if (!isWireObject(tool) || !tools.has(tool['type'])) throw refuse('one of the tools');
    if (tool['latitude'] !== undefined) throw refuse('google_maps at a place');
  }
}

/** What a session has in common with the older API is written by the same code. */
function writeCommon(request: InteractionRequest): WireObject {
  const { service_tier: _, ...rest } = request;
  try {
    return writeGenerateContent({ ...rest, input: 'none' });
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    throw new ChatError('invalid-request', { reason: 'live-unsupported', message: error.message });
  }
}

/**
 * The setup of a session that does what a request asks. Throws a `ChatError` for what no session can do, and
 * `not-found` where an id stands for what was said.
 */
export function writeLiveSetup(request: InteractionRequest): LiveSetup {
  check({ ...request });
  const model = findLiveModel(request.model);
  // Dots alone would lead elsewhere, and the client refuses what could be part of an address.
  if (!/^[\w-][\w.-]*$/.test(model.name) || model.name.includes('..')) {
    throw new ChatError('invalid-request', { message: 'This is no name of a model.' });
  }
  const {
    systemInstruction,
    generationConfig,
    tools: written,
    safetySettings,
    labels,
  } = writeCommon(request);
  const made: WireObject = {
    ...(isWireObject(generationConfig) ? generationConfig : {}),
    responseModalities: [model.transcribes ? 'TEXT' : 'AUDIO'],
    ...(model.transcribes ? {} : { outputAudioTranscription: {} }),
    contextWindowCompression: { slidingWindow: {} },
    ...(systemInstruction ? { systemInstruction } : {}),
    ...(written ? { tools: written } : {}),
    ...(safetySettings ? { safetySettings } : {}),
    ...(labels ? { labels } : {}),
  };
  return { model, config: { ...made }, key: JSON.stringify([model.name, made]) };
}
