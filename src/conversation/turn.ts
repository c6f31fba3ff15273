import type { Reply } from '../protocol/reply.js';
import type { Leg, TurnContext } from './answer-turn.js';
import type { Message } from './message.js';

/** A question that waits for its answer. */
export interface Turn {
  readonly question: string;
  /** To be called once, with the finished reply. */
  readonly finish: (reply: Message) => void;
  /** The id of a reply that the server already works on. */
  readonly running?: string | undefined;
  /** How it begins where nothing has to be asked: the model has heard the question. */
  readonly begin?: ((turn: TurnContext) => Leg) | undefined;
}

/** The reply under way: the message it becomes, and what has come of it. */
export interface Arriving {
  readonly message: Message;
  readonly reply?: Reply | undefined;
}
