import type { ChatError } from './chat-error.js';

/** A wait before the next attempt. */
export interface Retry {
  /** Seconds until then, counted from when it was told. */
  readonly wait: number;
  /** The number of the attempt that comes, from 1. */
  readonly attempt: number;
  readonly error: ChatError;
}

/** Who waits for an answer, and is told why it takes long. */
export interface RetryWatch {
  /** There is a wait before the next attempt, or none any more. */
  readonly onNote: (note: { readonly retry: Retry | undefined }) => void;
  /** A wait begins, which `hurry` ends. */
  readonly onPause: (hurry: () => void) => void;
}
