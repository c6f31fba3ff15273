import type { Reply } from '../protocol/reply.js';
import type { Step } from '../protocol/step.js';
import type { FunctionCall } from '../tools/function-call.js';
import { loadRunFunctions } from '../tools/load-run-functions.js';
import type { TurnContext } from './answer-turn.js';

/** A call that waits for its result; `malformed` holds its arguments where they are no JSON object. */
export interface OpenCall {
  readonly step: Step;
  readonly malformed?: string;
}

/** The calls of the page's functions in a reply that have no result yet. */
export function findOpenCalls({ steps, progress }: Reply): OpenCall[] {
  // A model may use an id again in a later round; results stand behind their calls.
  const start = steps.findLastIndex(({ type }) => type === 'function_result') + 1;
  return steps.flatMap((step, index) => {
    if (index < start) return [];
    if (step.type !== 'function_call' || !('id' in step)) return [];
    const { state, argumentText = '' } = progress[index] ?? {};
    return [{ step, ...(state === 'malformed' && { malformed: argumentText }) }];
  });
}

/** Runs the functions that a model called, all of one turn together; one result each, in the order of the calls. */
export async function answerFunctionCalls(calls: readonly OpenCall[], turn: TurnContext): Promise<Step[]> {
  const { runFunctions } = await loadRunFunctions();
  const { ask, permit, signal, settings, onNote } = turn;
  const transport = turn.transport();
  const earlier = earlierCalls.get(turn) ?? [];
  let latest: readonly FunctionCall[] = [];
  const onChange = (changed: readonly FunctionCall[]): void => {
    latest = changed;
    earlierCalls.set(turn, [...earlier, ...changed]);
    onNote({ calls: [...earlier, ...changed] });
  };
  try {
    return await runFunctions(calls, {
      functions: settings().functions ?? [],
      signal,
      watchCall: (id) => transport.watchCall?.(id),
      ask,
      permit,
      onChange,
    });
  } catch (error) {
    // A stopped turn runs nothing any more.
    onChange(latest.map(stopCall));
    throw error;
  }
}

/** The calls of the rounds before, by their turn. */
const earlierCalls = new WeakMap<TurnContext, readonly FunctionCall[]>();

function stopCall(call: FunctionCall): FunctionCall {
  const isOpen = call.state === 'waiting' || call.state === 'running';
  return isOpen ? Object.freeze({ ...call, state: 'stopped' }) : call;
}
