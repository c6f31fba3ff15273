import type { ChatError } from '../protocol/chat-error.js';
import type { Step, Usage } from '../protocol/step.js';

/**
 * How far a message got: `pending` (sent, nothing back yet), `streaming`, `complete`, `stopped` by the
 * reader, `interrupted` (the stream ended without saying so), `truncated` (a limit cut it), `error`.
 */
export type MessageStatus =
  | 'pending'
  | 'streaming'
  | 'complete'
  | 'stopped'
  | 'interrupted'
  | 'truncated'
  | 'error';

/** One turn of one side; frozen. */
export interface Message {
  /** Unique in this conversation; stable while the message streams. */
  readonly id: string;
  readonly role: 'user' | 'model';
  /** What was said, as markdown for the model and as typed for the user. */
  readonly text: string;
  /** The wire's steps, verbatim. */
  readonly steps: readonly Step[];
  readonly status: MessageStatus;
  /** When the turn began. Shown to the reader; never used for sorting. */
  readonly createdAt: Date;
  readonly usage?: Usage;
  readonly error?: ChatError;
  /** Gemini's id of this reply, where the server keeps it. */
  readonly interactionId?: string;
}
