import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { checkClassicFields, checkNestedFields } from './check-classic-fields.js';
import {
  anything,
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
import { listObjects } from './list-objects.js';
import { checkContent, checkInstruction } from './validate-content.js';

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

const callingFields: FieldTable = {
  mode: oneOf('MODE_UNSPECIFIED', 'AUTO', 'ANY', 'NONE', 'VALIDATED'),
  allowedFunctionNames: textList,
  streamFunctionCallArguments: flag,
};

const declarationFields: FieldTable = {
  name,
  description: text,
  behavior: text,
  parameters: object,
  parametersJsonSchema: anything,
  response: object,
  responseJsonSchema: anything,
};

const safetyFields: FieldTable = { category: name, threshold: name, method: text };

function oneOfNumber(only: number) {
  return { says: String(only), holds: (value: unknown) => value === only };
}

function checkGenerationConfig(config: unknown): void {
  if (!isWireObject(config)) return;
  checkClassicFields(config, generationFields, 'generationConfig');
  const thinking = config['thinkingConfig'];
  if (!isWireObject(thinking)) return;
  checkClassicFields(thinking, thinkingFields, 'generationConfig.thinkingConfig');
  if (thinking['thinkingBudget'] !== undefined && thinking['thinkingLevel'] !== undefined) {
    refuse('You can only set one of thinking budget and thinking level.');
  }
}

function checkTools({ toolConfig: config, tools }: WireObject): void {
  checkNestedFields(config, toolConfigFields, 'toolConfig');
  if (isWireObject(config)) {
    checkNestedFields(config['functionCallingConfig'], callingFields, 'toolConfig.functionCallingConfig');
  }
  for (const [index, tool] of listObjects(tools).entries()) {
    const path = `tools[${index}]`;
    checkClassicFields(tool, toolFields, path);
    for (const [place, declaration] of listObjects(tool['functionDeclarations']).entries()) {
      const where = `${path}.functionDeclarations[${place}]`;
      checkClassicFields(declaration, declarationFields, where);
      if (!declaration['name']) refuse(`${where}.name must not be empty.`);
    }
  }
}

/** Refuses, as Google does, a body (in camelCase) that is no request to generate content. */
export function validateGenerateContent(body: unknown): asserts body is WireObject {
  if (!isWireObject(body)) refuse('Invalid JSON payload received: expected an object.');
  checkClassicFields(body, bodyFields, '');
  checkGenerationConfig(body['generationConfig']);
  checkTools(body);
  for (const [index, setting] of listObjects(body['safetySettings']).entries()) {
    checkClassicFields(setting, safetyFields, `safetySettings[${index}]`);
  }
  checkInstruction(body['systemInstruction'], 'systemInstruction');
  const contents = listObjects(body['contents']);
  if (contents.length === 0) refuse('GenerateContentRequest.contents: contents is not specified.');
  for (const [index, content] of contents.entries()) checkContent(content, `contents[${index}]`);
  if (contents.at(-1)?.['role'] === 'model') {
    refuse('Please ensure that the conversation ends with a user turn or a function response.');
  }
}
