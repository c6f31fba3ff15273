/** What is known of one request when it is over; no content, no key, no address and no visitor in clear. */
export interface RequestRecord {
  /** Names the request in the log and, where something went wrong on this side, in the answer. */
  readonly id: string;
  /** HTTP's own, or `other`. */
  readonly method: string;
  /** The route with its ids left out, such as `/interactions/:id`; `/` for what is none. */
  readonly route: string;
  status?: number;
  /** The first letters of the visitor's digest: enough to see what belongs together. */
  visitor?: string;
  model?: string;
  /** The status of Gemini's answer, where it was asked. */
  upstreamStatus?: number;
  /** Milliseconds until the answer's first byte from Gemini. */
  firstByteMs?: number;
  /** Milliseconds until the answer was over. */
  durationMs?: number;
  /** Events that were passed on, of a stream. */
  events?: number;
  /** Tokens that Gemini counted. */
  tokens?: number;
  /** How the answer ended where not by itself. */
  end?: 'client-left' | 'time-up' | 'cancelled' | 'broken';
  /** The code of the error that the visitor got; of one that nobody foresaw, its kind. */
  error?: string;
}
