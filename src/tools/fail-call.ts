import { CallFailure } from './call-failure.js';
import type { FunctionCall } from './function-call.js';

/** An error is a sentence or two; whatever more it holds is not for the model. */
const mostCharacters = 2000;

/** The call as it ends with that error. What the page did wrong is also told to its developers. */
export function failCall(call: FunctionCall, cause: unknown): FunctionCall {
  const isQuiet = cause instanceof CallFailure;
  if (!isQuiet)
    console.warn(`<gemini-chat> could not complete a call of the function "${call.name}":`, cause);
  const message = readMessage(cause) || 'The function failed.';
  const error = message.length > mostCharacters ? `${message.slice(0, mostCharacters)}…` : message;
  return Object.freeze({ ...call, state: isQuiet ? cause.state : 'failed', error });
}

/** Its message and no more: where an error came from concerns nobody but the page. */
function readMessage(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  // Errors of another realm, such as a frame, are instances of another class.
  const isError = typeof cause === 'object' && cause !== null && 'message' in cause;
  return isError && typeof cause.message === 'string' ? cause.message : '';
}
