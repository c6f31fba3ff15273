import { describeInteraction, describeRecord } from './describe-interaction.js';
import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { findInteraction } from './find-interaction.js';
import { GoogleError } from './google-error.js';
import type { StoredInteraction } from './interaction-store.js';
import { completeInteraction } from './play-reply.js';
import { streamInteraction } from './stream-interaction.js';
import { createEventId, hasEventIds } from './write-events.js';

function refuseCursor(cursor: string, why: string): never {
  throw new GoogleError(400, { message: `Event '${cursor}' does not exist: ${why}.` });
}

/** How many events a reader knows who has got as far as that one. */
function findPlace(interaction: StoredInteraction, cursor: string | null): number {
  if (!cursor) return 0;
  if (!hasEventIds(interaction)) refuseCursor(cursor, 'the events of this interaction have no ids');
  const index = interaction.run.indexOf(cursor);
  if (index === -1) refuseCursor(cursor, 'this interaction has not told it');
  return index + 1;
}

function readFlag(parameters: URLSearchParams, name: string): boolean {
  const value = parameters.get(name);
  if (value === null || value === 'true' || value === 'false') return value === 'true';
  throw new GoogleError(400, { message: `Invalid value at '${name}': expected true or false.` });
}

/** `GET /interactions/{id}`: what is kept of one; as a whole, or as a stream from its beginning or a cursor. */
export function answerGet(request: Request, id: string, context: EmulatorContext): Response {
  const { searchParams } = new URL(request.url);
  const interaction = findInteraction(id, context);
  const cursor = searchParams.get('last_event_id');
  if (readFlag(searchParams, 'stream')) {
    const { signal } = request;
    return streamInteraction(interaction, { from: findPlace(interaction, cursor), signal }, context);
  }
  if (cursor) throw new GoogleError(400, { message: "'last_event_id' needs 'stream' to be true." });
  return Response.json(describeRecord(interaction, readFlag(searchParams, 'include_input')));
}

/** `POST /interactions/{id}/cancel`: ends a run in the background; what it said so far stays. */
export function answerCancel(id: string, context: EmulatorContext): Response {
  const interaction = findInteraction(id, context);
  const { run, request } = interaction;
  if (request.background !== true || interaction.status !== 'in_progress') {
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
