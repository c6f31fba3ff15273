import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Step } from '../protocol/step.js';
import { refuse } from './check-fields.js';
import { findOpenCalls } from './find-open-calls.js';
import { readFileText } from './read-file-text.js';
import { contentOf, fieldsOf, textField, textOf } from './read-step.js';
import type { SceneFile, SceneTurn } from './scene.js';

/** What was said; a file is none of it, though it comes as text. */
function wordsOf(step: Step): string {
  const content = contentOf(step).filter((piece) => !readFileText(textField(piece, 'text')));
  return textOf({ ...step, content });
}

function isUserSide(step: Step): boolean {
  return step.type === 'user_input' || step.type === 'function_result';
}

/** Every function result must answer a call that waits for one, and no call may be left unanswered. */
function checkCalls(history: readonly Step[], input: readonly Step[]): void {
  const all = [...history, ...input];
  const calls = findOpenCalls(history).map(fieldsOf);
  const waiting = new Map(calls.map((call) => [call['id'], textField(call, 'name')]));
  for (const step of input) {
    if (step.type !== 'function_result') continue;
    const { call_id: callId, name } = fieldsOf(step);
    if (!waiting.has(callId)) {
      refuse(`No function call waits for a result under the id '${textField(fieldsOf(step), 'call_id')}'.`);
    }
    const called = waiting.get(callId);
    if (name !== undefined && name !== null && name !== called) {
      refuse(`A result of '${textField(fieldsOf(step), 'name')}' cannot answer a call of '${called}'.`);
    }
    waiting.delete(callId);
  }
  const open = findOpenCalls(all).map((step) => String(fieldsOf(step)['name']));
  if (open.length > 0) {
    refuse(`Function calls without a result: ${open.join(', ')}.`);
  }
}

/** A client that resends calls must resend their turn's signature with them, on the call or on a thought. */
export function checkSignatures(resent: readonly Step[]): void {
  let isSigned = false;
  for (const step of resent) {
    if (isUserSide(step)) isSigned = false;
    else if (fieldsOf(step)['signature']) isSigned = true;
    if (step.type === 'function_call' && !isSigned) {
      const name = String(fieldsOf(step)['name']);
      refuse(`Function call '${name}' is missing a thought signature.`);
    }
  }
}

/** What a turn is made from. */
export interface TurnParts {
  readonly request: InteractionRequest;
  /** What the client sends, oldest first. */
  readonly steps: readonly Step[];
  /** What the server kept of the conversation. */
  readonly stored: readonly Step[];
  readonly files: readonly SceneFile[];
}

/** What of the sent steps was said before: everything up to the model's last step. */
export function listResent(steps: readonly Step[]): readonly Step[] {
  return steps.slice(0, steps.findLastIndex((step) => !isUserSide(step)) + 1);
}

/** Sorts steps into what came before and what is to be answered now. */
export function prepareTurn({ request, steps, stored, files }: TurnParts): SceneTurn {
  const resent = listResent(steps);
  const input = steps.slice(resent.length);
  const history = [...stored, ...resent];
  checkCalls(history, input);
  const prompt = input.findLast((step) => step.type === 'user_input');
  return { prompt: prompt ? wordsOf(prompt).trim() : '', input, history, request, files };
}
