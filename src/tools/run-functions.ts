import type { Content, Step } from '../protocol/step.js';
import { CallFailure } from './call-failure.js';
import { failCall } from './fail-call.js';
import type { FunctionCall } from './function-call.js';
import { limitTime } from './limit-time.js';
import type { PageFunction } from './page-function.js';
import { prepareCall, type PreparedCall, type UnansweredCall } from './prepare-call.js';
import { writeResult } from './write-result.js';

/** What calls may run with, and who is asked. */
export interface RunOptions {
  readonly functions: readonly PageFunction[];
  /** Ends all calls; none begins after it aborted. */
  readonly signal: AbortSignal;
  /** Gives what aborts when the far end takes back the call of that id, where it can. */
  readonly watchCall?: ((id: string) => AbortSignal | undefined) | undefined;
  /** Asks the reader whether a call may run. */
  readonly ask: (call: FunctionCall) => Promise<boolean>;
  /** Asks the page whether a call may run, or be put to the reader. */
  readonly permit: (call: FunctionCall) => boolean;
  /** Told all calls, as a new frozen list, whenever one of them changes. */
  readonly onChange: (calls: readonly FunctionCall[]) => void;
}

/**
 * Runs the functions that the model called in one turn, all at once, and gives one `function_result` step for each,
 * in the order of the calls. Whatever goes wrong with a call is its result; rejects only with the signal's reason,
 * and then at once, whether or not the functions heed their signals. A call that the far end takes back ends as
 * fast, and the others go on. Calls with the same id are one call.
 */
export async function runFunctions(calls: readonly UnansweredCall[], options: RunOptions): Promise<Step[]> {
  const { functions, signal, permit, onChange } = options;
  const prepared = leaveOutRepeated(calls).map((call) => {
    signal.throwIfAborted();
    return prepareCall(call, functions, permit);
  });
  signal.throwIfAborted();
  const shown = prepared.map(({ call }) => call);
  const publish = (): void => onChange(Object.freeze([...shown]));
  const results = prepared.map((one, index) =>
    completeCall(one, options, (changed) => {
      shown[index] = changed;
      publish();
    }),
  );
  // The reader has been asked by now, and nothing runs yet.
  publish();
  return Promise.all(results);
}

/** A call that came twice must not act twice, and a call has one result. */
function leaveOutRepeated(calls: readonly UnansweredCall[]): UnansweredCall[] {
  const ids = new Set<string>();
  return calls.filter(({ step }) => {
    const id = 'id' in step && typeof step.id === 'string' ? step.id : '';
    const isNew = !ids.has(id);
    ids.add(id);
    return isNew;
  });
}

async function completeCall(
  { call, work, timeoutMs = Infinity }: PreparedCall,
  { signal, ask, watchCall }: RunOptions,
  onChange: (call: FunctionCall) => void,
): Promise<Step> {
  if (!work) return toStep(call);
  const takenBack = watchCall?.(call.id);
  const ending = takenBack ? AbortSignal.any([signal, takenBack]) : signal;
  let current = call;
  const change = (next: Partial<FunctionCall>): void => {
    signal.throwIfAborted();
    current = Object.freeze({ ...current, ...next });
    onChange(current);
  };
  try {
    const isAllowed = await (call.state === 'waiting' ? limitTime(Infinity, ending, () => ask(call)) : true);
    if (!isAllowed) throw new CallFailure('The user declined this call.', 'refused');
    if (call.state === 'waiting') change({ state: 'running' });
    const result = await limitTime(timeoutMs, ending, work);
    const contents = writeResult(result);
    change({ state: 'done', result });
    return toStep(current, contents);
  } catch (cause) {
    signal.throwIfAborted();
    if (takenBack?.aborted) {
      change({ state: 'stopped' });
      // Nobody waits for this, but APIs refuse a conversation with a call that has no result.
      return toStep({ ...current, error: 'The call was taken back.' });
    }
    change(failCall(current, cause));
    return toStep(current);
  }
}

function toStep({ id, name, error = '' }: FunctionCall, contents?: Content[]): Step {
  return {
    type: 'function_result',
    call_id: id,
    name,
    result: contents ?? [{ type: 'text', text: error }],
    ...(!contents && { is_error: true }),
  };
}
