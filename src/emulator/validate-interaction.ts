import type { InteractionRequest } from '../protocol/interaction-request.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import {
  checkFields,
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
import { GoogleError } from './google-error.js';
import { validateAgent } from './validate-agent.js';
import { validateInput } from './validate-input.js';
import { validateSettings } from './validate-settings.js';
import { validateTools } from './validate-tools.js';

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

/** How all models that Google serves are called. */
const modelNames = /^(?:models\/)?(?:gemini|gemma|imagen|lyria|veo)-[\w.-]+$/;
/** Models from before there was work in the background. */
const noBackground = /^gemini-[12]\b/;

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
  validateTools(body['tools']);
  // The server has the input of an answer that it is asked to continue.
  const isContinued = Boolean(body['continuation_token']) && body['previous_interaction_id'];
  if (!isContinued || (body['input'] ?? undefined) !== undefined) validateInput(body['input']);
  checkBackground(body);
  if (typeof model === 'string' && model && !modelNames.test(model)) {
    throw new GoogleError(404, {
      code: 'model_not_found',
      message: `Model '${model}' was not found.`,
    });
  }
}
