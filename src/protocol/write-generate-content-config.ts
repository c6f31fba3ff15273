import type { InteractionRequest } from './interaction-request.js';
import { refuseRequest } from './refuse-request.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** Settings that only have another name. */
const plainSettings: ReadonlyMap<string, string> = new Map([
  ['max_output_tokens', 'maxOutputTokens'],
  ['stop_sequences', 'stopSequences'],
  ['seed', 'seed'],
  ['temperature', 'temperature'],
  ['top_p', 'topP'],
  ['top_k', 'topK'],
  ['presence_penalty', 'presencePenalty'],
  ['frequency_penalty', 'frequencyPenalty'],
]);

/** Settings that are written together with others, or belong to the tools. */
const otherSettings: ReadonlySet<string> = new Set([
  'thinking_level',
  'thinking_summaries',
  'speech_config',
  'image_config',
  'tool_choice',
]);

function toConstant(value: unknown): unknown {
  return typeof value === 'string' ? value.toUpperCase() : value;
}

/** `fields` without those that are undefined; undefined where none is left. */
function compact(fields: WireObject): WireObject | undefined {
  const filled = Object.entries(fields).filter(([, value]) => value !== undefined);
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

function writePlain(config: WireObject): WireObject {
  const written: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    if (value === undefined || otherSettings.has(key)) continue;
    const name = plainSettings.get(key);
    if (name === undefined) throw refuseRequest(`generation_config.${key}`);
    written[name] = value;
  }
  return written;
}

function writeThinking({ thinking_level: level, thinking_summaries: summaries }: WireObject) {
  return compact({
    thinkingLevel: toConstant(level),
    includeThoughts: summaries === 'auto' ? true : undefined,
  });
}

function writeVoice({ voice }: WireObject): WireObject {
  return voice === undefined ? {} : { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } };
}

function writeSpeech(config: unknown): WireObject | undefined {
  const speakers: unknown = isWireObject(config) ? config['speakers'] : config;
  if (!Array.isArray(speakers)) return undefined;
  const list = speakers.filter(isWireObject);
  const [first] = list;
  if (!first) return undefined;
  const language = first['language'] === undefined ? {} : { languageCode: first['language'] };
  if (list.length === 1) return { ...writeVoice(first), ...language };
  const speakerVoiceConfigs = list.flatMap((one) => [{ speaker: one['speaker'], ...writeVoice(one) }]);
  return { multiSpeakerVoiceConfig: { speakerVoiceConfigs }, ...language };
}

function writeImage(format: WireObject): WireObject | undefined {
  return compact({ aspectRatio: format['aspect_ratio'], imageSize: format['image_size'] });
}

function writeTextFormat({ mime_type: type, schema }: WireObject): WireObject {
  return {
    // A schema is of JSON, and the API refuses it without saying so.
    responseMimeType: type ?? (schema === undefined ? 'text/plain' : 'application/json'),
    ...(schema === undefined ? {} : { responseJsonSchema: schema }),
  };
}

/** What a format may say: of pictures and sounds, the model alone chooses the media type. */
const formatFields: ReadonlyMap<unknown, ReadonlySet<string>> = new Map([
  ['text', new Set(['type', 'mime_type', 'schema'])],
  ['image', new Set(['type', 'mime_type', 'delivery', 'aspect_ratio', 'image_size'])],
  ['audio', new Set(['type', 'mime_type', 'delivery'])],
]);

function checkFormat(format: WireObject): void {
  const { type, delivery } = format;
  const fields = formatFields.get(type);
  if (!fields) throw refuseRequest(`response_format of type ${String(type)}`);
  for (const [key, value] of Object.entries(format)) {
    if (value !== undefined && !fields.has(key)) throw refuseRequest(`${key} in response_format`);
  }
  if (delivery !== undefined && delivery !== 'inline') throw refuseRequest('delivery of media by address');
}

function writeFormat({ response_format: format }: WireObject): WireObject {
  const formats = (Array.isArray(format) ? format : [format]).filter(isWireObject);
  for (const each of formats) checkFormat(each);
  const find = (type: string) => formats.find((each) => each['type'] === type);
  const text = find('text');
  const image = find('image');
  const hasMedia = image !== undefined || find('audio') !== undefined;
  const imageConfig = image && writeImage(image);
  return {
    ...(text && (text['schema'] !== undefined || !hasMedia) ? writeTextFormat(text) : {}),
    ...(hasMedia ? { responseModalities: formats.map(({ type }) => toConstant(type)) } : {}),
    ...(imageConfig ? { imageConfig } : {}),
  };
}

/** The names that the earlier fields for the form of an answer have here. */
function writeEarlierFormat(request: WireObject, config: WireObject): WireObject {
  const { response_modalities: modalities, response_mime_type: type } = request;
  const image = isWireObject(config['image_config']) ? writeImage(config['image_config']) : undefined;
  return {
    ...(Array.isArray(modalities) ? { responseModalities: modalities.map(toConstant) } : {}),
    ...(type === undefined ? {} : { responseMimeType: type }),
    ...(image ? { imageConfig: image } : {}),
  };
}

/** How an answer is made and what form it has; undefined where nothing is asked. */
export function writeGenerationConfig(request: InteractionRequest): WireObject | undefined {
  const { generation_config: given = {} } = request;
  const config: WireObject = { ...given };
  return compact({
    ...writePlain(config),
    thinkingConfig: writeThinking(config),
    speechConfig: writeSpeech(config['speech_config']),
    ...writeEarlierFormat({ ...request }, config),
    ...writeFormat({ ...request }),
  });
}
