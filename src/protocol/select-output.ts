import type { Step } from './step.js';

/** The steps that are the reply: a fetched interaction also lists what was asked before it. */
export function selectOutput(steps: readonly Step[]): readonly Step[] {
  let start = steps.findLastIndex(({ type }) => type === 'user_input') + 1;
  while (steps[start]?.type === 'function_result') start += 1;
  return start === 0 ? steps : steps.slice(start);
}
