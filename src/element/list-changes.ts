import type { Message } from '../conversation/message.js';
import type { Snapshot } from '../conversation/snapshot.js';
import {
  ChatConversationChangeEvent,
  ChatReplyDeltaEvent,
  ChatReplyEndEvent,
  ChatReplyStartEvent,
  ChatStatusChangeEvent,
} from './events.js';
import { listErrorEvents } from './list-error-events.js';

/** The public events that lie between two snapshots, in the order in which they are to be told. */
export function listChanges(before: Snapshot, after: Snapshot): Event[] {
  const known = new Map(before.messages.map((message) => [message.id, message]));
  const events: Event[] = [];
  const isOther = after.messages.some((message) => !known.has(message.id) && isOld(message));
  if (isOther || (before.messages.length > 0 && after.messages.length === 0)) {
    events.push(new ChatConversationChangeEvent(after.messages));
  }
  const statusChange = before.status === after.status ? [] : [new ChatStatusChangeEvent(after.status)];
  const kept = new Set(after.messages.map((message) => message.id));
  for (const message of before.messages) {
    if (message.status === 'streaming' && hasBegun(message) && !kept.has(message.id)) {
      events.push(new ChatReplyEndEvent(Object.freeze({ ...message, status: 'stopped' })));
    }
  }
  // A reply begins after the chat became busy, and ends before it is free again.
  const isOver = after.status === 'ready' || after.status === 'error';
  if (!isOver) events.push(...statusChange);
  for (const message of after.messages) {
    const previous = known.get(message.id);
    if (message !== previous && message.role === 'model' && (previous || !isOld(message)))
      events.push(...listReplyChanges(previous, message));
  }
  if (isOver) events.push(...statusChange);
  if (after.error && after.error !== before.error) events.push(...listErrorEvents(after.error));
  return events;
}

/** Whether a reply that was not here before had ended already: it is from another conversation or branch. */
function isOld({ role, status }: Message): boolean {
  return role === 'model' && status !== 'pending' && status !== 'streaming';
}

/** Whether a reply has brought something, or has ended: one that was refused at once never began. */
function hasBegun({ status, steps }: Message): boolean {
  return status === 'streaming' ? steps.length > 0 : status !== 'queued' && status !== 'pending';
}

function listReplyChanges(before: Message | undefined, after: Message): Event[] {
  if (!hasBegun(after)) return [];
  const events: Event[] = [];
  const isFirst = !before || !hasBegun(before);
  if (isFirst) events.push(new ChatReplyStartEvent(after));
  // A hop that resends its steps may also shorten the text; only what was added is a delta.
  const delta = after.text.slice(before?.text.length ?? 0);
  if (delta) events.push(new ChatReplyDeltaEvent(after, delta));
  if (after.status !== 'streaming' && (isFirst || before.status === 'streaming')) {
    events.push(new ChatReplyEndEvent(after));
  }
  return events;
}
