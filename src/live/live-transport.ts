import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import { isPassing } from './live-close.js';
import type { LiveOptions } from './live-options.js';
import { LiveSession } from './live-session.js';
import { LiveTalk } from './live-talk.js';
import { type LiveTimes, usualTimes } from './live-times.js';
import { loadGenai } from './load-genai.js';
import { openSound } from './open-live-sound.js';
import { RetryNotes } from './retry-notes.js';
import type { RetryWatch } from '../protocol/retry-watch.js';
import type { SpokenTurn, Talk } from '../protocol/spoken-turn.js';
import { watchSilence } from '../protocol/watch-silence.js';

/** What the attempts of one turn have come to. */
interface Attempts {
  /** Steps of the answer that were told. */
  told: number;
  /** Attempts after something of it had come. */
  retries: number;
  hasNewToken: boolean;
}

/** Holds a conversation in sessions of the Live API; who sends and listens knows Interactions alone. */
export class LiveTransport {
  readonly #options: LiveOptions;
  readonly #times: LiveTimes;
  readonly #session: LiveSession;
  readonly #talks = new Set<LiveTalk>();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#times = { ...usualTimes, ...options.times };
    this.#session = new LiveSession(options, this.#times);
    // While the token comes, its code may come too; a failure shows when it is needed.
    loadGenai().catch(() => undefined);
  }

  async *send(
    request: InteractionRequest,
    signal: AbortSignal,
    watch?: RetryWatch,
  ): AsyncGenerator<InteractionEvent, void> {
    const notes = new RetryNotes(watch);
    try {
      yield* this.#ask(request, signal, notes);
    } finally {
      notes.clear();
    }
  }

  async *#ask(
    request: InteractionRequest,
    signal: AbortSignal,
    notes: RetryNotes,
  ): AsyncGenerator<InteractionEvent, void> {
    const attempts: Attempts = { told: 0, retries: 0, hasNewToken: false };
    const sound = await watchSilence(openSound(this.#options), 0, signal);
    for (;;) {
      signal.throwIfAborted();
      let isReused = false;
      try {
        const asked = await this.#session.ask(request, { sound, toldBefore: attempts.told }, signal);
        ({ isReused } = asked);
        const { leg } = asked;
        if (!leg) {
          yield* tellNothing();
          return;
        }
        try {
          for await (const event of leg.read(signal)) {
            notes.clear();
            yield event;
          }
          return;
        } finally {
          attempts.told = leg.told;
          this.#session.abandon(leg);
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ChatError)) throw error;
        const wait = this.#findWait(error, attempts, isReused);
        if (wait === undefined) throw error;
        await notes.pause(wait, attempts.retries, error, signal);
      }
    }
  }

  async *talk(talk: Talk, signal: AbortSignal): AsyncGenerator<SpokenTurn, void> {
    const held = new LiveTalk(this.#session, this.#options, this.#times);
    this.#talks.add(held);
    try {
      yield* held.hold(talk, signal);
    } finally {
      this.#talks.delete(held);
    }
  }

  /** Sessions have nothing else that could be asked for. */
  async call(): Promise<Response> {
    return new Response(null, { status: 404 });
  }

  watchCall(id: string): AbortSignal | undefined {
    return this.#session.watchCall(id);
  }

  close(): void {
    for (const talk of this.#talks) talk.close();
    this.#session.close();
  }

  /** Milliseconds before another attempt; undefined where none helps, or who waits for the answer decides. */
  #findWait(error: ChatError, attempts: Attempts, isReused: boolean): number | undefined {
    if (error.reason === 'token-used-up' && !attempts.hasNewToken) {
      attempts.hasNewToken = true;
      return 0;
    }
    if (!isPassing(error)) return undefined;
    // It may have been broken for long, and nobody knew.
    if (attempts.told === 0) return isReused && error.reason === 'live-lost' ? 0 : undefined;
    attempts.retries += 1;
    return this.#times.waits[attempts.retries - 1];
  }
}

/** An answer with nothing in it. */
function* tellNothing(): Generator<InteractionEvent, void> {
  yield { event_type: 'interaction.created', interaction: { status: 'in_progress' } };
  yield { event_type: 'interaction.completed', interaction: { status: 'completed' } };
}
