import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { TimedEvent } from './play-reply.js';
import { waitFor } from './wait-for.js';

/** Milliseconds after which a waiting listener looks at the clock again: it may have been set ahead. */
const longestWait = 100;

/** An event and the moment at which it happens. */
interface DueEvent {
  readonly event: InteractionEvent;
  readonly due: number;
}

/** What a run's time is measured by. */
export interface RunTime {
  readonly pace: number;
  readonly elapsed: () => number;
}

/**
 * Work that goes on by itself: what has happened follows from the time that passed since it began, so that
 * nothing needs to run while nobody looks.
 */
export class BackgroundRun {
  readonly #elapsed: () => number;
  readonly #cancelled = new AbortController();
  #events: readonly DueEvent[];

  constructor(events: Iterable<TimedEvent>, { pace, elapsed }: RunTime) {
    this.#elapsed = elapsed;
    let due = elapsed();
    this.#events = Array.from(events, ({ event, beats }) => {
      due += beats * pace;
      return { event, due };
    });
  }

  /** What has happened so far. */
  get past(): readonly InteractionEvent[] {
    const now = this.#elapsed();
    return this.#events.filter(({ due }) => due <= now).map(({ event }) => event);
  }

  /** Whether everything has happened. */
  get isOver(): boolean {
    const last = this.#events.at(-1);
    return last === undefined || last.due <= this.#elapsed();
  }

  /** Where an event stands among all that have happened; -1 where none has that id. */
  indexOf(eventId: string): number {
    return this.past.findIndex((event) => event.event_id === eventId);
  }

  /** Ends the work now, with a last event; who listens hears it. */
  cancel(last: InteractionEvent): void {
    const now = this.#elapsed();
    this.#events = [...this.#events.filter(({ due }) => due <= now), { event: last, due: now }];
    this.#cancelled.abort();
  }

  /** The events from one on, each as it happens. Rejects with the signal's reason when it aborts. */
  async *follow(from: number, stop: AbortSignal): AsyncGenerator<InteractionEvent, void, undefined> {
    let index = from;
    for (let next = this.#events[index]; next; next = this.#events[index]) {
      const left = next.due - this.#elapsed();
      if (left > 0) {
        await this.#pause(Math.min(left, longestWait), stop);
        continue;
      }
      yield next.event;
      index += 1;
    }
  }

  async #pause(milliseconds: number, stop: AbortSignal): Promise<void> {
    const wake = AbortSignal.any([stop, this.#cancelled.signal]);
    try {
      await waitFor(milliseconds, wake);
    } catch (error) {
      if (stop.aborted) throw error;
    }
  }
}
