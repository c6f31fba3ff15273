import type { Step } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import type { ComposedReply } from './compose-reply.js';
import { cutText } from './cut-text.js';
import { findOpenCalls } from './find-open-calls.js';
import { contentOf, fieldsOf, textField } from './read-step.js';

/** A piece of an answer and how many beats pass before it. */
export interface TimedPart {
  readonly part: WireObject;
  readonly beats: number;
}

/** Whose parts they are. */
export interface PartOptions {
  readonly model: string;
  /** Thoughts are told only to who asks for them. */
  readonly includeThoughts: boolean;
}

function* listContents(contents: readonly WireObject[]): Generator<WireObject> {
  for (const content of contents) {
    const { type, mime_type: mimeType, data, uri } = content;
    if (type === 'text') for (const text of cutText(textField(content, 'text'))) yield { text };
    else if (data !== undefined) yield { inlineData: { mimeType: writeMimeType(content), data } };
    else if (uri !== undefined) yield { fileData: { mimeType, fileUri: uri } };
  }
}

/** Bare sound tells its rate in its type here, where the other API has a field for it. */
function writeMimeType({ mime_type: mimeType, sample_rate: rate }: WireObject): unknown {
  return mimeType === 'audio/l16' && typeof rate === 'number' ? `audio/L16;codec=pcm;rate=${rate}` : mimeType;
}

function* listThoughts(step: Step): Generator<WireObject> {
  const { summary } = fieldsOf(step);
  for (const content of Array.isArray(summary) ? summary.filter(isWireObject) : []) {
    const pieces = textField(content, 'text').match(/[^]+?(?:\n{3}|$)/g) ?? [];
    for (const text of pieces) yield { text, thought: true };
    if (content['type'] === 'image') yield* Array.from(listContents([content]), markThought);
  }
}

function markThought(part: WireObject): WireObject {
  return { ...part, thought: true };
}

function writeCode(step: Step): WireObject {
  const { arguments: given } = fieldsOf(step);
  const code = isWireObject(given) ? given : {};
  const language = textField(code, 'language') || 'python';
  return { executableCode: { language: language.toUpperCase(), code: code['code'] } };
}

function writeResult(step: Step): WireObject {
  const { result, is_error: isError } = fieldsOf(step);
  const output = typeof result === 'string' ? result : JSON.stringify(result ?? '');
  return { codeExecutionResult: { outcome: isError === true ? 'OUTCOME_FAILED' : 'OUTCOME_OK', output } };
}

function writeCall(step: Step, model: string): WireObject {
  const { id, name, arguments: args } = fieldsOf(step);
  // Calls have had ids since Gemini 3.
  const hasId = !/^gemini-[12]\b/.test(model);
  return { functionCall: { ...(hasId ? { id } : {}), name, args: args ?? {} } };
}

/**
 * A reply in the parts of the older API. What the model thought is signed on the first of its function calls,
 * else on the last part; steps that this API tells as metadata, or not at all, are left out.
 */
export function* listParts(
  { steps, tempo = 1, silence = 0 }: ComposedReply,
  { model, includeThoughts }: PartOptions,
): Generator<TimedPart> {
  let signature = '';
  let wait = silence;
  let isCalling = false;
  const open = findOpenCalls(steps);
  for (const step of steps) {
    // A call that was answered on this side is none of the client's.
    if (step.type === 'function_call' && !open.includes(step)) continue;
    const own = textField(fieldsOf(step), 'signature');
    if (step.type === 'thought') {
      signature = own || signature;
      if (!includeThoughts) continue;
      for (const part of listThoughts(step)) yield { part, beats: tempo };
    } else if (step.type === 'model_output') {
      for (const part of listContents(contentOf(step))) {
        yield { part, beats: tempo + wait };
        wait = 0;
      }
    } else if (step.type === 'function_call') {
      const sign = isCalling ? '' : own || signature;
      yield {
        part: { ...writeCall(step, model), ...(sign ? { thoughtSignature: sign } : {}) },
        beats: tempo,
      };
      signature = '';
    } else if (step.type === 'code_execution_call') yield { part: writeCode(step), beats: tempo };
    else if (step.type === 'code_execution_result') yield { part: writeResult(step), beats: tempo };
    isCalling = step.type === 'function_call';
  }
  yield { part: { text: '', ...(signature ? { thoughtSignature: signature } : {}) }, beats: 0 };
}

/** Parts as a whole answer holds them: texts joined, the signature on the last. */
export function joinParts(parts: Iterable<TimedPart>): WireObject[] {
  const joined: WireObject[] = [];
  for (const { part } of parts) {
    const last = joined.at(-1);
    const { text, thought } = part;
    const isSame = last !== undefined && 'text' in last && last['thought'] === thought;
    if (typeof text !== 'string') joined.push(part);
    else if (isSame)
      joined[joined.length - 1] = { ...last, ...part, text: `${textField(last, 'text')}${text}` };
    else if (text || part['thoughtSignature']) joined.push(part);
  }
  return joined;
}
