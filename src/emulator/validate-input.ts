import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import {
  anything,
  checkFields,
  checkItems,
  checkNames,
  either,
  type Expectation,
  type FieldTable,
  flag,
  list,
  name,
  object,
  oneOf,
  positive,
  refuse,
  text,
} from './check-fields.js';
import { isContent } from './list-input-steps.js';

const base64: Expectation = {
  says: 'base64',
  holds: (value) => typeof value === 'string' && /^[\w+/-]+={0,2}$/.test(value),
};

const type = name;
const file: FieldTable = { type, data: base64, uri: name, mime_type: name };
const resolution = oneOf('low', 'medium', 'high', 'ultra_high');

/** The fields of a piece of content, by its type. */
const contentFields: ReadonlyMap<unknown, FieldTable> = new Map([
  ['text', { type, text, annotations: list }],
  ['image', { ...file, resolution }],
  ['audio', { ...file, channels: positive, sample_rate: positive }],
  ['document', file],
  ['video', { ...file, name: text, resolution, processing: either(text, object) }],
]);

/** The fields of the steps that are a user's. */
const stepFields: ReadonlyMap<unknown, FieldTable> = new Map([
  ['user_input', { type, content: either(text, list) }],
  ['function_result', { type, call_id: name, name: text, result: anything, is_error: flag, signature: text }],
]);

function checkContent(content: WireObject, path: string): void {
  const table = contentFields.get(content['type']);
  // What is not known here may be known to a later version.
  if (!table) return;
  checkNames(content, table, `${path}.`);
  checkFields(content, table, `${path}.`);
  if (content['type'] === 'text') {
    if (typeof content['text'] !== 'string') refuse(`Missing required parameter '${path}.text'.`);
    return;
  }
  const sources = ['data', 'uri'].filter((source) => (content[source] ?? undefined) !== undefined);
  if (sources.length !== 1) refuse(`Invalid value at '${path}': expected one of 'data' and 'uri'.`);
}

function checkContents(contents: readonly unknown[], path: string): void {
  checkItems(contents, path);
  for (const [index, content] of contents.filter(isWireObject).entries()) {
    checkContent(content, `${path}[${index}]`);
  }
}

/** What a model said comes back as it was given out, so that only a user's own steps are looked at closely. */
function checkStep(step: WireObject, path: string): void {
  checkFields(step, { signature: text, id: text }, `${path}.`);
  const table = stepFields.get(step['type']);
  if (!table) return;
  checkNames(step, table, `${path}.`);
  checkFields(step, table, `${path}.`);
  if (Array.isArray(step['content'])) checkContents(step['content'], `${path}.content`);
  if (step['type'] === 'function_result' && !step['call_id']) {
    refuse(`Missing required parameter '${path}.call_id'.`);
  }
}

/** Refuses an input that says nothing, or not in a way that can be answered. */
export function validateInput(input: unknown): void {
  if (input === undefined || input === null) refuse("Missing required parameter 'input'.");
  if (input === '' || (Array.isArray(input) && input.length === 0))
    refuse("Invalid value at 'input': it is empty.");
  if (typeof input === 'string') return;
  const items: readonly unknown[] = Array.isArray(input) ? input : [input];
  checkItems(items, 'input');
  const records = items.filter(isWireObject);
  if (records.some(isContent)) {
    if (!records.every(isContent)) refuse("Invalid value at 'input': steps and contents cannot be mixed.");
    checkContents(records, 'input');
    return;
  }
  for (const [index, step] of records.entries()) checkStep(step, `input[${index}]`);
  const last = records.at(-1)?.['type'];
  if (last !== 'user_input' && last !== 'function_result') {
    refuse(`Invalid value at 'input': it ends in a ${String(last)} step; a user's turn must come last.`);
  }
}
