import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { SpokenTurn, Talk } from '../../src/protocol/spoken-turn.js';
import { FakeTransport } from './fake-transport.js';
import { Feed } from './feed.js';

/** A turn that a test speaks. */
export interface FakeTurn {
  readonly heard: Feed<string>;
  readonly events: Feed<InteractionEvent>;
  /** How often the reader has stopped it. */
  readonly stops: () => number;
}

/** A transport that hears what a test says. */
export class FakeEar extends FakeTransport {
  /** The conversations by voice, and what ends them. */
  readonly talks: { readonly talk: Talk; readonly signal: AbortSignal }[] = [];
  #turns = new Feed<SpokenTurn>();

  async *talk(talk: Talk, signal: AbortSignal): AsyncGenerator<SpokenTurn, void> {
    this.talks.push({ talk, signal });
    const turns = new Feed<SpokenTurn>();
    this.#turns = turns;
    signal.addEventListener('abort', () => turns.fail(signal.reason), { once: true });
    void this.#listen(talk, turns);
    talk.onListening();
    yield* turns;
  }

  /** Somebody begins to speak. */
  speak(): FakeTurn {
    const heard = new Feed<string>();
    const events = new Feed<InteractionEvent>();
    let stops = 0;
    const stop = (): void => {
      stops += 1;
      heard.end();
      events.push({ event_type: 'interaction.completed', interaction: { status: 'cancelled' } });
      events.end();
    };
    this.#turns.push({ heard, events, stop });
    return { heard, events, stops: () => stops };
  }

  /** The session breaks. */
  breakOff(error: unknown): void {
    this.#turns.fail(error);
  }

  async #listen({ sound }: Talk, turns: Feed<SpokenTurn>): Promise<void> {
    for await (const _ of sound);
    turns.end();
  }
}
