import type { WireObject } from '../protocol/wire-object.js';
import { keepNewest } from './keep-newest.js';

/** What a session knows at a moment; never changed, only replaced. */
export interface LiveState {
  /** What was said, in the older API's contents. */
  readonly contents: readonly WireObject[];
  /** How often somebody was heard speaking. */
  readonly heard: number;
}

/** A session over all its connections. */
export interface LiveLine {
  readonly model: string;
  /** Whether a connection of it is open. */
  isOpen: boolean;
}

/** A moment at which a session can go on. */
export interface LiveMoment {
  readonly state: LiveState;
  readonly line: LiveLine;
  readonly expires: Date;
}

/** A session can go on for two hours. */
const lifetime = 2 * 60 * 60 * 1000;
const capacity = 2000;

/** Moments of sessions by the handles that clients have for them. */
export class LiveStore {
  readonly #moments = new Map<string, LiveMoment>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  add(handle: string, state: LiveState, line: LiveLine): void {
    this.#moments.set(handle, { state, line, expires: new Date(this.#now().getTime() + lifetime) });
    keepNewest(this.#moments, capacity);
  }

  get(handle: string): LiveMoment | undefined {
    const moment = this.#moments.get(handle);
    return moment && moment.expires.getTime() > this.#now().getTime() ? moment : undefined;
  }
}
