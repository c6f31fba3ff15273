import type { ReplyCopy } from '../replay/reply-copy.js';
import type { ReplyPiece } from '../replay/reply-piece.js';
import type { RequestRecord } from './request-record.js';
import type { RunningReply } from './running-reply.js';
import type { RunningWork } from './running-work.js';
import type { CleanerOptions } from './stream-cleaner.js';

/** Whom a reply tells what becomes of it. */
export interface ReplyKeeper {
  /** The reply turned out to be one that can be resumed, by Gemini's id of it; gives what other machines know it by. */
  keep(id: string, reply: RunningReply): ReplyCopy | undefined;
  /** So many bytes more are kept of it; negative where they are fewer. */
  count(bytes: number): void;
  /** A kept reply is over. */
  finish(reply: RunningReply): void;
  /** Nobody can come back to it any more. */
  forget(reply: RunningReply): void;
}

/** What a reply needs to know. */
export interface ReplyOptions extends CleanerOptions {
  readonly idleSeconds: number;
  readonly resumeSeconds: number;
  readonly maxResumeBytes: number;
  /** Of the request that began it. */
  readonly record: RequestRecord;
  readonly keeper?: ReplyKeeper | undefined;
  /** What another machine told of the interaction, where this one goes on with it. */
  readonly told?: { readonly id: string; readonly pieces: readonly ReplyPiece[] } | undefined;
  /** Whether Gemini works on it in the background, whoever listens. */
  readonly isRun: boolean;
  /** When Gemini was asked, by the monotonic clock. */
  readonly began: number;
  /** Tells when the service ends. */
  readonly running: Pick<RunningWork, 'onEnding'>;
  /** Nobody listens any more; the reply may go on. */
  readonly onQuiet: () => void;
  /** Gemini's work is over; `id`: Gemini's id of the reply, where it has one. */
  readonly onEnd: (id: string | undefined) => void;
}
