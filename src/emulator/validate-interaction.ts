import type { InteractionRequest } from '../protocol/interaction-request.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import {
  checkFields,
  checkItems,
  checkNames,
  either,
  type FieldTable,
  flag,
  list,
  name,
  object,
  oneOf,
  refuse,
  text,
} from './check-fields.js';
import { isContent } from './list-input-steps.js';
import { validateAgent } from './validate-agent.js';
import { validateSettings } from './validate-settings.js';

const requestFields: FieldTable = {
  model: name,
  agent: name,
  agent_config: object,
  input: {
    says: 'a string, an object or a list',
    holds: (value) => typeof value === 'string' || isWireObject(value) || Array.isArray(value),
  },
  system_instruction: text,
  generation_config: object,
  tools: list,
  response_format: either(object, list),
  previous_interaction_id: text,
  store: flag,
  stream: flag,
  background: flag,
  environment: either(text, object),
  safety_settings: list,
  service_tier: oneOf('flex', 'standard', 'priority', 'deferred'),
  labels: object,
  webhook_config: object,
  continuation_token: text,
  cached_content: text,
  response_modalities: list,
  response_mime_type: text,
};

/** Models from before there was work in the background. */
const noBackground = /^gemini-[12]\b/;

function checkTools(tools: unknown): void {
  if (!Array.isArray(tools)) return;
  checkItems(tools, 'tools');
  for (const [index, tool] of tools.filter(isWireObject).entries()) {
    if (tool['type'] !== 'function') continue;
    checkFields(tool, { name, description: text, parameters: object }, `tools[${index}].`);
    if (!tool['name']) refuse(`Missing required parameter 'tools[${index}].name'.`);
    const required = isWireObject(tool['parameters']) ? tool['parameters']['required'] : undefined;
    if (Array.isArray(required) && required.length === 0) {
      refuse(`Invalid value at 'tools[${index}].parameters.required': expected at least one name.`);
    }
  }
}

function checkInput(input: unknown): void {
  if (input === undefined || input === null) refuse("Missing required parameter 'input'.");
  if (input === '' || (Array.isArray(input) && input.length === 0))
    refuse("Invalid value at 'input': it is empty.");
  if (typeof input === 'string') return;
  const items: readonly unknown[] = Array.isArray(input) ? input : [input];
  checkItems(items, 'input');
  const records = items.filter(isWireObject);
  if (records.some(isContent)) {
    if (!records.every(isContent)) refuse("Invalid value at 'input': steps and contents cannot be mixed.");
    return;
  }
  for (const [index, step] of records.entries()) {
    if (step['type'] === 'user_input') {
      checkFields(step, { content: either(text, list) }, `input[${index}].`);
      if (Array.isArray(step['content'])) checkItems(step['content'], `input[${index}].content`);
    }
    if (step['type'] === 'function_result' && !name.holds(step['call_id'])) {
      refuse(`Missing required parameter 'input[${index}].call_id'.`);
    }
  }
  const last = records.at(-1)?.['type'];
  if (last !== 'user_input' && last !== 'function_result') {
    refuse(`Invalid value at 'input': it ends in a ${String(last)} step; a user's turn must come last.`);
  }
}

function checkBackground({ background, store, model, continuation_token: token }: WireObject): void {
  if (background !== true) return;
  if (store === false) refuse("'background' needs 'store' to be true.");
  if (noBackground.test(String(model))) refuse('Model does not support background interactions.');
  if (token) refuse("'continuation_token' cannot be used with 'background'.");
}

/** Refuses, as Google does, a body that is no request for an interaction; the first fault found is named. */
export function validateInteraction(body: unknown): asserts body is InteractionRequest {
  if (!isWireObject(body)) refuse('Invalid JSON payload received: expected an object.');
  checkNames(body, requestFields);
  checkFields(body, requestFields);
  const { model, agent } = body;
  if (!model && !agent) refuse("Missing required parameter: one of 'model' or 'agent'.");
  if (model && agent) refuse("Only one of 'model' and 'agent' may be set.");
  validateAgent(body);
  validateSettings(body);
  checkTools(body['tools']);
  // The server has the input of an answer that it is asked to continue.
  const isContinued = Boolean(body['continuation_token']) && body['previous_interaction_id'];
  if (!isContinued || (body['input'] ?? undefined) !== undefined) checkInput(body['input']);
  checkBackground(body);
}
