import type { InteractionRequest } from '../protocol/interaction-request.js';
import { contentTypes } from '../protocol/write-content-part.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** What a step says, in a form that can be compared; what was heard is compared as it is understood so far. */
export type LivePrint = string | { readonly matches: (print: string) => boolean };

/** A step that a session has to know, and its print. */
export interface PrintedStep {
  readonly print: string;
  readonly steps: readonly WireObject[];
}

function listObjects(value: unknown): WireObject[] {
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

/** The contents of a question or an answer. */
export function listContents({ content }: WireObject): WireObject[] {
  return listObjects(content);
}

/** What a question or an answer says in words. */
export function readWords(step: WireObject): string {
  return listContents(step)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('');
}

/** Everything that was said, as steps. */
export function listSteps({ input }: InteractionRequest): WireObject[] {
  const items = listObjects(input);
  const isContents = items.every(({ type }) => contentTypes.has(type));
  return isContents && items.length > 0 ? [{ type: 'user_input', content: items }] : items;
}

/** Files are told apart by their length and by some places in them. */
function printFile({ type, mime_type: mimeType, uri, data }: WireObject): string {
  const text = typeof data === 'string' ? data : '';
  const places = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => text.slice(text.length * part).slice(0, 16));
  return JSON.stringify([type, mimeType, uri, text.length, ...places]);
}

function printWords(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The print of a question by its words alone. */
export function printQuestion(words: string): string {
  return `user ${printWords(words)}`;
}

function printStep(step: WireObject): string | undefined {
  const { type, id, call_id: callId } = step;
  if (type === 'user_input') {
    const files = listContents(step).filter(({ type: kind }) => kind !== 'text');
    return [printQuestion(readWords(step)), ...files.map(printFile)].join('\n');
  }
  if (type === 'model_output') {
    const words = printWords(readWords(step));
    return words ? `model ${words}` : undefined;
  }
  if (type === 'function_call') return `call ${String(id)}`;
  if (type === 'function_result') return `result ${String(callId)}`;
  // Thoughts and Gemini's own tools are its own business.
  return undefined;
}

/** The steps that a session has to know, in order; pieces of one answer are one. */
export function printSteps(steps: readonly WireObject[]): PrintedStep[] {
  const printed: PrintedStep[] = [];
  for (const step of steps) {
    const print = printStep(step);
    const last = printed.at(-1);
    if (print === undefined) continue;
    if (step['type'] === 'model_output' && last?.print.startsWith('model ')) {
      const joined = [...last.steps, step];
      const words = printWords(joined.map(readWords).join(''));
      printed[printed.length - 1] = { print: `model ${words}`, steps: joined };
    } else printed.push({ print, steps: [step] });
  }
  return printed;
}

/** What a session does not know yet; undefined where it knows something else. */
export function findRest(
  printed: readonly PrintedStep[],
  known: readonly LivePrint[],
): PrintedStep[] | undefined {
  const isKnown = known.every((print, index) => {
    const said = printed[index]?.print;
    return said !== undefined && (typeof print === 'string' ? print === said : print.matches(said));
  });
  return isKnown ? printed.slice(known.length) : undefined;
}
