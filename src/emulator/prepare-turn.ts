import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Step } from '../protocol/step.js';
import { findOpenCalls } from './find-open-calls.js';
import { GoogleError } from './google-error.js';
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

/** Every function result must answer a call of the conversation, and no call may be left unanswered. */
function checkCalls(history: readonly Step[], input: readonly Step[]): void {
  const all = [...history, ...input];
  const called = new Set(
    all.filter((step) => step.type === 'function_call').map((step) => fieldsOf(step)['id']),
  );
  for (const step of input) {
    const callId = fieldsOf(step)['call_id'];
    if (step.type === 'function_result' && !called.has(callId)) {
      throw new GoogleError(400, { message: `No function call has the id '${String(callId)}'.` });
    }
  }
  const open = findOpenCalls(all).map((step) => String(fieldsOf(step)['name']));
  if (open.length > 0) {
    throw new GoogleError(400, { message: `Function calls without a result: ${open.join(', ')}.` });
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
      throw new GoogleError(400, { message: `Function call '${name}' is missing a thought signature.` });
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
