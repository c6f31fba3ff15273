import { isFileText } from '../attachments/is-file-text.js';
import type { ChatError } from '../protocol/chat-error.js';
import type { Retry } from '../protocol/retry-watch.js';
import type { Content, Step, Usage } from '../protocol/step.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { FunctionCall } from '../tools/function-call.js';

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
  /** What Gemini counted; of all requests of the turn where functions were called. */
  readonly usage?: Usage;
  readonly error?: ChatError;
  /** Gemini's id of this reply, where the server keeps it. */
  readonly interactionId?: string;
  /** The answer as data, where `responseFormat` asked for JSON and the whole of it has come. */
  readonly data?: unknown;
  /** Whether `responseFormat` asked for JSON, so that `text` is no markdown. */
  readonly isData?: boolean;
  /** The calls of the page's functions in this reply, and how far they got. */
  readonly calls?: readonly FunctionCall[];
  /** Milliseconds from the question to the first word that is no thought. */
  readonly thinkingMs?: number;
  /** The reply runs on the server, whether or not somebody listens. */
  readonly isBackground?: boolean;
  /** It failed or broke off, and is tried again by itself after a wait. */
  readonly retry?: Retry | undefined;
  /** Where this turn was edited or answered again: which of the branches this one is. */
  readonly branch?: Branch;
}

/** One of several ways in which a conversation went on. */
export interface Branch {
  /** From 0, in the order in which they were made. */
  readonly index: number;
  readonly count: number;
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

/** Whether a reply says or shows anything; thoughts alone do not. */
export function hasAnswer({ steps, text }: Message): boolean {
  return text !== '' || steps.some((step) => isShown(step));
}

/** Whether a turn did not bring what was asked for: not sent, cut short, or answered with nothing. */
export function hasFailed(question: Message, reply: Message | undefined): boolean {
  if (question.status === 'error') return true;
  return reply?.role === 'model' && (reply.status !== 'complete' || !hasAnswer(reply));
}

function isShown(step: Step): boolean {
  if (step.type !== 'model_output') return step.type !== 'thought' && step.type !== 'user_input';
  if (!('content' in step) || !Array.isArray(step.content)) return false;
  const contents: readonly unknown[] = step.content;
  return contents.some((content) => isWireObject(content) && content['type'] !== 'text');
}

/** The words among the contents of a question; text files are put into words too, but nobody said them. */
export function readWords(contents: readonly unknown[]): string {
  return contents.map((content) => (isWords(content) ? content['text'] : '')).join('');
}

/** Whether a content is something that was said, and no file. */
export function isWords(content: unknown): content is { readonly text: string } {
  return isWireObject(content) && typeof content['text'] === 'string' && !isFileText(content['text']);
}

/** Everything that a question holds: words and what is attached. */
export function readContents({ steps }: Message): Content[] {
  return steps.flatMap((step) => ('content' in step && Array.isArray(step.content) ? step.content : []));
}
