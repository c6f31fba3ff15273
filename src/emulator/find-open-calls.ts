import type { Step } from '../protocol/step.js';
import { fieldsOf } from './read-step.js';

/** The function calls that no later step answers, in order. */
export function findOpenCalls(steps: readonly Step[]): Step[] {
  const answered = new Set(
    steps.filter((step) => step.type === 'function_result').map((step) => fieldsOf(step)['call_id']),
  );
  return steps.filter((step) => step.type === 'function_call' && !answered.has(fieldsOf(step)['id']));
}
