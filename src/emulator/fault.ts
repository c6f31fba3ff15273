/** The shape of an error's body: of the Interactions API, of Google's older APIs, a proxy's page, nothing. */
export type FaultBody = 'interactions' | 'google' | 'html' | 'empty';

/**
 * Something that goes wrong on the way. `after` counts events that still arrive whole (in a unary answer,
 * pieces of 64 bytes); 0 by default.
 *
 * - `status`: the request is answered with this status; `body` is by default the API's own
 * - `drop`: the body ends, properly closed, with events missing
 * - `reset`: the connection breaks
 * - `cut`: the body ends inside a UTF-8 character, or inside an event where all is ASCII
 * - `garbage`: frames that are no events come between the others
 * - `stall`: no further byte comes, and no end
 * - `silence`: not even a status comes
 * - `chunks`: everything arrives, in chunks of `size` bytes (1 by default)
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: FaultBody;
      /** Seconds, or an HTTP date. */
      readonly retryAfter?: number | string;
    }
  | { readonly kind: 'drop' | 'reset' | 'cut' | 'garbage' | 'stall'; readonly after?: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'chunks'; readonly size?: number };
