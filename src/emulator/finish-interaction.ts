import { GoogleError } from './google-error.js';
import type { StoredInteraction } from './interaction-store.js';

/** Marks an interaction as sent to its end, whatever end its scene gave it. */
export function finishInteraction(interaction: StoredInteraction, now: string): void {
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
