import { findRest, type LivePrint, type PrintedStep } from './live-steps.js';

/** A place from which a session can go on over another connection. */
export interface LiveMoment {
  readonly handle: string;
  readonly model: string;
  readonly known: readonly LivePrint[];
  /** What its setup has to tell of what was said before. */
  readonly record: readonly PrintedStep[];
}

interface DatedMoment extends LiveMoment {
  /** By the monotonic clock. */
  readonly since: number;
}

/** So many turns can be taken back before a session has to be told everything again. */
const most = 8;

/** The places from which a session can go on, for as long as it can. */
export class LiveMoments {
  readonly #lifetime: number;
  /** The newest first. */
  #moments: readonly DatedMoment[] = [];

  constructor(lifetime: number) {
    this.#lifetime = lifetime;
  }

  add(moment: LiveMoment): void {
    this.#moments = [{ ...moment, since: performance.now() }, ...this.#moments].slice(0, most);
  }

  /** It was refused. */
  drop({ handle }: LiveMoment): void {
    this.#moments = this.#moments.filter((moment) => moment.handle !== handle);
  }

  /** Where the session knew as much as it can of what was said, and nothing else; `least` is left to be said. */
  find(model: string, printed: readonly PrintedStep[], least: number): LiveMoment | undefined {
    const oldest = performance.now() - this.#lifetime;
    const fitting = this.#moments.filter((moment) => {
      const rest = findRest(printed, moment.known);
      return rest && rest.length >= least && moment.model === model && moment.since > oldest;
    });
    return fitting.toSorted((one, other) => other.known.length - one.known.length)[0];
  }
}
