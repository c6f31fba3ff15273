import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { catchUp } from './catch-up.js';
import { GoogleError } from './google-error.js';
import type { StoredInteraction } from './interaction-store.js';

/** What is kept under an id, as it stands now; a 404 where nothing is, or is any longer. */
export function findInteraction(id: string, context: EmulatorContext): StoredInteraction {
  const interaction = context.interactions.get(id);
  if (interaction) catchUp(interaction, writeTimestamp(context.now()));
  // What broke the connection took the answer with it.
  const isLost = interaction?.reply.ending === 'drop' && interaction.status !== 'in_progress';
  if (!interaction || isLost) throw new GoogleError(404, { message: `Interaction '${id}' was not found.` });
  return interaction;
}
