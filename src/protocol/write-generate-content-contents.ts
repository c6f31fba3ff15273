import { ChatError } from './chat-error.js';
import type { InteractionRequest } from './interaction-request.js';
import { contentTypes, writeContentPart } from './write-content-part.js';
import { writeFunctionResponse } from './write-function-response.js';
import { writeStepParts } from './write-step-parts.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** One side's turn; turns of the same side in a row are one. */
interface Turn {
  readonly role: 'user' | 'model';
  readonly parts: WireObject[];
}

/** Stands in for a signature that got lost, or that a call never had because another model made it. */
const dummySignature = 'skip_thought_signature_validator';

/** Earlier models sign nothing and check nothing. */
const unsignedModels = /^(?:models\/)?gemini-[12](?:\.|-|$)/;

function isSaid(part: WireObject): boolean {
  return part['text'] !== '' || Object.keys(part).some((key) => key !== 'text' && key !== 'thought');
}

function listInput(value: unknown): WireObject[] {
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

function addTurn(turns: Turn[], role: Turn['role'], parts: readonly WireObject[]): void {
  const said = parts.filter(isSaid);
  if (said.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.parts.push(...said);
  else turns.push({ role, parts: said });
}

/** Results in the order of their calls: where calls have no ids, the order says which result is whose. */
function writeResults(results: readonly WireObject[], calls: readonly WireObject[]): WireObject[] {
  return results
    .map((result) => {
      // From the end: ids are unique in a reply, not in a conversation.
      const place = calls.findLastIndex(({ id }) => id === result['call_id']);
      return { place, part: writeFunctionResponse(result, calls[place]) };
    })
    .sort((one, other) => one.place - other.place)
    .map(({ part }) => part);
}

/** How many of the steps from `start` on are results of functions. */
function countResults(steps: readonly WireObject[], start: number): number {
  const end = steps.findIndex(({ type }, index) => index >= start && type !== 'function_result');
  return (end < 0 ? steps.length : end) - start;
}

function writeTurns(steps: readonly WireObject[]): Turn[] {
  const turns: Turn[] = [];
  const calls: WireObject[] = [];
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index];
    if (!step) continue;
    if (step['type'] === 'function_call') calls.push(step);
    const results = countResults(steps, index);
    if (results > 0) {
      addTurn(turns, 'user', writeResults(steps.slice(index, index + results), calls));
      index += results - 1;
    } else if (step['type'] === 'user_input') {
      addTurn(turns, 'user', listInput(step['content']).map(writeContentPart));
    } else addTurn(turns, 'model', writeStepParts(step));
  }
  return turns;
}

/**
 * Signs the first call of each turn of the model since the last question where it has no signature: models that
 * sign their calls refuse such a turn. Turns before that are not checked.
 */
function signCalls(turns: readonly Turn[]): Turn[] {
  const question = turns.findLastIndex(
    ({ role, parts }) => role === 'user' && parts.some((part) => part['functionResponse'] === undefined),
  );
  return turns.map((turn, index) => {
    if (index <= question || turn.role === 'user') return turn;
    const place = turn.parts.findIndex((part) => part['functionCall'] !== undefined);
    const call = turn.parts[place];
    if (!call || call['thoughtSignature'] !== undefined) return turn;
    const parts = [...turn.parts];
    parts[place] = { ...call, thoughtSignature: dummySignature };
    return { role: turn.role, parts };
  });
}

/** All that was said, as turns of two sides, each part as it was received. */
export function writeContents({ input, model }: InteractionRequest): WireObject[] {
  const items = listInput(input);
  const isContents = items.every(({ type }) => contentTypes.has(type));
  const turns = writeTurns(isContents ? [{ type: 'user_input', content: items }] : items);
  if (turns.length === 0) {
    throw new ChatError('invalid-request', { message: 'There is nothing in the request to send.' });
  }
  const signed = model !== undefined && unsignedModels.test(model) ? turns : signCalls(turns);
  return signed.map(({ role, parts }) => ({ role, parts }));
}
