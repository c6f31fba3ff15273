import { parseJson } from '../protocol/parse-json.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { camelCaseFields } from './camel-case-fields.js';
import { type FieldTable, flag, object, objectList, refuse, text } from './check-fields.js';
import { listObjects } from './list-objects.js';
import { checkLiveSetup } from './live-setup.js';
import { checkClassicFields } from './check-classic-fields.js';
import { checkContent } from './validate-content.js';

const kinds = ['setup', 'clientContent', 'realtimeInput', 'toolResponse', 'contextUpdate'] as const;

/** A message of a client, checked: its one field. */
export interface LiveMessage {
  readonly kind: (typeof kinds)[number];
  readonly body: WireObject;
}

const messageFields: FieldTable = Object.fromEntries(kinds.map((kind) => [kind, object]));

const bodyFields: Readonly<Record<Exclude<LiveMessage['kind'], 'setup'>, FieldTable>> = {
  clientContent: { turns: objectList, turnComplete: flag },
  realtimeInput: {
    mediaChunks: objectList,
    audio: object,
    audioStreamEnd: flag,
    video: object,
    text,
    activityStart: object,
    activityEnd: object,
  },
  toolResponse: { functionResponses: objectList },
  contextUpdate: { systemInstruction: object, tools: objectList },
};

const responseFields: FieldTable = {
  id: text,
  name: text,
  response: object,
  parts: objectList,
  scheduling: text,
  willContinue: flag,
};

/** Reads what came in a frame; a 400 where no client may send that. */
export function readLiveMessage(frame: string): LiveMessage {
  const value = parseJson(frame);
  if (!isWireObject(value)) refuse('Invalid JSON payload received: expected an object.');
  const message = camelCaseFields(value);
  checkClassicFields(message, messageFields, '');
  const [kind, second] = kinds.filter((candidate) => isWireObject(message[candidate]));
  if (kind === undefined)
    refuse('A message must have one of setup, clientContent, realtimeInput, toolResponse.');
  if (second !== undefined) refuse(`A message cannot have both ${kind} and ${second}.`);
  const given = message[kind];
  const body = isWireObject(given) ? given : {};
  if (kind === 'setup') checkLiveSetup(body);
  else checkBody(kind, body);
  return { kind, body };
}

function checkBody(kind: keyof typeof bodyFields, body: WireObject): void {
  checkClassicFields(body, bodyFields[kind], kind);
  if (kind === 'contextUpdate') checkLiveSetup(body, kind);
  for (const [index, content] of listObjects(body['turns']).entries()) {
    checkContent(content, `clientContent.turns[${index}]`);
  }
  for (const [index, response] of listObjects(body['functionResponses']).entries()) {
    checkClassicFields(response, responseFields, `toolResponse.functionResponses[${index}]`);
  }
}
