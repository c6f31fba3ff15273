import { breakBody } from './break-body.js';
import { createInteraction } from './create-interaction.js';
import { describeInteraction } from './describe-interaction.js';
import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { finishInteraction } from './finish-interaction.js';
import { GoogleError } from './google-error.js';
import type { StoredInteraction } from './interaction-store.js';
import { playReply } from './play-reply.js';
import { readJson } from './read-json.js';
import { streamInteraction, streamRun } from './stream-interaction.js';
import { validateInteraction } from './validate-interaction.js';
import { waitFor } from './wait-for.js';

async function answerUnary(
  interaction: StoredInteraction,
  context: EmulatorContext,
  signal: AbortSignal,
): Promise<Response> {
  const { reply } = interaction;
  let beats = 0;
  if (context.pace > 0) for (const timed of playReply(interaction, reply)) beats += timed.beats;
  await waitFor(beats * context.pace, signal);
  finishInteraction(interaction, writeTimestamp(context.now()));
  if (reply.ending instanceof GoogleError) throw reply.ending;
  const body = describeInteraction(interaction);
  return reply.ending === 'drop' ? breakBody(JSON.stringify(body)) : Response.json(body);
}

/** `POST /interactions`: creates one, and streams it where asked to. */
export async function answerCreate(request: Request, context: EmulatorContext): Promise<Response> {
  const body = await readJson(request);
  validateInteraction(body);
  const interaction = createInteraction(body, context, new URL(request.url).origin);
  const { run } = interaction;
  if (run)
    return body.stream ? streamRun(run, 0, request.signal) : Response.json(describeInteraction(interaction));
  if (body.stream) return streamInteraction(interaction, context, request.signal);
  try {
    return await answerUnary(interaction, context, request.signal);
  } catch (error) {
    if (interaction.status === 'in_progress') interaction.status = 'cancelled';
    // An agent's work is gone with whoever waits for it.
    if (request.signal.aborted && body.agent) context.interactions.delete(interaction.id);
    throw error;
  }
}
