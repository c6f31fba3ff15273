import { markBranch, type Path } from './fork.js';
import type { Message } from './message.js';

/** The key of the fork before the message at an index. */
function forkKey(messages: readonly Message[], index: number): string {
  return messages[index - 1]?.id ?? '';
}

/** Puts everything from an index on aside, so that the conversation can go on in another way from there. */
export function forkAt({ messages, forks }: Path, index: number): Path {
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
  return markBranches({
    messages: [...messages.slice(0, index), ...next],
    forks: new Map(forks).set(key, { tails: kept, active }),
  });
}

/** Each message that begins one of several ways knows which. */
export function markBranches({ messages, forks }: Path): Path {
  const marked = messages.map((message, index) => markBranch(message, forks.get(forkKey(messages, index))));
  return { messages: marked, forks };
}
