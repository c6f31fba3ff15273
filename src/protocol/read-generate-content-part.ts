import type { CallIds } from './call-ids.js';
import { createPatch } from './part-patch.js';
import type { UnknownStep } from './step.js';
import { writeContentPart } from './write-content-part.js';
import { writeStepParts } from './write-step-parts.js';
import { isWireObject, type WireObject } from './wire-object.js';

/**
 * What a received part says: more text of the answer, more of a thought, a piece of content that may stand
 * beside others, or a step of its own. Undefined where it says nothing.
 */
export type PartMeaning =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thought' | 'content'; readonly content: WireObject }
  | { readonly kind: 'step'; readonly step: UnknownStep };

const toolSteps: ReadonlyMap<unknown, string> = new Map([
  ['GOOGLE_SEARCH_WEB', 'google_search'],
  ['GOOGLE_SEARCH_IMAGE', 'google_search'],
  ['URL_CONTEXT', 'url_context'],
  ['GOOGLE_MAPS', 'google_maps'],
  ['FILE_SEARCH', 'file_search'],
  ['MEDIA_PROCESSING', 'processing'],
]);

function findMediaType(mimeType: string): string {
  return /^(image|audio|video)\//i.exec(mimeType)?.[1]?.toLowerCase() ?? 'document';
}

/** `audio/L16;codec=pcm;rate=24000`, as speech comes, in the words of Interactions. */
function readMimeType(mimeType: string): WireObject {
  const [type = '', ...parameters] = mimeType.split(';').map((piece) => piece.trim().toLowerCase());
  if (!/^audio\/(l16|pcm)$/.test(type)) return { mime_type: mimeType };
  const rate = Number(parameters.find((piece) => piece.startsWith('rate='))?.slice(5));
  return { mime_type: 'audio/l16', ...(Number.isFinite(rate) && rate > 0 ? { sample_rate: rate } : {}) };
}

function readMedia({ inlineData, fileData }: WireObject): WireObject | undefined {
  const media = isWireObject(inlineData) ? inlineData : fileData;
  if (!isWireObject(media)) return undefined;
  const { mimeType, data, fileUri } = media;
  const type = typeof mimeType === 'string' ? mimeType : '';
  const kind = { type: findMediaType(type), ...(type === '' ? {} : readMimeType(type)) };
  if (typeof data === 'string' && data !== '') return { ...kind, data };
  return typeof fileUri === 'string' && fileUri !== '' ? { ...kind, uri: fileUri } : undefined;
}

/** What a part holds besides its text or media is remembered, so that it goes back as it came. */
function remember(content: WireObject, part: WireObject): WireObject {
  const { thought: _, ...rest } = part;
  const patch = createPatch(rest, writeContentPart(content));
  return patch ? { ...content, part: patch } : content;
}

function rememberStep(step: UnknownStep, part: WireObject): UnknownStep {
  const [written = {}] = writeStepParts(step);
  const patch = createPatch(dropBrokenArguments(part), written);
  return patch ? { ...step, part: patch } : step;
}

/** Arguments that are no object would be refused, and with them all that is said from then on. */
function dropBrokenArguments(part: WireObject): WireObject {
  const { functionCall: call } = part;
  if (!isWireObject(call) || call['args'] === undefined || isWireObject(call['args'])) return part;
  const { args: _, ...rest } = call;
  return { ...part, functionCall: rest };
}

function readToolUse({ toolCall, toolResponse }: WireObject, ids: CallIds): UnknownStep | undefined {
  if (isWireObject(toolCall)) {
    const { toolType, id, args } = toolCall;
    const kind = toolSteps.get(toolType);
    if (kind === undefined) return undefined;
    const search = toolType === 'GOOGLE_SEARCH_IMAGE' ? { search_type: 'image_search' } : {};
    const given = isWireObject(args) ? args : {};
    // Tells that this call came as a part; what came in it is filled in where the step is remembered.
    const part = { toolCall: {} };
    return { type: `${kind}_call`, id: ids.begin(kind, id), arguments: given, ...search, part };
  }
  if (!isWireObject(toolResponse)) return undefined;
  const { toolType, id } = toolResponse;
  const kind = toolSteps.get(toolType);
  if (kind === undefined) return undefined;
  return { type: `${kind}_result`, call_id: ids.end(kind, id), result: [], part: { toolResponse: {} } };
}

function readStep(part: WireObject, ids: CallIds): UnknownStep {
  const { functionCall, executableCode, codeExecutionResult } = part;
  if (isWireObject(functionCall)) {
    const { id, name, args } = functionCall;
    return {
      type: 'function_call',
      id: ids.begin('function', id),
      name: typeof name === 'string' ? name : '',
      arguments: args ?? {},
    };
  }
  if (isWireObject(executableCode)) {
    const { id, language, code } = executableCode;
    const name = typeof language === 'string' ? language.toLowerCase() : 'python';
    return { type: 'code_execution_call', id: ids.begin('code', id), arguments: { language: name, code } };
  }
  if (isWireObject(codeExecutionResult)) {
    const { id, outcome, output } = codeExecutionResult;
    const failed = outcome !== undefined && outcome !== 'OUTCOME_OK';
    return {
      type: 'code_execution_result',
      call_id: ids.end('code', id),
      result: typeof output === 'string' ? output : '',
      ...(failed ? { is_error: true } : {}),
    };
  }
  return readToolUse(part, ids) ?? { type: 'unknown_part', part };
}

function isMergeable(part: WireObject): boolean {
  return Object.keys(part).every((key) => key === 'text' || key === 'thought');
}

function isThought({ thought }: WireObject): boolean {
  return thought === true;
}

function readSigned(part: WireObject, content: WireObject): UnknownStep {
  const { thoughtSignature: signature } = part;
  const sign = typeof signature === 'string' && signature !== '' ? { signature } : {};
  if (!isThought(part)) return { type: 'model_output', content: [remember({ ...content, ...sign }, part)] };
  return rememberStep({ type: 'thought', summary: [content], ...sign }, part);
}

/** Whether nothing tells what kind of part it is. */
function isBare(part: WireObject): boolean {
  return Object.keys(part).every((key) => key === 'thought' || key === 'thoughtSignature');
}

/** Reads one part of a model's content. `ids` links results to their calls. */
export function readPart(received: WireObject, ids: CallIds): PartMeaning | undefined {
  // A part with nothing but a signature would be refused when it goes back.
  const part = isBare(received) ? { text: '', ...received } : received;
  const { text } = part;
  const isSigned = part['thoughtSignature'] !== undefined;
  if (typeof text === 'string') {
    const content = { type: 'text', text };
    if (!isMergeable(part)) return { kind: 'step', step: readSigned(part, content) };
    if (text === '') return undefined;
    return isThought(part) ? { kind: 'thought', content } : { kind: 'text', text };
  }
  const media = readMedia(part);
  if (media) {
    if (isSigned) return { kind: 'step', step: readSigned(part, media) };
    return { kind: isThought(part) ? 'thought' : 'content', content: remember(media, part) };
  }
  const { thoughtSignature: signature } = part;
  const step = readStep(part, ids);
  if (step.type === 'unknown_part') return { kind: 'step', step };
  const signed = typeof signature === 'string' && signature !== '' ? { ...step, signature } : step;
  return { kind: 'step', step: rememberStep(signed, part) };
}
