/** How long things may take in live sessions, in milliseconds. */
export interface LiveTimes {
  /** To open a socket. */
  readonly openMs: number;
  /** That the server may say nothing while it is asked something. */
  readonly silenceMs: number;
  /** From the last of an answer until its turn is over. */
  readonly settleMs: number;
  /** From a call of a function until no other comes beside it. */
  readonly callsMs: number;
  /** That a connection is kept which nobody uses; ten times as long where functions run for it. */
  readonly idleMs: number;
  /** After which a connection counts as one that holds. */
  readonly steadyMs: number;
  /** That a session can be gone on with. */
  readonly handleMs: number;
  /** After the last sound until somebody is understood. */
  readonly lastWordsMs: number;
  /** Before each attempt to go on after a broken connection. */
  readonly waits: readonly number[];
}

export const usualTimes: LiveTimes = {
  openMs: 15_000,
  silenceMs: 60_000,
  settleMs: 1000,
  callsMs: 50,
  idleMs: 60_000,
  steadyMs: 10_000,
  handleMs: 2 * 60 * 60 * 1000,
  lastWordsMs: 1500,
  waits: [1000, 3000],
};
