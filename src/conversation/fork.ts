import type { Message } from './message.js';

/** A place where a conversation went on in several ways. */
export interface Fork {
  /** The messages of each way; those of the way that is shown are in the conversation itself. */
  readonly tails: readonly (readonly Message[])[];
  readonly active: number;
}

/** The forks of a conversation, by the id of the message before them; an empty one for its beginning. */
export type Forks = ReadonlyMap<string, Fork>;

/** What is shown, and what is kept beside it. */
export interface Path {
  readonly messages: readonly Message[];
  readonly forks: Forks;
}

/** The message as the first of a way, where there is a fork before it. */
export function markBranch(message: Message, at: Fork | undefined): Message {
  return Object.freeze(at ? { ...message, branch: { index: at.active, count: at.tails.length } } : message);
}
