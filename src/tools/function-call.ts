/**
 * How far a call got: `waiting` for the reader's consent, `running`, `done`, `failed` (it threw, took too long,
 * is unknown, or its arguments were wrong), `refused` by the reader or the page,
 * `stopped` with the turn, or taken back by the model, before it was done.
 */
export type FunctionCallState = 'waiting' | 'running' | 'done' | 'failed' | 'refused' | 'stopped';

/** A call of one of the page's functions, as the model made it and as far as it got; frozen, replaced. */
export interface FunctionCall {
  /** The wire's id of the call. */
  readonly id: string;
  readonly name: string;
  /** What the model passes, deeply frozen; empty where that was no JSON object, or one that no function may see. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What the model passed instead of a JSON object. */
  readonly malformed?: string;
  readonly state: FunctionCallState;
  /** What the reader is asked while the call waits; empty for the usual question. */
  readonly question?: string;
  /** What the function gave back. */
  readonly result?: unknown;
  /** Why it failed or was refused, as the model is told. */
  readonly error?: string;
}
