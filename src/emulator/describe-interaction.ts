import type { StoredInteraction } from './interaction-store.js';

/** An interaction as a whole answer tells it, with the steps of its reply. */
export function describeInteraction(interaction: StoredInteraction): Record<string, unknown> {
  const { id, status, usage, created, updated, steps, target, errors, request } = interaction;
  const { environmentId, continuationToken } = interaction;
  return {
    // An interaction that is not stored has no id in a unary answer; in a stream its id is empty.
    ...(id ? { id } : {}),
    status,
    ...(status === 'in_progress' ? {} : { usage }),
    created,
    updated,
    service_tier: request.service_tier ?? 'standard',
    steps,
    ...(errors.length > 0 ? { errors } : {}),
    ...(environmentId === undefined ? {} : { environment_id: environmentId }),
    ...(continuationToken === undefined || status !== 'requires_continuation'
      ? {}
      : { continuation_token: continuationToken }),
    object: 'interaction',
    ...target,
  };
}

/** The fields of a request that the record of its interaction repeats. */
const echoed = [
  'system_instruction',
  'generation_config',
  'agent_config',
  'tools',
  'response_format',
  'safety_settings',
  'background',
  'labels',
] as const;

/** The record of an interaction: everything that was said in it, and how it was asked. */
export function describeRecord(
  interaction: StoredInteraction,
  isInputWanted: boolean,
): Record<string, unknown> {
  const { input, previous, steps, request } = interaction;
  const settings = Object.entries(request).filter(
    ([name, value]) => echoed.some((field) => field === name) && value !== null,
  );
  return {
    ...describeInteraction(interaction),
    ...Object.fromEntries(settings),
    steps: [...input, ...steps],
    ...(isInputWanted ? { input } : {}),
    ...(previous ? { previous_interaction_id: previous.id } : {}),
  };
}
