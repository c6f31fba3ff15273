import type { Step, Usage } from './step.js';
import type { WireError } from './wire-error.js';

/** What the fold knows of one step beside what the wire says in it; never sent back. */
export interface StepProgress {
  /** The wire's own number of the step in its hop; numbers may have gaps. */
  readonly index: number;
  /**
   * `early`: its deltas came before its start. `malformed`: it ended, and `argumentText` is no JSON object,
   * so that the step's own arguments are not what the model meant and the call must not run.
   */
  readonly state: 'early' | 'open' | 'closed' | 'malformed';
  /** The arguments of a call as text, while they arrive and after they proved malformed. */
  readonly argumentText?: string;
}

/** A reply as far as it has arrived; replaced by the fold, never changed. */
export interface Reply {
  /** The interaction's id; absent until the server names it and in stateless replies, where it is empty. */
  readonly id?: string;
  /** The wire's status: `in_progress`, `completed`, `requires_action`, `incomplete`, … */
  readonly status: string;
  readonly steps: readonly Step[];
  /** One entry beside each of `steps`. */
  readonly progress: readonly StepProgress[];
  readonly usage?: Usage;
  /** The error that the stream itself reported. */
  readonly error?: WireError;
  /** The cursor to resume from, where the server numbers its events. */
  readonly lastEventId?: string;
  /** What to send to get the next hop while the status is `requires_continuation`. */
  readonly continuationToken?: string;
  /** An explicit terminal event came. A stream that ends while this is false was interrupted. */
  readonly done: boolean;
  /** Where the steps of the current hop begin; a reply may come in several. */
  readonly firstStepOfHop: number;
}

/** The reply before its first event. */
export const emptyReply: Reply = Object.freeze({
  status: 'in_progress',
  steps: Object.freeze([]),
  progress: Object.freeze([]),
  done: false,
  firstStepOfHop: 0,
});
