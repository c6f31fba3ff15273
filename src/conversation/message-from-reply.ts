import { ChatError } from '../protocol/chat-error.js';
import { parseJson } from '../protocol/parse-json.js';
import { readText } from '../protocol/read-text.js';
import type { Reply } from '../protocol/reply.js';
import { hasArrived, type Message, type MessageStatus } from './message.js';
import type { Outcome } from './receive-reply.js';

/** Failures of the way, not of the answer: with something received, the answer was cut, not refused. */
const cutsAnswer: ReadonlySet<string> = new Set(['network', 'timeout', 'offline']);

/** The message as it stands while its reply streams. */
export function messageFromReply(
  message: Message,
  reply: Reply,
  status: MessageStatus = 'streaming',
): Message {
  return Object.freeze({
    ...message,
    text: readText(reply.steps),
    steps: Object.freeze(reply.steps),
    status,
    ...(reply.usage && { usage: reply.usage }),
    ...(reply.id && { interactionId: reply.id }),
  });
}

/** The message once its reply has ended, one way or the other. */
export function finishMessage(message: Message, outcome: Outcome): Message {
  const finished = messageFromReply(message, outcome.reply);
  const { status, error } = judge(finished, outcome);
  const data = message.isData ? parseJson(finished.text) : undefined;
  return Object.freeze({
    ...finished,
    status,
    ...(error && { error }),
    ...(data !== undefined && { data }),
  });
}

function judge(message: Message, outcome: Outcome): { status: MessageStatus; error?: ChatError | undefined } {
  const { reply, stopped } = outcome;
  if (stopped) return { status: 'stopped' };
  const { error } = outcome;
  if (error) {
    // What the stream itself reports is the answer's own end, whatever it calls it.
    const isCut = !reply.error && cutsAnswer.has(error.code) && hasArrived(message);
    return { status: isCut ? 'interrupted' : 'error', error };
  }
  if (!reply.done) {
    const cut = new ChatError('network', { message: 'The stream ended before the answer was complete.' });
    return { status: 'interrupted', error: cut };
  }
  switch (reply.status) {
    case 'incomplete':
      return { status: 'truncated', error: new ChatError('truncated') };
    case 'budget_exceeded':
      return { status: 'truncated', error: new ChatError('quota-exceeded') };
    case 'cancelled':
      return { status: 'stopped' };
    case 'failed':
      return { status: 'error', error: new ChatError('server-error') };
    default:
      return { status: 'complete' };
  }
}
