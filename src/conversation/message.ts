import type { ChatError } from '../protocol/chat-error.js';
import type { Content, Step, Usage } from '../protocol/step.js';

/**
 * How far a message got: `queued` (waits for the reply before it), `pending` (sent, nothing back yet),
 * `streaming`, `complete`, `stopped` by the reader, `interrupted` (the stream ended without saying that it
 * was finished), `truncated` (a limit cut the answer), `error`.
 */
export type MessageStatus =
  | 'queued'
  | 'pending'
  | 'streaming'
  | 'complete'
  | 'stopped'
  | 'interrupted'
  | 'truncated'
  | 'error';

/** One turn of one side; frozen, and replaced when it changes. */
export interface Message {
  /** Unique in this conversation; stable while the message streams. */
  readonly id: string;
  readonly role: 'user' | 'model';
  /** What was said: as typed by the user, as markdown by the model. */
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

/** What a user can say: text, or pieces of content. */
export type MessageInput = string | readonly Content[];

/** Whether it is input at all: pages call from JavaScript too. */
export function isInput(input: unknown): input is MessageInput {
  return (
    typeof input === 'string' ||
    (Array.isArray(input) && input.every((piece) => typeof piece === 'object' && piece !== null))
  );
}

/** Input as the wire's pieces of content. */
export function toContents(input: MessageInput): Content[] {
  return typeof input === 'string'
    ? [{ type: 'text', text: input }]
    : input.map((content) => Object.freeze({ ...content }));
}

/** Whether there is nothing in it to send: no content, or only white space. */
export function isBlank(input: MessageInput): boolean {
  return toContents(input).every((content) => content.type === 'text' && !content.text?.trim());
}

/** Whether something of the reply arrived that its reader may want to keep. */
export function hasArrived({ steps, text }: Message): boolean {
  // A step may hold nothing but the error that ended the reply.
  return text !== '' || steps.some((step) => !('error' in step && step.error));
}
