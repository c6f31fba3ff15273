import type { ComposedReply } from './compose-reply.js';
import { keepNewest } from './keep-newest.js';

/** An answer that was interrupted, and what its client must send to get the rest. */
export interface Continuation {
  /** The interaction that handed out the token; empty where it was not stored. */
  readonly owner: string;
  /** What was asked, as JSON: who has no stored interaction must ask it again. */
  readonly asked: string;
  readonly rest: ComposedReply;
}

const capacity = 500;

/** Interrupted answers by token; a token may be used again, as after a lost connection. */
export class ContinuationStore {
  readonly #byToken = new Map<string, Continuation>();

  add(token: string, continuation: Continuation): void {
    this.#byToken.set(token, continuation);
    keepNewest(this.#byToken, capacity);
  }

  get(token: string): Continuation | undefined {
    return this.#byToken.get(token);
  }
}
