import { ChatError } from '../protocol/chat-error.js';
import { foldEvent } from '../protocol/fold-event.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import { readReportedError } from '../protocol/load-error-reader.js';
import { emptyReply, type Reply } from '../protocol/reply.js';

/** How the reception of a reply ended, with everything that had arrived by then. */
export interface Outcome {
  readonly reply: Reply;
  /** The reader stopped it. */
  readonly stopped: boolean;
  readonly error?: ChatError;
}

export interface Reception {
  /** Opens the stream. What it throws becomes the outcome's error. */
  events: () => AsyncIterable<InteractionEvent>;
  /** What the stream adds to. */
  from?: Reply;
  signal: AbortSignal;
  onProgress: (reply: Reply) => void;
}

/** How long the connection may take to close after the last event, in milliseconds. */
const farewell = 100;

/** Folds a stream of events into a reply. Never rejects: what went wrong is part of the outcome. */
export async function receiveReply({
  events,
  from = emptyReply,
  signal,
  onProgress,
}: Reception): Promise<Outcome> {
  let reply = from;
  try {
    const stream = events()[Symbol.asyncIterator]();
    for (;;) {
      const next = await (reply.done ? atMost(farewell, stream.next()) : stream.next());
      if (!next || next.done || signal.aborted) {
        // Not awaited: the far end may still be silent.
        stream.return?.().catch(() => {});
        break;
      }
      reply = foldEvent(reply, next.value);
      onProgress(reply);
    }
  } catch (cause) {
    // What comes after the end, a silence or a broken connection, changes nothing about the answer.
    if (!signal.aborted && !reply.done) {
      const error =
        cause instanceof ChatError ? cause : new ChatError('bad-response', { message: String(cause), cause });
      return { reply, stopped: false, error };
    }
  }
  if (signal.aborted && !reply.done) return { reply, stopped: true };
  const reported = findReportedError(reply);
  return {
    reply,
    stopped: false,
    ...(reported !== undefined && { error: await readReportedError(reported) }),
  };
}

/** The error that the stream named, or that a step of it carries. */
function findReportedError(reply: Reply): unknown {
  if (reply.error) return reply.error;
  const broken = reply.steps.find((step) => step.type === 'model_output' && 'error' in step && step.error);
  return broken && 'error' in broken ? broken.error : undefined;
}

/** What a promise brings, or `undefined` where it takes longer than that many milliseconds. */
async function atMost<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
