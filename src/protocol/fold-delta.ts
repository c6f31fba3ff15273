import { appendAnnotations, appendAudio, appendContent, appendText } from './fold-content.js';
import type { Step } from './step.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** Keys that reach an object's prototype where somebody assigns them. */
const prototypeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The kind of a delta; where the wire does not name it, what its fields suggest. */
export function readDeltaKind(delta: WireObject): string {
  const { type, text, signature, annotations, content } = delta;
  if (typeof type === 'string') return type;
  if (typeof text === 'string') return 'text';
  if (typeof delta['arguments'] === 'string') return 'arguments_delta';
  if (isWireObject(content)) return 'thought_summary';
  if (Array.isArray(annotations)) return 'text_annotation_delta';
  return typeof signature === 'string' ? 'thought_signature' : '';
}

/** The type of the step a delta belongs to, for a delta that came without its step's start. */
export function guessStepType(delta: WireObject): string {
  const kind = readDeltaKind(delta);
  if (kind.endsWith('_call') || kind.endsWith('_result')) return kind;
  if (kind.startsWith('thought_')) return 'thought';
  return kind === 'arguments_delta' ? 'function_call' : 'model_output';
}

/** Signatures come in several events, some of them empty; an empty one must not wipe the one that counts. */
function sign(step: Step, signature: unknown): Step {
  const fields: WireObject = step;
  if (typeof signature !== 'string' || signature === '' || fields['signature'] === signature) return step;
  return { ...step, signature };
}

function summarize(step: Step, content: unknown): Step {
  if (!isWireObject(content)) return step;
  const { type = 'text', text } = content;
  if (type === 'text' && typeof text === 'string') return appendText(step, text);
  return appendContent(step, content);
}

function mergeField(step: Step, key: string, before: unknown, next: unknown): unknown {
  if (Array.isArray(next)) return Array.isArray(before) ? [...before, ...next] : next;
  const isOutput = step.type === 'code_execution_result' && key === 'result';
  if (isOutput && typeof next === 'string' && typeof before === 'string') return before + next;
  return next;
}

/** The step with the fields that a call's or a result's delta brings. */
function mergeFields(step: Step, delta: WireObject): Step {
  const before: WireObject = step;
  const merged: Record<string, unknown> = {};
  for (const [key, next] of Object.entries(delta)) {
    if (key === 'type' || key === 'signature' || prototypeKeys.has(key)) continue;
    if (next === undefined || next === null) continue;
    merged[key] = mergeField(step, key, before[key], next);
  }
  return Object.keys(merged).length === 0 ? step : { ...step, ...merged };
}

/** A kind that this version does not know: a block of what is said, or more fields of the step. */
function keepUnknown(step: Step, delta: WireObject): Step {
  const isBlock = step.type === 'model_output' && typeof delta['type'] === 'string';
  return isBlock ? appendContent(step, delta) : sign(mergeFields(step, delta), delta['signature']);
}

/** One step and one delta of it make the step as it is now; arguments in pieces are not its business. */
export function foldDelta(step: Step, delta: WireObject): Step {
  const { text, annotations, signature } = delta;
  const kind = readDeltaKind(delta);
  switch (kind) {
    case 'text': {
      const said = typeof text === 'string' ? appendText(step, text) : step;
      return sign(Array.isArray(annotations) ? appendAnnotations(said, annotations) : said, signature);
    }
    case 'text_annotation_delta':
      return Array.isArray(annotations) ? appendAnnotations(step, annotations) : step;
    case 'thought_summary':
      return sign(summarize(step, delta['content']), signature);
    case 'image':
    case 'video':
    case 'document':
      return appendContent(step, delta);
    case 'audio':
      return appendAudio(step, delta);
    default:
      if (kind.includes('signature')) return sign(step, signature);
      if (kind.endsWith('_call') || kind.endsWith('_result')) {
        return sign(mergeFields(step, delta), signature);
      }
      return keepUnknown(step, delta);
  }
}
