import type { Credential } from './credential.js';
import { type FetchedGrant, fetchGrant, type GrantPatience, type GrantSource } from './fetch-grant.js';
import { grantError } from './grant-error.js';
import { watchSilence } from '../protocol/watch-silence.js';

/** The clocks that grants are measured by, and how long one waits for them. */
export interface GrantTiming extends GrantPatience {
  /** Milliseconds by a clock that nobody sets. */
  readonly elapsed: () => number;
  /** Milliseconds since 1970 by the visitor's clock, which may be wrong. */
  readonly now: () => number;
}

const usualTiming: GrantTiming = {
  elapsed: () => performance.now(),
  now: () => Date.now(),
  longestWait: 15_000,
  pause: 1000,
};

interface KeptGrant {
  readonly credential: Credential;
  /** By the clock that nobody sets: when it came, and from when on another one is asked for. */
  readonly since: number;
  readonly until: number;
}

/** So many credentials are known again where a far end repeats them. */
const mostRecent = 4;
/** Ahead of its end a grant is replaced, by this or by a tenth of its life. */
const longestMargin = 60_000;
/** A token opens a session within a minute or so of its making, although the session may last for longer. */
const longestUnused = 30_000;

/** The credentials of a page: fetched when one is needed, shared, replaced in time. They are in memory alone. */
export class Grants {
  readonly #source: GrantSource;
  readonly #timing: GrantTiming;
  #kept: KeptGrant | undefined;
  #recent: readonly Credential[] = [];
  #coming: Promise<KeptGrant> | undefined;

  constructor(source: GrantSource, timing: Partial<GrantTiming> = {}) {
    this.#source = source;
    this.#timing = { ...usualTiming, ...timing };
  }

  /** A credential that has not ended. Throws a `ChatError`, or the signal's reason when it aborts. */
  async get(signal: AbortSignal): Promise<Credential> {
    const { credential } = await this.#open(signal);
    return credential;
  }

  /** The one after a credential that Google refused; who was refused at the same time gets the same. */
  renew(refused: Credential, signal: AbortSignal): Promise<Credential> {
    this.drop(refused);
    return this.get(signal);
  }

  /** Forgets a credential, so that the next to need one asks for another. */
  drop(refused: Credential): void {
    if (this.#kept?.credential === refused) this.#kept = undefined;
  }

  /** The same text without the last credentials: far ends repeat what they are shown. */
  hideIn(text: string): string {
    return this.#recent.reduce((hidden, credential) => credential.hideIn(hidden), text);
  }

  /** A credential for a live session, which is given to nobody else: it opens one session only. */
  async take(signal: AbortSignal): Promise<Credential> {
    if (this.#kept && this.#timing.elapsed() - this.#kept.since > longestUnused) this.#kept = undefined;
    for (;;) {
      const kept = await this.#open(signal);
      // Of all who waited for it, one gets it.
      if (kept !== this.#kept) continue;
      if (kept.credential.kind === 'auth-token') this.#kept = undefined;
      return kept.credential;
    }
  }

  async #open(signal: AbortSignal): Promise<KeptGrant> {
    signal.throwIfAborted();
    const kept = this.#kept;
    if (kept && this.#timing.elapsed() < kept.until) return kept;
    // Whoever leaves does not take it from the others.
    this.#coming ??= this.#fetch().finally(() => (this.#coming = undefined));
    return watchSilence(this.#coming, 0, signal);
  }

  async #fetch(): Promise<KeptGrant> {
    let grant = await fetchGrant(this.#source, this.#timing);
    // Something between may have kept an old one.
    if (isOver(grant)) grant = await fetchGrant(this.#source, this.#timing);
    if (isOver(grant)) {
      throw grantError('token-expired', 'The grant had ended when it was given.', { retryable: true });
    }
    const since = this.#timing.elapsed();
    const kept = { credential: grant.credential, since, until: since + this.#findLife(grant) };
    this.#kept = kept;
    this.#recent = [kept.credential, ...this.#recent].slice(0, mostRecent);
    return kept;
  }

  /** Milliseconds for which a grant is used; for ever where nobody knows better than Google. */
  #findLife({ expires, date }: FetchedGrant): number {
    if (expires === undefined) return Infinity;
    const life = expires - (date ?? this.#timing.now());
    // By the visitor's clock alone it is over: more likely the clock is wrong.
    return life > 0 ? life - Math.min(longestMargin, life / 10) : Infinity;
  }
}

/** Whether a grant has ended by the clock of who gave it. */
function isOver({ expires, date }: FetchedGrant): boolean {
  return expires !== undefined && date !== undefined && expires <= date;
}
