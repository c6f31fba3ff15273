import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Step } from '../protocol/step.js';
import { findOpenCalls } from './find-open-calls.js';
import { GoogleError } from './google-error.js';
import { listInputSteps } from './list-input-steps.js';
import { fieldsOf, textOf } from './read-step.js';
import type { SceneTurn } from './scene.js';

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
function checkSignatures(resent: readonly Step[]): void {
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

/** Sorts a request's steps into what came before and what is to be answered now. */
export function prepareTurn(request: InteractionRequest, stored: readonly Step[]): SceneTurn {
  const steps = listInputSteps(request.input);
  const lastOfModel = steps.findLastIndex((step) => !isUserSide(step));
  const resent = steps.slice(0, lastOfModel + 1);
  const input = steps.slice(lastOfModel + 1);
  const history = [...stored, ...resent];
  checkCalls(history, input);
  checkSignatures(resent);
  const prompt = input.findLast((step) => step.type === 'user_input');
  return { prompt: prompt ? textOf(prompt).trim() : '', input, history, request };
}
