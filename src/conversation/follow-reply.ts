import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import { readInteractionEvents } from '../protocol/read-interaction-events.js';
import { foldEvent } from '../protocol/fold-event.js';
import { pause } from '../protocol/pause.js';
import { emptyReply, type Reply } from '../protocol/reply.js';
import type { Transport } from '../transport/transport.js';
import type { Leg, TurnContext } from './answer-turn.js';
import { pauseBeforeRetry } from './pause.js';
import type { Outcome } from './receive-reply.js';

/** Milliseconds between two looks at a reply that is not ready: at first, and at most. */
const firstPause = 5000;
const longestPause = 30_000;
/** Failures in a row after which nobody follows any more, and the milliseconds after each. */
const pausesAfterFailure = [1000, 3000, 9000] as const;
/** Milliseconds after which a reply that still claims to run is given up. */
const longestRun = 3_600_000;

/** How a reply that runs on the server is followed. */
export interface Following {
  /** When it began to be followed, by the monotonic clock. */
  readonly since: number;
  /** Looks so far that found it running. */
  readonly looks: number;
  readonly failures: number;
  /** The server could not go on from where we were: the whole of it is fetched instead. */
  readonly whole: boolean;
}

/** Whether the server goes on with a reply, so that the rest of it can be fetched. */
export function canFollow(
  { id, lastEventId }: Reply,
  leg: Leg | undefined,
  { running }: TurnContext,
): boolean {
  const isKept =
    running !== undefined || leg?.following || leg?.request?.background || lastEventId !== undefined;
  // Dots alone would lead to another path.
  return Boolean(id && isKept && !/^\.+$/.test(id));
}

/** The next look at a reply that runs on the server, after a wait; `undefined` where it is given up. */
export async function followReply(
  { reply, error }: Outcome,
  leg: Leg | undefined,
  turn: TurnContext,
): Promise<Leg | undefined> {
  const before = leg?.following ?? { since: performance.now(), looks: 0, failures: 0, whole: false };
  if (performance.now() - before.since > longestRun) return undefined;
  const isLost = error !== undefined && !error.retryable;
  // Where the rest is not to be had there is nothing after the whole.
  if (isLost && (before.whole || !leg?.following)) return undefined;
  const failures = error ? before.failures + 1 : 0;
  const wait = error ? pausesAfterFailure[failures - 1] : findPause(before.looks, leg !== undefined);
  if (wait === undefined) return undefined;
  if (error) await pauseBeforeRetry(wait * (1 + Math.random() / 4), failures, error, turn);
  else await pause(wait, turn.signal, turn.onPause);
  const following = { ...before, looks: before.looks + 1, failures, whole: before.whole || isLost };
  const cursor = following.whole ? undefined : reply.lastEventId;
  return {
    ...leg,
    following,
    events: () => fetchEvents(reply.id ?? '', cursor, following.whole, turn),
    from: cursor === undefined ? forgetHop(reply) : reply,
    attempt: 0,
    round: leg?.round ?? 0,
  };
}

function findPause(looks: number, wasAsked: boolean): number {
  // A stream that broke off, or a reply from before a reload, is looked at once before the waits grow.
  if (looks === 0) return wasAsked ? 1000 : 0;
  return Math.min(firstPause * 1.5 ** (looks - 1), longestPause);
}

/** The server tells the whole hop again where it is not told how far we are. */
function forgetHop(reply: Reply): Reply {
  const { lastEventId: _, ...rest } = reply;
  return {
    ...rest,
    steps: reply.steps.slice(0, reply.firstStepOfHop),
    progress: reply.progress.slice(0, reply.firstStepOfHop),
  };
}

async function* fetchEvents(
  id: string,
  cursor: string | undefined,
  whole: boolean,
  { transport, signal }: TurnContext,
): AsyncGenerator<InteractionEvent, void> {
  const query = new URLSearchParams({
    ...(whole ? {} : { stream: 'true' }),
    ...(cursor === undefined ? {} : { last_event_id: cursor }),
  });
  const headers = { Accept: 'text/event-stream, application/json' };
  const path = `/interactions/${encodeURIComponent(id)}${query.size > 0 ? `?${query}` : ''}`;
  const events = readInteractionEvents(await transport().call(path, { headers }, signal));
  yield* cursor === undefined ? events : dropKnown(events, cursor);
}

/**
 * What comes after an event. Where the far end begins anew instead, what is known already is dropped; and where it
 * does not number what it tells, the whole replaces what had come.
 */
async function* dropKnown(
  events: AsyncIterable<InteractionEvent>,
  cursor: string,
): AsyncGenerator<InteractionEvent, void> {
  let isNew = false;
  let whole: Reply | undefined;
  for await (const event of events) {
    const isKnown = event.event_type === 'interaction.created' || event.event_id === cursor;
    isNew ||= !whole && !isKnown;
    if (isNew) yield event;
    else whole = foldEvent(whole ?? emptyReply, event);
    if (event.event_id === cursor) isNew = true;
  }
  if (isNew || !whole?.done) return;
  const { steps, status, usage } = whole;
  yield { event_type: 'interaction.completed', interaction: { steps, status, usage } };
}

/** Tells the server that nobody wants a reply any more. Where that fails it works on in vain, no more. */
export async function cancelReply(id: string, transport: Transport): Promise<void> {
  const { signal } = new AbortController();
  const path = `/interactions/${encodeURIComponent(id)}/cancel`;
  try {
    const response = await transport.call(path, { method: 'POST' }, signal);
    await response.body?.cancel();
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}
