import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { checkClassicFields, checkNestedFields } from './check-classic-fields.js';
import { checkInstruction } from './validate-content.js';
import {
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
import { findLiveModel, type LiveModality, type LiveModel } from './live-model.js';
import { listObjects } from './list-objects.js';
import { textField } from './read-step.js';

const setupFields: FieldTable = {
  model: name,
  generationConfig: object,
  systemInstruction: object,
  tools: objectList,
  toolConfig: object,
  safetySettings: objectList,
  realtimeInputConfig: object,
  sessionResumption: object,
  contextWindowCompression: object,
  inputAudioTranscription: object,
  outputAudioTranscription: object,
  proactivity: object,
  historyConfig: object,
  avatarConfig: object,
  labels: object,
};

/** A count that Google's JSON writes as a text, since it may be larger than a number of JavaScript. */
const count = { says: 'a whole number', holds: (value: unknown) => /^\d+$/.test(String(value)) };

/** The fields of the setup's own objects. */
const nestedFields: Readonly<Record<string, FieldTable>> = {
  generationConfig: {
    candidateCount: integer,
    enableAffectiveDialog: flag,
    frequencyPenalty: number,
    maxOutputTokens: positive,
    mediaResolution: text,
    presencePenalty: number,
    responseModalities: textList,
    seed: integer,
    speechConfig: object,
    temperature: number,
    thinkingConfig: object,
    topK: number,
    topP: number,
    translationConfig: object,
  },
  realtimeInputConfig: {
    automaticActivityDetection: object,
    activityHandling: oneOf(
      'ACTIVITY_HANDLING_UNSPECIFIED',
      'START_OF_ACTIVITY_INTERRUPTS',
      'NO_INTERRUPTION',
    ),
    turnCoverage: text,
    interimTranscriptTimestampEnabled: flag,
  },
  sessionResumption: { handle: text },
  contextWindowCompression: { triggerTokens: count, slidingWindow: object },
  proactivity: { proactiveAudio: flag },
  historyConfig: { initialHistoryInClientContent: flag },
};

const detectionFields: FieldTable = {
  disabled: flag,
  startOfSpeechSensitivity: text,
  endOfSpeechSensitivity: text,
  prefixPaddingMs: integer,
  silenceDurationMs: integer,
};

const toolFields: FieldTable = {
  functionDeclarations: objectList,
  googleSearch: object,
  googleSearchRetrieval: object,
  urlContext: object,
  codeExecution: object,
  googleMaps: object,
  fileSearch: object,
  computerUse: object,
  mcpServers: list,
};

/** Refuses a setup with fields that Google does not know, or with something else in them than there must be. */
export function checkLiveSetup(setup: WireObject, path = 'setup'): void {
  checkClassicFields(setup, setupFields, path);
  for (const [field, table] of Object.entries(nestedFields)) {
    checkNestedFields(setup[field], table, `${path}.${field}`);
  }
  const { realtimeInputConfig: input, contextWindowCompression: compression } = setup;
  const detection = isWireObject(input) ? input['automaticActivityDetection'] : undefined;
  checkNestedFields(detection, detectionFields, `${path}.realtimeInputConfig.automaticActivityDetection`);
  const sliding = isWireObject(compression) ? compression['slidingWindow'] : undefined;
  if (isWireObject(sliding)) {
    checkFields(sliding, { targetTokens: count }, `${path}.contextWindowCompression.slidingWindow.`);
  }
  for (const [index, tool] of listObjects(setup['tools']).entries()) {
    checkClassicFields(tool, toolFields, `${path}.tools[${index}]`);
  }
  checkInstruction(setup['systemInstruction'], `${path}.systemInstruction`);
}

/** Whether a path names a field of a setup; a list can be named, but not what is in it. */
export function isSetupPath(path: string): boolean {
  const [field = '', ...rest] = path.split('.');
  if (!Object.hasOwn(setupFields, field)) return false;
  if (rest.length === 0) return true;
  const isList = setupFields[field] === objectList;
  const table = Object.hasOwn(nestedFields, field) ? nestedFields[field] : undefined;
  return !isList && (!table || Object.hasOwn(table, rest[0] ?? ''));
}

/** A session's setup after checking. */
export interface LiveSetup {
  readonly model: LiveModel;
  readonly modality: LiveModality;
  /** All of it, as it counts. */
  readonly fields: WireObject;
  readonly includesThoughts: boolean;
  readonly transcribesInput: boolean;
  readonly transcribesOutput: boolean;
  /** The client says when its user begins and ends; else it is heard. */
  readonly marksActivity: boolean;
  /** Milliseconds of silence after which somebody has ended. */
  readonly silence: number;
  /** Whether an answer stops when somebody speaks. */
  readonly isInterruptible: boolean;
  readonly isResumable: boolean;
  /** What names the session that is to go on; empty for a new one. */
  readonly handle: string;
  /** Whether the first `clientContent` tells what was said before. */
  readonly awaitsHistory: boolean;
}

/** How long a pause may be where the setup does not say. */
const usualSilence = 500;

function objectAt(fields: WireObject, name: string): WireObject {
  const value = fields[name];
  return isWireObject(value) ? value : {};
}

function readModality(config: WireObject, model: LiveModel): LiveModality {
  const given = config['responseModalities'];
  const wanted = Array.isArray(given) ? given.map((modality) => String(modality).toUpperCase()) : [];
  if (wanted.length > 1) refuse('Only one response modality can be set for a session.');
  const [usual = 'AUDIO'] = model.modalities;
  const [first = usual] = wanted;
  const modality = model.modalities.find((candidate) => candidate === first);
  if (!modality) refuse(`The model ${model.name} cannot answer in ${first}, only in ${usual}.`);
  return modality;
}

/** What a checked setup means. */
export function readLiveSetup(fields: WireObject): LiveSetup {
  const model = findLiveModel(textField(fields, 'model'));
  const config = objectAt(fields, 'generationConfig');
  const input = objectAt(fields, 'realtimeInputConfig');
  const detection = objectAt(input, 'automaticActivityDetection');
  const { silenceDurationMs: silence } = detection;
  const { handle } = objectAt(fields, 'sessionResumption');
  if (handle === null && model.isStrict) refuse("Invalid value at 'setup.sessionResumption.handle'.");
  return {
    model,
    modality: readModality(config, model),
    fields,
    includesThoughts: objectAt(config, 'thinkingConfig')['includeThoughts'] === true,
    transcribesInput: isWireObject(fields['inputAudioTranscription']),
    transcribesOutput: isWireObject(fields['outputAudioTranscription']),
    marksActivity: detection['disabled'] === true,
    silence: typeof silence === 'number' && silence > 0 ? silence : usualSilence,
    isInterruptible: input['activityHandling'] !== 'NO_INTERRUPTION',
    isResumable: isWireObject(fields['sessionResumption']),
    handle: typeof handle === 'string' ? handle : '',
    awaitsHistory: objectAt(fields, 'historyConfig')['initialHistoryInClientContent'] === true,
  };
}
