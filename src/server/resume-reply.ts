import type { DistantReply } from '../replay/redis-shelf.js';
import type { ReplyReader } from '../replay/reply-piece.js';
import { refuse } from './answer-error.js';
import type { Backend, RequestContext } from './backend.js';
import { interactionEvents } from './interaction-events.js';
import { isOwnEventId } from './number-event.js';
import { relayReply } from './relay-reply.js';
import type { RunningReplies } from './running-replies.js';
import { takeOver } from './take-over.js';

/** Who comes back to which reply. */
export interface Return {
  /** Gemini's id of it. */
  readonly id: string;
  /** Gemini's address of it. */
  readonly url: string;
  /** The last event that is known; undefined for none. */
  readonly cursor: string | undefined;
}

/** What was told of a reply, from an event on, and what is still to come; undefined where Gemini is to be asked. */
export async function resumeReply(
  back: Return,
  replies: RunningReplies,
  backend: Backend,
  context: RequestContext,
): Promise<Response | undefined> {
  const reader = readHere(back, replies) ?? (await readElsewhere(back, replies, backend, context));
  if (reader !== undefined) return relayReply(reader, interactionEvents, backend.policy, context);
  if (back.cursor === undefined || !isOwnEventId(back.cursor)) return undefined;
  throw refuse(404, 'not_found', 'What came after this event is not kept any more.');
}

function readHere({ id, cursor }: Return, replies: RunningReplies): ReplyReader | undefined {
  const reply = replies.find(id);
  const place = reply?.find(cursor);
  if (reply === undefined || place === undefined) return undefined;
  if (reply.isCrowded) throw refuseCrowd();
  return reply.read(place);
}

/** What another machine tells or told. */
async function readElsewhere(
  back: Return,
  replies: RunningReplies,
  backend: Backend,
  context: RequestContext,
): Promise<ReplyReader | undefined> {
  const { id, url, cursor } = back;
  const { shelf } = replies;
  // Without Redis it is as if there were no other machine.
  const distant = await shelf?.find(id).catch(() => undefined);
  if (shelf === undefined || distant === undefined) return undefined;
  const place = findPlace(distant, cursor);
  if (place === undefined) return undefined;
  if (distant.isCrowded) throw refuseCrowd();
  if (distant.isOver || distant.isAlive) return shelf.read(id, place);
  // Without the beginning nobody can say how much of it was told; and Gemini goes on from its own events itself.
  if (!distant.isWhole || cursor === undefined || !isOwnEventId(cursor)) return undefined;
  // Another machine, or another request, goes on with it already.
  if (!(await shelf.claim(id).catch(() => false))) return shelf.read(id, place);
  const call = {
    id,
    method: 'GET',
    url: `${url}?stream=true`,
    stream: true,
    format: interactionEvents,
  } as const;
  const reply = await takeOver(call, distant, replies, backend, context).catch(() => undefined);
  const from = reply?.find(cursor);
  return from === undefined ? undefined : reply?.read(from);
}

function findPlace({ pieces, isWhole }: DistantReply, cursor: string | undefined): number | undefined {
  if (cursor === undefined) return isWhole ? 0 : undefined;
  const piece = pieces.findLast(({ id }) => id === cursor);
  return piece === undefined ? undefined : piece.place + 1;
}

function refuseCrowd(): Error {
  const wait = { 'retry-after': '5' };
  return refuse(429, 'too_many_requests', 'This reply is read in too many places at once.', wait);
}
