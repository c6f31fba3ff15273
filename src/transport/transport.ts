import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { RetryWatch } from '../protocol/retry-watch.js';
import type { SpokenTurn, Talk } from '../protocol/spoken-turn.js';

/** How a request travels to Gemini and its reply comes back; every far end has this shape. */
export interface Transport {
  /**
   * Sends one turn. Yields the reply's events in order and returns when the stream ends, whether or not it
   * ended properly. Throws a `ChatError`; when `signal` aborts, throws the signal's reason. One that restores
   * connections by itself tells `watch` while it does.
   */
  send(request: InteractionRequest, signal: AbortSignal, watch?: RetryWatch): AsyncIterable<InteractionEvent>;
  /**
   * Asks the far end for anything else: `/interactions/{id}`, `/files/{id}`, `/config`, …; `path` begins with
   * a slash, or is an address that the far end itself gave out. Resolves to its answer, whatever its status.
   * Throws a `ChatError` where no answer comes; when `signal` aborts, throws the signal's reason.
   */
  call(path: string, init: RequestInit, signal: AbortSignal): Promise<Response>;
  /** Aborts when the far end takes back a call of a function that it has asked for. */
  watchCall?(id: string): AbortSignal | undefined;
  /**
   * Listens, and tells each turn that begins. Ends with the sound, or when `signal` aborts; throws a `ChatError`
   * where nobody can listen (any more).
   */
  talk?(talk: Talk, signal: AbortSignal): AsyncIterable<SpokenTurn>;
  /** Begins to load what the first turn needs; asks nobody for anything. */
  preload?(): void;
  /** Ends what is kept open between turns; the next turn opens it again. */
  close?(): void;
}
