import type { WireObject } from '../protocol/wire-object.js';
import { keepNewest } from './keep-newest.js';

/** What was said of a token when it was made. */
export interface TokenTerms {
  readonly name: string;
  /** How many sessions may begin with it; 0 for any number. */
  readonly uses: number;
  /** When sessions that it opened end. */
  readonly expires: Date;
  /** Until when sessions may begin with it. */
  readonly newSessionExpires: Date;
  /** The setup that sessions have; `undefined` leaves it to the client. */
  readonly setup: WireObject | undefined;
  /** The fields of the setup that the client cannot change; empty for all of them, where there is a setup. */
  readonly lockedFields: readonly string[];
}

/** A short-lived token for the Live API. */
export interface StoredToken extends TokenTerms {
  /** How many sessions began with it. */
  used: number;
}

/** How many tokens are kept; the oldest go first. */
const capacity = 2000;

/** The emulator's tokens by name. */
export class TokenStore {
  readonly #tokens = new Map<string, StoredToken>();

  add(terms: TokenTerms): void {
    this.#tokens.set(terms.name, { ...terms, used: 0 });
    keepNewest(this.#tokens, capacity);
  }

  get(name: string): StoredToken | undefined {
    return this.#tokens.get(name);
  }
}
