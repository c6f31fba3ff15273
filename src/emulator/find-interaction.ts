import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { finishInteraction } from './finish-interaction.js';
import { GoogleError } from './google-error.js';
import type { StoredInteraction } from './interaction-store.js';

/** Notes what a run in the background has done since it was last looked at. */
function catchUp(interaction: StoredInteraction, context: EmulatorContext): void {
  const { run, reply } = interaction;
  if (!run || interaction.status !== 'in_progress') return;
  const now = writeTimestamp(context.now());
  if (run.isOver) {
    finishInteraction(interaction, now);
    return;
  }
  const steps = run.past.filter((event) => event.event_type === 'step.stop').length;
  if (steps > interaction.steps.length) interaction.updated = now;
  interaction.steps = reply.steps.slice(0, steps);
}

/** What is kept under an id, as it stands now; a 404 where nothing is. */
export function findInteraction(id: string, context: EmulatorContext): StoredInteraction {
  const interaction = context.interactions.get(id);
  if (!interaction) throw new GoogleError(404, { message: `Interaction '${id}' was not found.` });
  catchUp(interaction, context);
  return interaction;
}
