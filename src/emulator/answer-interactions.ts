import { createInteraction, finishInteraction } from './create-interaction.js';
import type { ComposedReply } from './compose-reply.js';
import { GoogleError } from './google-error.js';
import type { InteractionContext } from './interaction-context.js';
import type { StoredInteraction } from './interaction-store.js';
import { playReply } from './play-reply.js';
import { streamEvents } from './stream-events.js';
import { validateInteraction } from './validate-interaction.js';
import { waitFor } from './wait-for.js';

async function readBody(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new GoogleError(400, { message: 'Invalid JSON payload received.' });
  }
}

function describeUnary(interaction: StoredInteraction): Record<string, unknown> {
  const { id, status, usage, created, updated, steps, target, errors } = interaction;
  return {
    // An interaction that is not stored has no id in a unary answer; in a stream its id is empty.
    ...(id ? { id } : {}),
    status,
    usage,
    created,
    updated,
    service_tier: 'standard',
    steps,
    ...(errors.length > 0 ? { errors } : {}),
    object: 'interaction',
    ...target,
  };
}

function answerStream(
  interaction: StoredInteraction,
  reply: ComposedReply,
  context: InteractionContext,
  signal: AbortSignal,
): Response {
  const isOpen = interaction.status === 'in_progress';
  const body = streamEvents(playReply(interaction, reply), {
    pace: context.pace,
    signal,
    onEvent: (event) => {
      if (!isOpen || event.event_type !== 'step.stop' || !('index' in event)) return;
      interaction.steps = reply.steps.slice(0, Number(event.index) + 1);
    },
    onEnd: () => {
      if (isOpen) finishInteraction(interaction, context.timestamp());
    },
    onCancel: () => {
      if (!isOpen) return;
      interaction.status = 'cancelled';
      interaction.updated = context.timestamp();
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' },
  });
}

/** A body that breaks off half-way, as a lost connection would. */
function breakBody(json: string): Response {
  const bytes = new TextEncoder().encode(json);
  let isSent = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (isSent) controller.error(new TypeError('The connection was lost.'));
      else controller.enqueue(bytes.slice(0, bytes.length / 2));
      isSent = true;
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json; charset=UTF-8' } });
}

async function answerUnary(
  interaction: StoredInteraction,
  context: InteractionContext,
  signal: AbortSignal,
): Promise<Response> {
  const { reply } = interaction;
  let beats = 0;
  if (context.pace > 0) for (const timed of playReply(interaction, reply)) beats += timed.beats;
  await waitFor(beats * context.pace, signal);
  finishInteraction(interaction, context.timestamp());
  if (reply.ending instanceof GoogleError) throw reply.ending;
  const body = describeUnary(interaction);
  return reply.ending === 'drop' ? breakBody(JSON.stringify(body)) : Response.json(body);
}

/** `POST /interactions`: creates one, and streams it where asked to. */
export async function answerCreate(request: Request, context: InteractionContext): Promise<Response> {
  const body = await readBody(request);
  validateInteraction(body);
  const interaction = createInteraction(body, context);
  if (body.stream === true) return answerStream(interaction, interaction.reply, context, request.signal);
  try {
    return await answerUnary(interaction, context, request.signal);
  } catch (error) {
    if (interaction.status === 'in_progress') interaction.status = 'cancelled';
    throw error;
  }
}

function findInteraction(id: string, { store }: InteractionContext): StoredInteraction {
  const interaction = store.get(id);
  if (interaction) return interaction;
  throw new GoogleError(404, { message: `Interaction '${id}' was not found.` });
}

/** `GET /interactions/{id}`: what is kept of one, as a whole or as a stream from its beginning. */
export function answerGet(request: Request, id: string, context: InteractionContext): Response {
  const { searchParams } = new URL(request.url);
  const interaction = findInteraction(id, context);
  const cursor = searchParams.get('last_event_id');
  if (cursor)
    throw new GoogleError(400, { message: `Event '${cursor}' does not exist: events have no ids.` });
  if (searchParams.get('stream') === 'true') {
    const { steps, status, reply, errors } = interaction;
    const isOpen = status === 'in_progress';
    const failure = errors.length > 0 && reply.ending ? { ending: reply.ending } : {};
    const replay: ComposedReply = isOpen ? reply : { steps, status, ...failure };
    return answerStream({ ...interaction }, replay, context, request.signal);
  }
  const { input, previous } = interaction;
  return Response.json({
    ...describeUnary(interaction),
    steps: [...input, ...interaction.steps],
    ...(searchParams.get('include_input') === 'true' ? { input } : {}),
    ...(previous ? { previous_interaction_id: previous.id } : {}),
  });
}

/** `DELETE /interactions/{id}`: forgets one; those that follow it keep what was said. */
export function answerDelete(id: string, context: InteractionContext): Response {
  const { id: found } = findInteraction(id, context);
  context.store.delete(found);
  return Response.json({});
}
