import { ChatError } from '../protocol/chat-error.js';
import { foldEvent } from '../protocol/fold-event.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
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
  signal: AbortSignal;
  onProgress: (reply: Reply) => void;
}

/** Folds a stream of events into a reply. Never rejects: what went wrong is part of the outcome. */
export async function receiveReply({ events, signal, onProgress }: Reception): Promise<Outcome> {
  let reply = emptyReply;
  try {
    for await (const event of events()) {
      if (signal.aborted) break;
      reply = foldEvent(reply, event);
      onProgress(reply);
    }
  } catch (cause) {
    if (!signal.aborted) {
      const error =
        cause instanceof ChatError ? cause : new ChatError('bad-response', { message: String(cause), cause });
      return { reply, stopped: false, error };
    }
  }
  return { reply, stopped: signal.aborted && !reply.done };
}
