import type { Step, Usage } from './step.js';

/** A reply as far as it has arrived; replaced by the fold, never changed. */
export interface Reply {
  /** The interaction's id; absent until the server names it and in stateless replies, where it is empty. */
  readonly id?: string;
  /** The wire's status: `in_progress`, `completed`, `requires_action`, `incomplete`, … */
  readonly status: string;
  readonly steps: readonly Step[];
  readonly usage?: Usage;
  /** The error that the stream itself reported. */
  readonly error?: { readonly code?: string | number; readonly message?: string };
  /** The cursor to resume from, where the server numbers its events. */
  readonly lastEventId?: string;
  /** An explicit terminal event came. A stream that ends while this is false was interrupted. */
  readonly done: boolean;
  /** Where the steps of the current hop begin; a reply may come in several. */
  readonly firstStepOfHop: number;
}

/** The reply before its first event. */
export const emptyReply: Reply = Object.freeze({
  status: 'in_progress',
  steps: Object.freeze([]),
  done: false,
  firstStepOfHop: 0,
});
