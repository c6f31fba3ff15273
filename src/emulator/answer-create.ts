import { breakBody } from './break-body.js';
import { createInteraction } from './create-interaction.js';
import { describeInteraction } from './describe-interaction.js';
import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { catchUp } from './catch-up.js';
import { GoogleError } from './google-error.js';
import type { StoredInteraction } from './interaction-store.js';
import { readJson } from './read-json.js';
import { streamInteraction } from './stream-interaction.js';
import { validateInteraction } from './validate-interaction.js';

function writeWhole(interaction: StoredInteraction): Response {
  const { ending } = interaction.reply;
  if (ending instanceof GoogleError) throw ending;
  const body = describeInteraction(interaction);
  return ending === 'drop' ? breakBody(JSON.stringify(body)) : Response.json(body);
}

/** `POST /interactions`: creates one, and streams it where asked to. */
export async function answerCreate(request: Request, context: EmulatorContext): Promise<Response> {
  const body = await readJson(request);
  validateInteraction(body);
  const interaction = createInteraction(body, context, new URL(request.url).origin);
  const isBackground = body.background === true;
  const { signal } = request;
  const leave = () => {
    // What a model says is finished without its reader; an agent's work is gone with whoever waits for it.
    if (body.agent && !isBackground) context.interactions.delete(interaction.id);
  };
  if (body.stream) return streamInteraction(interaction, { from: 0, signal, onLeave: leave }, context);
  if (isBackground) return Response.json(describeInteraction(interaction));
  try {
    await interaction.run.finish(signal);
  } catch (error) {
    leave();
    throw error;
  }
  catchUp(interaction, writeTimestamp(context.now()));
  return writeWhole(interaction);
}
