import type { ReplyPiece } from './reply-piece.js';

/** What other machines get to know of a reply that runs here. */
export interface ReplyCopy {
  /** Bytes of the reply that its furthest reader elsewhere has read; undefined where nobody reads it elsewhere. */
  readonly seen: number | undefined;
  /** Whether so much is still on its way there that no more should come before some of it has arrived. */
  readonly isBehind: boolean;
  add(piece: ReplyPiece): void;
  /** The reply has come to its end. */
  finish(): void;
  /** Nothing is to be kept. */
  drop(): void;
  /** The reply goes no further here; another machine may take it over. */
  release(): void;
}

/** What a reply hears from other machines. */
export interface CopyAudience {
  /** Whether Gemini works on it in the background. */
  readonly isRun: boolean;
  /** Readers came, went on or left. */
  readonly onReaders: () => void;
  /** What was on its way has arrived. */
  readonly onCaughtUp: () => void;
  /** Somebody stopped the reply; the text is the last event for those who listen. */
  readonly onCancel: (lastEvent: string) => void;
  /** Somebody deleted it. */
  readonly onDrop: () => void;
}
