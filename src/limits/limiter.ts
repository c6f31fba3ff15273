/** Who asks, as far as counting goes. */
export interface Asking {
  /** Undefined where nothing tells the visitor from others. */
  readonly visitor: string | undefined;
  /** Undefined where the server is not told it. */
  readonly address: string | undefined;
}

/** A request that was let in. */
export interface Admission {
  /** Counts tokens against every limit that the request is under. Never throws. */
  spend(tokens: number): void;
  /** The answer is over: makes room for another. May be called more than once. Never throws. */
  end(): void;
}

/** Counts what costs. */
export interface Limiter {
  /**
   * Lets a request in, or throws a `LimitReached`; `seconds`: for how long the answer may be made at most, after
   * which its place is free again whatever happened.
   */
  admit(asking: Asking, seconds: number): Promise<Admission>;
}

/** A limit is reached, or nobody knows whether it is. */
export class LimitReached extends Error {
  /** Seconds to wait, a whole number from 1 on. */
  readonly retryAfter: number;
  readonly reason: 'requests' | 'tokens' | 'streams' | 'unknown';

  constructor(reason: LimitReached['reason'], retryAfter: number) {
    super(`Limit reached: ${reason}`);
    this.name = 'LimitReached';
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}
