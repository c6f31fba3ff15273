import type { FarCall } from './attachment-options.js';

/** What an upload goes by. */
export interface UploadOptions {
  readonly call: FarCall;
  readonly signal: AbortSignal;
  /** Told how much of the file has come, from 0 to 1. */
  readonly onProgress: (fraction: number) => void;
  /** How to wait; rejects when the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}
