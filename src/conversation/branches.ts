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

/** The key of the fork before the message at an index. */
export function forkKey(messages: readonly Message[], index: number): string {
  return messages[index - 1]?.id ?? '';
}

/** Puts everything from an index on aside, so that the conversation can go on in another way from there. */
export function fork({ messages, forks }: Path, index: number): Path {
  const key = forkKey(messages, index);
  const { tails, active } = forks.get(key) ?? { tails: [[]], active: 0 };
  const kept = tails.with(active, messages.slice(index));
  return {
    messages: messages.slice(0, index),
    forks: new Map(forks).set(key, { tails: [...kept, []], active: tails.length }),
  };
}

/** Shows another way from an index on. */
export function switchFork({ messages, forks }: Path, index: number, active: number): Path {
  const key = forkKey(messages, index);
  const { tails, active: before } = forks.get(key) ?? { tails: [], active: 0 };
  const next = tails[active];
  if (!next || active === before) return { messages, forks };
  const kept = tails.with(before, messages.slice(index)).with(active, []);
  const [first, ...rest] = next;
  return {
    messages: [
      ...messages.slice(0, index),
      ...(first ? [markBranch(first, kept.length, active)] : []),
      ...rest,
    ],
    forks: new Map(forks).set(key, { tails: kept, active }),
  };
}

/** The message as the first of its way. */
export function markBranch(message: Message, count: number, index: number): Message {
  return Object.freeze({ ...message, branch: Object.freeze({ index, count }) });
}
