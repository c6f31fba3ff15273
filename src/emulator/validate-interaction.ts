import type { InteractionRequest } from '../protocol/interaction-request.js';
import { GoogleError } from './google-error.js';
import { isWireObject } from '../protocol/wire-object.js';
import { isContent } from './list-input-steps.js';

/** What a field must be, in words and as a test. */
interface Expectation {
  readonly says: string;
  readonly holds: (value: unknown) => boolean;
}

const isText = (value: unknown) => typeof value === 'string';
const text: Expectation = { says: 'a string', holds: isText };
const name: Expectation = { says: 'a non-empty string', holds: (value) => isText(value) && value !== '' };
const flag: Expectation = { says: 'true or false', holds: (value) => typeof value === 'boolean' };
const object: Expectation = { says: 'an object', holds: isWireObject };
const list: Expectation = { says: 'a list', holds: Array.isArray };
const positive: Expectation = {
  says: 'a positive integer',
  holds: (value) => Number.isInteger(value) && Number(value) > 0,
};
const integer: Expectation = { says: 'an integer', holds: Number.isInteger };
const textList: Expectation = {
  says: 'a list of strings',
  holds: (value) => Array.isArray(value) && value.every(isText),
};
const oneOf = (...choices: string[]): Expectation => ({
  says: `one of ${choices.join(', ')}`,
  holds: (value) => choices.some((choice) => choice === value),
});
const either = (first: Expectation, second: Expectation): Expectation => ({
  says: `${first.says} or ${second.says}`,
  holds: (value) => first.holds(value) || second.holds(value),
});

const requestFields: Readonly<Record<string, Expectation>> = {
  model: name,
  agent: name,
  agent_config: object,
  input: {
    says: 'a string, an object or a list',
    holds: (value) => isText(value) || isWireObject(value) || Array.isArray(value),
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

const generationFields: Readonly<Record<string, Expectation>> = {
  thinking_level: oneOf('minimal', 'low', 'medium', 'high'),
  thinking_summaries: oneOf('auto', 'none'),
  max_output_tokens: positive,
  seed: integer,
  stop_sequences: textList,
  tool_choice: either(oneOf('auto', 'any', 'none', 'validated'), object),
};

function refuse(message: string): never {
  throw new GoogleError(400, { message });
}

function checkFields(
  value: Readonly<Record<string, unknown>>,
  expectations: Readonly<Record<string, Expectation>>,
  path = '',
): void {
  for (const [field, expectation] of Object.entries(expectations)) {
    const given = value[field];
    // JSON null stands for "not set", as everywhere in Google's APIs.
    if (given !== undefined && given !== null && !expectation.holds(given)) {
      refuse(`Invalid value at '${path}${field}': expected ${expectation.says}.`);
    }
  }
}

function checkItems(items: readonly unknown[], path: string): void {
  for (const [index, item] of items.entries()) {
    if (!isWireObject(item) || !isText(item['type']) || item['type'] === '') {
      refuse(`Invalid value at '${path}[${index}]': expected an object with a type.`);
    }
  }
}

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
  if (isText(input)) return;
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

/** Refuses, as Google does, a body that is no request for an interaction; the first fault found is named. */
export function validateInteraction(body: unknown): asserts body is InteractionRequest {
  if (!isWireObject(body)) refuse('Invalid JSON payload received: expected an object.');
  const unknownField = Object.keys(body).find((field) => !Object.hasOwn(requestFields, field));
  if (unknownField !== undefined) {
    throw new GoogleError(400, {
      code: 'parameter_unknown',
      message: `Unknown parameter '${unknownField}'.`,
    });
  }
  checkFields(body, requestFields);
  const { model, agent, generation_config: config } = body;
  if (!model && !agent) refuse("Missing required parameter: one of 'model' or 'agent'.");
  if (model && agent) refuse("Only one of 'model' and 'agent' may be set.");
  if (isWireObject(config)) checkFields(config, generationFields, 'generation_config.');
  checkTools(body['tools']);
  checkInput(body['input']);
  if (body['background'] === true) refuse('Model does not support background interactions.');
  if (body['continuation_token'])
    refuse("Invalid value at 'continuation_token': there is nothing to continue.");
}
