import type { Step } from '../protocol/step.js';
import type { WireObject } from '../protocol/wire-object.js';
import { CallFailure } from './call-failure.js';
import { checkArguments } from './check-arguments.js';
import { failCall } from './fail-call.js';
import type { FunctionCall } from './function-call.js';
import type { PageFunction } from './page-function.js';
import { readArguments } from './read-arguments.js';

const usualTimeout = 60_000;

/** A `function_call` step without its result; `malformed` is the text of arguments that were no JSON object. */
export interface UnansweredCall {
  readonly step: Step;
  readonly malformed?: string;
}

/** A call that runs or waits for consent, with what it takes to run it; or one that came to its end already. */
export interface PreparedCall {
  readonly call: FunctionCall;
  readonly work?: (signal: AbortSignal) => unknown;
  readonly timeoutMs?: number;
}

/**
 * Looks whether a call may run, without running it. What the page's function is by now is what will run: pages may
 * change it while the reader is asked.
 */
export function prepareCall(
  { step, malformed }: UnansweredCall,
  functions: readonly PageFunction[],
  permit: (call: FunctionCall) => boolean,
): PreparedCall {
  const { id, name, arguments: given }: WireObject = step;
  let call: FunctionCall = Object.freeze({
    id: typeof id === 'string' ? id : '',
    name: typeof name === 'string' ? name : '',
    args: Object.freeze({}),
    ...(malformed !== undefined && { malformed }),
    state: 'running',
  });
  try {
    // What a function does without an answer is done again by a model that waits for one.
    if (!call.id) throw new CallFailure('The call has no id, so that its result could not be returned.');
    const page = findFunction(call.name, functions);
    const { execute, parameters, confirm } = page;
    const timeoutMs = page.timeoutMs ?? usualTimeout;
    if (!(typeof timeoutMs === 'number' && timeoutMs > 0))
      throw new TypeError('The `timeoutMs` of the function is no number above 0.');
    const args = readArguments(given, malformed);
    call = Object.freeze({ ...call, args });
    if (parameters !== undefined && parameters !== null) checkArguments(args, parameters);
    const question = readQuestion(confirm, args);
    if (question !== undefined)
      call = Object.freeze({ ...call, state: 'waiting', ...(question && { question }) });
    if (!permit(call)) throw new CallFailure('The page does not allow this call.', 'refused');
    // A copy: what was consented to stays as it was, and goes back to the model as it came.
    const work = (signal: AbortSignal): unknown => execute.call(page, structuredClone(args), { signal });
    return { call, work, timeoutMs };
  } catch (cause) {
    return { call: failCall(call, cause) };
  }
}

function findFunction(name: string, functions: readonly PageFunction[]): PageFunction {
  // Pages in plain JavaScript may have set anything.
  if (!Array.isArray(functions)) throw new TypeError('The `functions` of the page are no array.');
  const page: PageFunction | undefined = functions.find(
    (one: PageFunction | undefined) => one?.name === name,
  );
  if (!page) {
    const names = functions.map((one: PageFunction | undefined) => one?.name).join(', ');
    throw new CallFailure(
      `There is no function "${name}". ${names ? `There are: ${names}.` : 'There are none.'}`,
    );
  }
  if (typeof page.execute !== 'function') throw new TypeError('The function has no execute().');
  return page;
}

/** What to ask the reader, empty for the usual question; undefined where there is no need to ask. */
function readQuestion(confirm: PageFunction['confirm'], args: WireObject): string | undefined {
  const answer: unknown = typeof confirm === 'function' ? confirm(structuredClone(args)) : confirm;
  if (answer === undefined || answer === null || answer === false) return undefined;
  // Anything that was not meant as an answer, such as a promise, is no reason not to ask.
  return typeof answer === 'string' ? answer : '';
}
