import type { ComposedReply } from './compose-reply.js';
import { describeInteraction, describeRecord } from './describe-interaction.js';
import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { findInteraction } from './find-interaction.js';
import { GoogleError } from './google-error.js';
import type { StoredInteraction } from './interaction-store.js';
import { completeInteraction } from './play-reply.js';
import { listEvents, streamAgain, streamRun } from './stream-interaction.js';
import { createEventId } from './write-events.js';

function refuseCursor(cursor: string, why: string): never {
  throw new GoogleError(400, { message: `Event '${cursor}' does not exist: ${why}.` });
}

/** What a stream of an interaction tells that is no longer, or not yet, what its reply was meant to be. */
function replyAsSent({ steps, status, reply, errors }: StoredInteraction): ComposedReply {
  if (status === 'in_progress') return reply;
  return { steps, status, ...(errors.length > 0 && reply.ending ? { ending: reply.ending } : {}) };
}

function answerStream(
  interaction: StoredInteraction,
  cursor: string | null,
  context: EmulatorContext,
  signal: AbortSignal,
): Response {
  const { run, request } = interaction;
  if (run) {
    const index = cursor ? run.indexOf(cursor) : -1;
    if (cursor && index === -1) refuseCursor(cursor, 'this interaction has not told it');
    return streamRun(run, index + 1, signal);
  }
  if (cursor && !request.agent) {
    refuseCursor(cursor, 'the events of this interaction have no ids');
  }
  const events = [...listEvents({ ...interaction }, replyAsSent(interaction))];
  const index = cursor ? events.findIndex(({ event }) => event.event_id === cursor) : -1;
  if (cursor && index === -1) refuseCursor(cursor, 'this interaction has not told it');
  return streamAgain(events.slice(index + 1), context, signal);
}

/** `GET /interactions/{id}`: what is kept of one; as a whole, or as a stream from its beginning or a cursor. */
export function answerGet(request: Request, id: string, context: EmulatorContext): Response {
  const { searchParams } = new URL(request.url);
  const interaction = findInteraction(id, context);
  const cursor = searchParams.get('last_event_id');
  if (searchParams.get('stream') === 'true') {
    return answerStream(interaction, cursor, context, request.signal);
  }
  if (cursor) throw new GoogleError(400, { message: "'last_event_id' needs 'stream' to be true." });
  return Response.json(describeRecord(interaction, searchParams.get('include_input') === 'true'));
}

/** `POST /interactions/{id}/cancel`: ends a run in the background; what it said so far stays. */
export function answerCancel(id: string, context: EmulatorContext): Response {
  const interaction = findInteraction(id, context);
  const { run } = interaction;
  if (!run || interaction.status !== 'in_progress') {
    throw new GoogleError(400, {
      message: `Interaction '${id}' cannot be cancelled: it is not running in the background.`,
    });
  }
  interaction.status = 'cancelled';
  interaction.updated = writeTimestamp(context.now());
  const number = run.past.length + 1;
  run.cancel({
    ...completeInteraction(interaction, 'cancelled'),
    event_id: createEventId(interaction.id, number),
  });
  return Response.json(describeInteraction(interaction));
}

/** `DELETE /interactions/{id}`: forgets one; those that follow it keep what was said. */
export function answerDelete(id: string, context: EmulatorContext): Response {
  const { id: found } = findInteraction(id, context);
  context.interactions.delete(found);
  return Response.json({});
}
