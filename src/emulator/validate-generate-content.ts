import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import {
  anything,
  checkFields,
  type FieldTable,
  flag,
  integer,
  list,
  name,
  number,
  object,
  objectList,
  oneOf,
  positive,
  refuse,
  text,
  textList,
} from './check-fields.js';
import { GoogleError } from './google-error.js';
import { listObjects } from './list-objects.js';

const bodyFields: FieldTable = {
  model: name,
  contents: objectList,
  systemInstruction: object,
  generationConfig: object,
  tools: objectList,
  toolConfig: object,
  safetySettings: objectList,
  cachedContent: text,
  serviceTier: text,
  store: flag,
  continuationToken: text,
  labels: object,
};

const generationFields: FieldTable = {
  audioTimestamp: flag,
  audioTranscriptionConfig: object,
  candidateCount: oneOfNumber(1),
  enableAffectiveDialog: flag,
  enableEnhancedCivicAnswers: flag,
  frequencyPenalty: number,
  imageConfig: object,
  logprobs: integer,
  maxOutputTokens: positive,
  mediaResolution: text,
  modelSelectionConfig: object,
  presencePenalty: number,
  responseFormat: objectList,
  responseJsonSchema: anything,
  responseLogprobs: flag,
  responseMimeType: name,
  responseModalities: textList,
  responseSchema: object,
  routingConfig: object,
  seed: integer,
  speechConfig: object,
  stopSequences: textList,
  temperature: number,
  thinkingConfig: object,
  topK: number,
  topP: number,
  translationConfig: object,
};

const thinkingFields: FieldTable = { includeThoughts: flag, thinkingBudget: integer, thinkingLevel: name };

const contentFields: FieldTable = { role: oneOf('user', 'model', 'function'), parts: objectList };

/** What a part is about: it has exactly one of these. */
const dataFields: FieldTable = {
  text,
  inlineData: object,
  fileData: object,
  functionCall: object,
  functionResponse: object,
  executableCode: object,
  codeExecutionResult: object,
  toolCall: object,
  toolResponse: object,
};

const partFields: FieldTable = {
  ...dataFields,
  thought: flag,
  thoughtSignature: text,
  videoMetadata: object,
  mediaResolution: anything,
  mediaProcessing: anything,
  audioTranscription: object,
  speechMetadata: object,
  partMetadata: object,
};

const toolFields: FieldTable = {
  functionDeclarations: objectList,
  googleSearch: object,
  googleSearchRetrieval: object,
  enterpriseWebSearch: object,
  urlContext: object,
  codeExecution: object,
  googleMaps: object,
  fileSearch: object,
  computerUse: object,
  retrieval: object,
  mcpServers: list,
  exaAiSearch: object,
  parallelAiSearch: object,
};

const toolConfigFields: FieldTable = {
  functionCallingConfig: object,
  retrievalConfig: object,
  includeServerSideToolInvocations: flag,
};

function oneOfNumber(only: number) {
  return { says: String(only), holds: (value: unknown) => value === only };
}

/** Google's older APIs name an unknown field, and where it stands, in a way of their own. */
function check(value: WireObject, table: FieldTable, path: string): void {
  const unknown = Object.keys(value).find((field) => !Object.hasOwn(table, field));
  if (unknown !== undefined) {
    const place = path ? ` at '${path}'` : '';
    const description = `Invalid JSON payload received. Unknown name "${unknown}"${place}: Cannot find field.`;
    const violations = [{ ...(path ? { field: path } : {}), description }];
    const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: violations }];
    throw new GoogleError(400, { message: description, details });
  }
  checkFields(value, table, path ? `${path}.` : '');
}

function checkNested(value: unknown, table: FieldTable, path: string): void {
  if (isWireObject(value)) check(value, table, path);
}

function checkContent(content: WireObject, path: string): void {
  check(content, contentFields, path);
  const parts = listObjects(content['parts']);
  if (parts.length === 0) refuse(`${path}.parts must not be empty.`);
  for (const [index, part] of parts.entries()) {
    check(part, partFields, `${path}.parts[${index}]`);
    const count = Object.keys(dataFields).filter((field) => part[field] !== undefined).length;
    if (count === 1) continue;
    const why = count === 0 ? 'must have one initialized field' : 'is already set';
    refuse(`${path}.parts[${index}]: oneof field 'data' ${why}.`);
  }
}

function checkGenerationConfig(config: unknown): void {
  if (!isWireObject(config)) return;
  check(config, generationFields, 'generationConfig');
  const thinking = config['thinkingConfig'];
  if (!isWireObject(thinking)) return;
  check(thinking, thinkingFields, 'generationConfig.thinkingConfig');
  if (thinking['thinkingBudget'] !== undefined && thinking['thinkingLevel'] !== undefined) {
    refuse('You can only set one of thinking budget and thinking level.');
  }
}

/** Refuses, as Google does, a body (in camelCase) that is no request to generate content. */
export function validateGenerateContent(body: unknown): asserts body is WireObject {
  if (!isWireObject(body)) refuse('Invalid JSON payload received: expected an object.');
  check(body, bodyFields, '');
  checkGenerationConfig(body['generationConfig']);
  checkNested(body['toolConfig'], toolConfigFields, 'toolConfig');
  for (const [index, tool] of listObjects(body['tools']).entries())
    check(tool, toolFields, `tools[${index}]`);
  const instruction = body['systemInstruction'];
  if (isWireObject(instruction)) {
    // Its role is ignored, whatever it says.
    const { role: _, ...rest } = instruction;
    checkContent(rest, 'systemInstruction');
  }
  const contents = listObjects(body['contents']);
  if (contents.length === 0) refuse('GenerateContentRequest.contents: contents is not specified.');
  for (const [index, content] of contents.entries()) checkContent(content, `contents[${index}]`);
  if (contents.at(-1)?.['role'] === 'model') {
    refuse('Please ensure that the conversation ends with a user turn or a function response.');
  }
}
