/** How much may be asked; what is left out is not limited. A minute and a day begin with what is first counted in them. */
export interface Limits {
  /** Requests that reach Gemini, in a minute. */
  readonly requestsPerMinute?: number | undefined;
  /** Requests that reach Gemini, in a day. */
  readonly requestsPerDay?: number | undefined;
  /** Tokens that Gemini counts, of questions and answers, in a day. */
  readonly tokensPerDay?: number | undefined;
  /** Answers that are being made at the same time. */
  readonly concurrentStreams?: number | undefined;
}

/**
 * Limits by who asks. Requests that nothing tells apart count together, where a limit is stated; the defaults for
 * visitors and addresses do not hold for them.
 */
export interface LimitOptions {
  /** For each visitor. Default: 120 requests a minute, 4,000 and 4 million tokens a day, 8 answers at a time. */
  readonly visitor?: Limits | undefined;
  /** For each network address, behind which there may be several visitors. Default: eight times a visitor's. */
  readonly address?: Limits | undefined;
  /** For all visitors together. Default: 100 million tokens a day. */
  readonly site?: Limits | undefined;
}
