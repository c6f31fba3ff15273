import { GoogleError } from './google-error.js';
import type { StoredInteraction } from './interaction-store.js';

/** Marks an interaction as told to its end, whatever end its scene gave it. */
function finishInteraction(interaction: StoredInteraction, now: string): void {
  const { steps, status, ending } = interaction.reply;
  interaction.steps = steps;
  interaction.updated = now;
  interaction.status = status;
  if (ending === 'drop') interaction.status = 'incomplete';
  if (ending instanceof GoogleError) {
    interaction.status = 'failed';
    interaction.errors = [ending.toInteractionsBody().error];
  }
}

/** Notes what an interaction has done since it was last looked at. */
export function catchUp(interaction: StoredInteraction, now: string): void {
  const { run, reply, status } = interaction;
  if (status !== 'in_progress') return;
  if (run.isOver) {
    finishInteraction(interaction, now);
    return;
  }
  const steps = run.past.filter((event) => event.event_type === 'step.stop').length;
  if (steps > interaction.steps.length) interaction.updated = now;
  interaction.steps = reply.steps.slice(0, steps);
}
