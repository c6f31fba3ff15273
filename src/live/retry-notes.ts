import type { ChatError } from '../protocol/chat-error.js';
import { pause } from '../protocol/pause.js';
import type { RetryWatch } from '../protocol/retry-watch.js';

/** What somebody is told who waits for an answer while its connection is restored. */
export class RetryNotes {
  readonly #watch: RetryWatch | undefined;
  #isTold = false;

  constructor(watch: RetryWatch | undefined) {
    this.#watch = watch;
  }

  /** Waits before another attempt, and tells why and how long. */
  async pause(milliseconds: number, attempt: number, error: ChatError, signal: AbortSignal): Promise<void> {
    // What is mended at once is no news.
    if (milliseconds > 0) {
      this.#isTold = true;
      this.#watch?.onNote({ retry: Object.freeze({ wait: milliseconds / 1000, attempt, error }) });
    }
    await pause(milliseconds, signal, this.#watch?.onPause);
  }

  /** The answer goes on, or nobody tries any more. */
  clear(): void {
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#watch?.onNote({ retry: undefined });
  }
}
