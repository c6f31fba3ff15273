import { isServerCallId } from './call-ids.js';
import { applyPatch } from './part-patch.js';
import { contentTypes, writeContentPart } from './write-content-part.js';
import { isWireObject, type WireObject } from './wire-object.js';

function listContents(value: unknown): WireObject[] {
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

/** Text of a result: as it is, or the texts of its contents. */
function joinText(value: unknown): string {
  return listContents(value)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('');
}

/** The server's own ids alone: it does not know those that were made here. */
function writeId(id: unknown): WireObject {
  return isServerCallId(id) ? { id } : {};
}

function writeArguments(step: WireObject): WireObject {
  const { arguments: args } = step;
  return isWireObject(args) ? args : {};
}

/** The parts of what was said or thought. */
function writeContents(step: WireObject, list: unknown): WireObject[] {
  const isThought = step['type'] === 'thought';
  return listContents(list)
    .filter(({ type }) => contentTypes.has(type))
    .flatMap((content) => {
      const part = writeContentPart(content);
      return [isThought ? { ...part, thought: true } : part];
    });
}

function writeSingle(step: WireObject): WireObject | undefined {
  const { type, id, name, call_id: callId, result, part } = step;
  const args = writeArguments(step);
  switch (type) {
    case 'function_call': {
      const call = Object.keys(args).length > 0 ? { args } : {};
      return { functionCall: { ...writeId(id), name, ...call } };
    }
    case 'code_execution_call': {
      const { language, code } = args;
      const name = typeof language === 'string' ? language.toUpperCase() : 'PYTHON';
      return { executableCode: { ...writeId(id), language: name, code } };
    }
    case 'code_execution_result': {
      const outcome = step['is_error'] === true ? 'OUTCOME_FAILED' : 'OUTCOME_OK';
      return { codeExecutionResult: { ...writeId(callId), outcome, output: joinText(result) } };
    }
    default:
      // What the server did with its own tools is only told back where it came as a part.
      if (!isWireObject(part)) return undefined;
      if ('toolCall' in part) return { toolCall: { ...writeId(id), args } };
      if ('toolResponse' in part) return { toolResponse: writeId(callId) };
      return {};
  }
}

/** Signature and remembered fields belong to the last of the parts; a step that has them has only one. */
function finish(step: WireObject, parts: readonly WireObject[]): WireObject[] {
  const { signature, part, type } = step;
  const isSigned = typeof signature === 'string' && signature !== '';
  if (!isSigned && !isWireObject(part)) return [...parts];
  // The API refuses a part that holds a signature and nothing else.
  const last = parts.at(-1) ?? { text: '', ...(type === 'thought' ? { thought: true } : {}) };
  const signed = isSigned ? { ...last, thoughtSignature: signature } : last;
  return [...parts.slice(0, -1), applyPatch(signed, part)];
}

/** The parts of a model's content that a step stands for; none for what generateContent does not take back. */
export function writeStepParts(step: WireObject): WireObject[] {
  const { type } = step;
  if (type === 'model_output') return finish(step, writeContents(step, step['content']));
  if (type === 'thought') return finish(step, writeContents(step, step['summary']));
  const single = writeSingle(step);
  return single ? finish(step, [single]) : [];
}
