import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Step } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { listObjects } from './list-objects.js';
import { textField } from './read-step.js';
import { validateInteraction } from './validate-interaction.js';

/** What both APIs have, by its older name. */
const toolTypes: readonly (readonly [field: string, type: string])[] = [
  ['googleSearch', 'google_search'],
  ['googleSearchRetrieval', 'google_search'],
  ['enterpriseWebSearch', 'google_search'],
  ['urlContext', 'url_context'],
  ['codeExecution', 'code_execution'],
  ['googleMaps', 'google_maps'],
  ['fileSearch', 'file_search'],
  ['computerUse', 'computer_use'],
  ['retrieval', 'retrieval'],
  ['exaAiSearch', 'retrieval'],
  ['parallelAiSearch', 'retrieval'],
];

function objectAt(object: WireObject, name: string): WireObject {
  const value = object[name];
  return isWireObject(value) ? value : {};
}

function omitEmpty(object: WireObject): WireObject {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  );
}

function readFunction(declaration: WireObject): WireObject {
  const { name, description, parameters, parametersJsonSchema } = declaration;
  const schema = parametersJsonSchema ?? parameters;
  if (!isWireObject(schema)) return omitEmpty({ type: 'function', name, description });
  const { required, ...rest } = schema;
  const needsNone = Array.isArray(required) && required.length === 0;
  return omitEmpty({
    type: 'function',
    name,
    description,
    parameters: needsNone || required === undefined ? rest : schema,
  });
}

function readTools(body: WireObject): WireObject[] {
  const calling = objectAt(objectAt(body, 'toolConfig'), 'functionCallingConfig');
  const allowed = listTexts(calling['allowedFunctionNames']);
  const isAllowed = ({ name }: WireObject) => allowed.length === 0 || allowed.includes(String(name));
  const read: WireObject[] = [];
  for (const tool of listObjects(body['tools'])) {
    read.push(...listObjects(tool['functionDeclarations']).filter(isAllowed).map(readFunction));
    read.push(...toolTypes.filter(([field]) => tool[field] !== undefined).map(([, type]) => ({ type })));
    for (const { name } of listObjects(tool['mcpServers'])) read.push({ type: 'mcp_server', name });
  }
  return read;
}

function listTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function readFormat(config: WireObject): WireObject[] {
  const image = objectAt(config, 'imageConfig');
  const wanted = new Set(listTexts(config['responseModalities']).map((modality) => modality.toUpperCase()));
  const schema = config['responseJsonSchema'] ?? config['responseSchema'];
  const isData = config['responseMimeType'] === 'application/json' || schema !== undefined;
  return [
    ...(isData ? [omitEmpty({ type: 'text', mime_type: 'application/json', schema })] : []),
    // Words beside pictures; words alone are what comes anyway.
    ...(!isData && wanted.size > 1 && wanted.has('TEXT') ? [{ type: 'text' }] : []),
    ...(wanted.has('IMAGE')
      ? [omitEmpty({ type: 'image', aspect_ratio: image['aspectRatio'], image_size: image['imageSize'] })]
      : []),
    ...(wanted.has('AUDIO') ? [{ type: 'audio' }] : []),
  ];
}

function readConfig(config: WireObject, mode: string): WireObject {
  const thinking = objectAt(config, 'thinkingConfig');
  const level = textField(thinking, 'thinkingLevel').toLowerCase();
  return omitEmpty({
    max_output_tokens: config['maxOutputTokens'],
    seed: config['seed'],
    stop_sequences: config['stopSequences'],
    temperature: config['temperature'],
    top_p: config['topP'],
    top_k: config['topK'],
    speech_config: config['speechConfig'],
    thinking_level: level || undefined,
    thinking_summaries: thinking['includeThoughts'] === true ? 'auto' : 'none',
    tool_choice: mode || undefined,
  });
}

/** A request to generate content, already checked, as the request of an interaction that nobody keeps. */
export function readGenerateRequest(
  body: WireObject,
  model: string,
  input: readonly Step[],
): InteractionRequest {
  const instruction = listObjects(objectAt(body, 'systemInstruction')['parts'])
    .map((part) => textField(part, 'text'))
    .join('');
  const calling = objectAt(objectAt(body, 'toolConfig'), 'functionCallingConfig');
  const config = objectAt(body, 'generationConfig');
  const formats = readFormat(config);
  const tools = readTools(body);
  const settings = listObjects(body['safetySettings']).map(({ category, threshold }) => ({
    type: category,
    threshold,
  }));
  const request: unknown = omitEmpty({
    model,
    input,
    store: false,
    system_instruction: instruction || undefined,
    generation_config: readConfig(config, textField(calling, 'mode').toLowerCase()),
    tools: tools.length > 0 ? tools : undefined,
    response_format: formats.length > 0 ? formats : undefined,
    safety_settings: settings.length > 0 ? settings : undefined,
    service_tier: textField(body, 'serviceTier').toLowerCase() || undefined,
  });
  validateInteraction(request);
  return request;
}
