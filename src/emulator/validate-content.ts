import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { checkClassicFields } from './check-classic-fields.js';
import {
  anything,
  type FieldTable,
  flag,
  list,
  name,
  object,
  objectList,
  oneOf,
  refuse,
  text,
} from './check-fields.js';
import { listObjects } from './list-objects.js';

const contentFields: FieldTable = { role: oneOf('user', 'model', 'function'), parts: objectList };

/** What a part is about, with the fields that this has; a part has exactly one of these. */
const dataFields: ReadonlyMap<string, FieldTable> = new Map([
  ['inlineData', { mimeType: name, data: name, displayName: text }],
  ['fileData', { mimeType: name, fileUri: name, displayName: text }],
  ['functionCall', { id: text, name, args: object, partialArgs: list, willContinue: flag }],
  [
    'functionResponse',
    { id: text, name, response: object, parts: objectList, scheduling: text, willContinue: flag },
  ],
  ['executableCode', { id: text, language: name, code: text }],
  ['codeExecutionResult', { id: text, outcome: name, output: text }],
  ['toolCall', { id: text, toolType: text, args: object }],
  ['toolResponse', { id: text, toolType: text, response: object }],
]);

/** What a piece of data cannot do without. */
const needed: readonly (readonly [data: string, field: string])[] = [
  ['inlineData', 'data'],
  ['fileData', 'fileUri'],
  ['functionCall', 'name'],
  ['functionResponse', 'name'],
];

const partFields: FieldTable = {
  text,
  ...Object.fromEntries(Array.from(dataFields.keys(), (field) => [field, object])),
  thought: flag,
  thoughtSignature: text,
  videoMetadata: object,
  mediaResolution: anything,
  mediaProcessing: anything,
  audioTranscription: object,
  speechMetadata: object,
  partMetadata: object,
};

function checkPart(part: WireObject, path: string): void {
  checkClassicFields(part, partFields, path);
  const found = ['text', ...dataFields.keys()].filter((field) => part[field] !== undefined);
  if (found.length !== 1) {
    const why = found.length === 0 ? 'must have one initialized field' : 'is already set';
    refuse(`${path}: oneof field 'data' ${why}.`);
  }
  for (const [field, table] of dataFields) {
    const data = part[field];
    if (isWireObject(data)) checkClassicFields(data, table, `${path}.${field}`);
  }
  for (const [field, inner] of needed) {
    const data = part[field];
    if (isWireObject(data) && !data[inner]) refuse(`${path}.${field}.${inner} must not be empty.`);
  }
}

/** Refuses a content, as the older API calls a turn, that says nothing or not in a way that can be read. */
export function checkContent(content: WireObject, path: string): void {
  checkClassicFields(content, contentFields, path);
  const parts = listObjects(content['parts']);
  if (parts.length === 0) refuse(`${path}.parts must not be empty.`);
  for (const [index, part] of parts.entries()) checkPart(part, `${path}.parts[${index}]`);
}

/** Refuses an instruction that is no content. Its role is ignored, whatever it says. */
export function checkInstruction(instruction: unknown, path: string): void {
  if (!isWireObject(instruction)) return;
  const { role: _, ...rest } = instruction;
  checkContent(rest, path);
}
