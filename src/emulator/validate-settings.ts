import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import {
  anything,
  checkFields,
  checkItems,
  checkNames,
  either,
  type FieldTable,
  integer,
  list,
  name,
  number,
  object,
  oneOf,
  positive,
  refuse,
  text,
  textList,
} from './check-fields.js';

const generationFields: FieldTable = {
  thinking_level: oneOf('minimal', 'low', 'medium', 'high'),
  thinking_summaries: oneOf('auto', 'none'),
  max_output_tokens: positive,
  seed: integer,
  stop_sequences: textList,
  tool_choice: either(oneOf('auto', 'any', 'none', 'validated'), object),
  speech_config: either(object, list),
  transcription_config: object,
  video_config: object,
  image_config: object,
  temperature: number,
  top_p: number,
  top_k: number,
};

const delivery = oneOf('inline', 'uri');

/** The fields of a response format, by its type. */
const formatFields: Readonly<Record<string, FieldTable>> = {
  text: {
    type: name,
    mime_type: oneOf('application/json', 'text/plain'),
    // A schema may be `true`, which fits anything.
    schema: anything,
  },
  image: {
    type: name,
    mime_type: name,
    aspect_ratio: { says: 'two numbers as in 16:9', holds: (value) => /^\d+:\d+$/.test(String(value)) },
    image_size: oneOf('512', '1K', '2K', '4K'),
    delivery,
  },
  audio: { type: name, mime_type: name, sample_rate: positive, bit_rate: positive, delivery },
  video: {
    type: name,
    mime_type: name,
    aspect_ratio: text,
    duration: either(text, number),
    resolution: text,
    delivery,
    gcs_uri: text,
  },
};

const safetyFields: FieldTable = {
  type: name,
  threshold: either(
    oneOf('block_low_and_above', 'block_medium_and_above', 'block_only_high', 'block_none', 'off'),
    oneOf('BLOCK_LOW_AND_ABOVE', 'BLOCK_MEDIUM_AND_ABOVE', 'BLOCK_ONLY_HIGH', 'BLOCK_NONE', 'OFF'),
  ),
  method: text,
};

/** Models that always think a little. */
const neverMinimal = /^gemini-3\.[78]-flash|^gemini-3\.1-pro/;

function checkFormats(given: unknown): void {
  if (given === undefined || given === null) return;
  const isList = Array.isArray(given);
  const formats: readonly unknown[] = isList ? given : [given];
  for (const [index, format] of formats.entries()) {
    const path = isList ? `response_format[${index}]` : 'response_format';
    if (!isWireObject(format)) refuse(`Invalid value at '${path}': expected an object.`);
    const { type = 'text' } = format;
    const known = typeof type === 'string' && Object.hasOwn(formatFields, type);
    const table = known ? formatFields[type] : undefined;
    if (!table) {
      refuse(`Invalid value at '${path}.type': expected one of ${Object.keys(formatFields).join(', ')}.`);
    }
    checkNames(format, table, `${path}.`);
    checkFields(format, table, `${path}.`);
    if (format['schema'] !== undefined && format['mime_type'] === 'text/plain') {
      refuse(`Invalid value at '${path}.schema': only 'application/json' can have a schema.`);
    }
  }
}

function checkSafety(given: unknown): void {
  if (!Array.isArray(given)) return;
  checkItems(given, 'safety_settings');
  const seen = new Set<unknown>();
  for (const [index, setting] of given.filter(isWireObject).entries()) {
    const path = `safety_settings[${index}].`;
    checkNames(setting, safetyFields, path);
    checkFields(setting, safetyFields, path);
    if (!setting['threshold']) refuse(`Missing required parameter '${path}threshold'.`);
    if (seen.has(setting['type'])) refuse(`Invalid value at '${path}type': it is set twice.`);
    seen.add(setting['type']);
  }
}

/** Refuses settings of an answer that Google would refuse: how it is made, its form, how it is filtered. */
export function validateSettings(body: WireObject): void {
  const { generation_config: config, model } = body;
  if (isWireObject(config)) {
    checkNames(config, generationFields, 'generation_config.');
    checkFields(config, generationFields, 'generation_config.');
    if (config['thinking_level'] === 'minimal' && neverMinimal.test(String(model))) {
      refuse(
        `Invalid value at 'generation_config.thinking_level': '${String(model)}' does not take minimal.`,
      );
    }
  }
  checkFormats(body['response_format']);
  checkSafety(body['safety_settings']);
}
