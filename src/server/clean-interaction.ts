import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import { describeUpstreamError } from './describe-upstream-error.js';

/** An interaction or a step without Google's own words about errors in it; the same object if there were none. */
export function cleanInteraction(value: WireObject): WireObject {
  const { error, errors, steps } = value;
  const clean: Record<string, unknown> = { ...value };
  if (isWireObject(error)) clean['error'] = describe(error);
  if (Array.isArray(errors) && errors.length > 0) clean['errors'] = errors.map(describe);
  if (Array.isArray(steps)) {
    const cleanSteps = steps.map((step: unknown) => (isWireObject(step) ? cleanInteraction(step) : step));
    if (cleanSteps.some((step, index) => step !== steps[index])) clean['steps'] = cleanSteps;
  }
  return Object.keys(clean).some((name) => clean[name] !== value[name]) ? clean : value;
}

function describe(error: unknown): { code: string; message: string } {
  const { code, message } = describeUpstreamError(error);
  return { code, message };
}
