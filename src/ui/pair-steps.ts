import type { Step } from '../protocol/step.js';

/** A call with its result; what is neither call nor result stands alone as `call`. */
export interface StepPair {
  readonly call?: Step;
  readonly result?: Step;
}

/** What belongs to the answer itself, and not to what was done for it. */
const sayings: ReadonlySet<string> = new Set(['thought', 'user_input', 'model_output']);

const callSuffix = /_call$/;
const resultSuffix = /_result$/;

function readId(step: Step, name: 'id' | 'call_id'): unknown {
  const fields: Readonly<Record<string, unknown>> = { ...step };
  return fields[name];
}

function belongs(call: Step, result: Step): boolean {
  if (call.type.replace(callSuffix, '') !== result.type.replace(resultSuffix, '')) return false;
  const id = readId(call, 'id');
  const callId = readId(result, 'call_id');
  return id === undefined || callId === undefined || id === callId;
}

/** What was done for an answer, in order; each result with its call. Ids may be missing on either side. */
export function pairSteps(steps: readonly Step[]): StepPair[] {
  const pairs: { call?: Step; result?: Step }[] = [];
  for (const step of steps) {
    if (sayings.has(step.type)) {
      if (step.type === 'model_output' && 'error' in step && step.error) pairs.push({ call: step });
    } else if (resultSuffix.test(step.type)) {
      const pair = pairs.find(({ call, result }) => call && !result && belongs(call, step));
      if (pair) pair.result = step;
      else pairs.push({ result: step });
    } else {
      pairs.push({ call: step });
    }
  }
  return pairs;
}
