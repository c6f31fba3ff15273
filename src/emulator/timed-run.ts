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
 * Work that goes on by itself, whether or not anybody listens: what has happened follows from the time that
 * passed since it began, so that nothing needs to run while nobody looks. Its events are made anew for each
 * listener, so that it keeps none.
 */
export class TimedRun {
  readonly #play: () => Iterable<TimedEvent>;
  readonly #time: RunTime;
  readonly #begin: number;
  readonly #cancelled = new AbortController();
  #usualEnd: number | undefined;
  /** What ended the work early. */
  #last: DueEvent | undefined;

  constructor(play: () => Iterable<TimedEvent>, time: RunTime) {
    this.#play = play;
    this.#time = time;
    this.#begin = time.elapsed();
  }

  /** What has happened so far. */
  get past(): readonly InteractionEvent[] {
    const now = this.#time.elapsed();
    const past: InteractionEvent[] = [];
    for (const { event, due } of this.#list()) {
      if (due > now) break;
      past.push(event);
    }
    return past;
  }

  /** Whether everything has happened. */
  get isOver(): boolean {
    return this.#end <= this.#time.elapsed();
  }

  /** Where an event stands among all that have happened; -1 where none has that id. */
  indexOf(eventId: string): number {
    return this.past.findIndex((event) => event.event_id === eventId);
  }

  /** Ends the work now, with a last event; who listens hears it. */
  cancel(last: InteractionEvent): void {
    this.#last = { event: last, due: this.#time.elapsed() };
    this.#cancelled.abort();
  }

  /** The events from one on, each as it happens. Rejects with the signal's reason when it aborts. */
  async *follow(from: number, stop: AbortSignal): AsyncGenerator<InteractionEvent, void, undefined> {
    let index = 0;
    for (const { event, due } of this.#list()) {
      index += 1;
      if (index <= from) continue;
      await this.#reach(due, stop);
      if (!this.#isCutOff(due)) yield event;
    }
  }

  /** Resolves when everything has happened. Rejects with the signal's reason when it aborts. */
  async finish(stop: AbortSignal): Promise<void> {
    stop.throwIfAborted();
    while (!this.isOver) await this.#pause(this.#end - this.#time.elapsed(), stop);
  }

  get #end(): number {
    this.#usualEnd ??= this.#findEnd();
    return this.#last?.due ?? this.#usualEnd;
  }

  #findEnd(): number {
    let end = this.#begin;
    if (this.#time.pace > 0) for (const { due } of this.#list()) end = due;
    return end;
  }

  *#list(): Generator<DueEvent> {
    let due = this.#begin;
    for (const { event, beats } of this.#play()) {
      due += beats * this.#time.pace;
      if (this.#isCutOff(due)) break;
      yield { event, due };
    }
    if (this.#last) yield this.#last;
  }

  /** Whether the work was ended before that moment. */
  #isCutOff(due: number): boolean {
    return this.#last !== undefined && due > this.#last.due;
  }

  async #reach(due: number, stop: AbortSignal): Promise<void> {
    for (let left = due - this.#time.elapsed(); left > 0; left = due - this.#time.elapsed()) {
      if (this.#isCutOff(due)) return;
      await this.#pause(left, stop);
    }
  }

  async #pause(milliseconds: number, stop: AbortSignal): Promise<void> {
    const wake = AbortSignal.any([stop, this.#cancelled.signal]);
    try {
      await waitFor(Math.min(milliseconds, longestWait), wake);
    } catch (error) {
      if (stop.aborted) throw error;
    }
  }
}
