import type { InteractionEvent } from './interaction-event.js';
import type { Interaction } from './interaction-request.js';
import { selectOutput } from './select-output.js';
import { toModernInteraction } from './to-modern-event.js';
import { isWireObject, type WireObject } from './wire-object.js';
import type { Step } from './step.js';

const unfinished: ReadonlySet<unknown> = new Set(['in_progress', 'queued']);

/**
 * The events that a stream would have told this interaction in, so that one fold serves both. Only what
 * the reply says is told, not what was asked. An interaction that still runs gets no terminal event.
 */
export function replayInteraction(interaction: Interaction): InteractionEvent[] {
  const { steps, ...rest }: WireObject = toModernInteraction({ ...interaction });
  const { id = '', model, agent, status = 'completed', usage } = rest;
  const output = selectOutput(
    (Array.isArray(steps) ? steps : []).filter(
      (step: unknown): step is Step => isWireObject(step) && typeof step['type'] === 'string',
    ),
  );
  const created = {
    id,
    object: 'interaction',
    status: 'in_progress',
    ...(model === undefined ? {} : { model }),
    ...(agent === undefined ? {} : { agent }),
  };
  return [
    { event_type: 'interaction.created', interaction: created },
    ...output.flatMap((step, index): InteractionEvent[] => [
      { event_type: 'step.start', index, step },
      { event_type: 'step.stop', index },
    ]),
    unfinished.has(status)
      ? { event_type: 'interaction.status_update', interaction_id: id, status, usage }
      : { event_type: 'interaction.completed', interaction: { ...rest, status } },
  ];
}
