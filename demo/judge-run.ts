import type { Message, Step } from '../src/index.js';
import type { Capability, Ending } from './samples/capability.js';

/** How a run went, in numbers and in words. */
export interface Verdict {
  readonly isAsPromised: boolean;
  readonly words: string;
}

const endingWords: Readonly<Partial<Record<Ending, string>>> = {
  complete: 'answered in full',
  empty: 'came without an answer, and said so',
  stopped: 'stopped, and what had come was kept',
  truncated: 'cut at its limit, and said so',
  interrupted: 'broken off, and what had come was kept',
  blocked: 'refused, and said so',
  overloaded: 'failed, and said so',
  'quota-exceeded': 'used up for today, and said so',
  'server-error': 'failed, and said so',
};

/** Compares what was said with what a capability promises. */
export function judgeRun(
  capability: Capability,
  messages: readonly Message[],
  milliseconds: number,
): Verdict {
  const flaw = findFlaw(capability, messages);
  const { ends = 'complete' } = capability;
  const tokens = messages.reduce((sum, { usage }) => sum + (usage?.total_tokens ?? 0), 0);
  const words = [
    flaw ?? `Done: ${endingWords[ends] ?? ends}`,
    ...(tokens > 0 ? [`${tokens.toLocaleString('en')} tokens`] : []),
    `${(milliseconds / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} s`,
  ];
  return { isAsPromised: flaw === undefined, words: words.join(' · ') };
}

function findFlaw(
  { ends = 'complete', answers = 1, brings = [] }: Capability,
  messages: readonly Message[],
): string | undefined {
  const ending = readEnding(messages);
  if (ending !== ends) return `Ended as “${ending}”, not “${ends}”`;
  const { length } = messages.filter(({ role }) => role === 'model');
  if (length !== answers) return `Answered ${length} times, not ${answers}`;
  const arrived = listArrivals(messages);
  const missing = brings.filter((kind) => !arrived.has(kind));
  return missing.length > 0 ? `Came without ${missing.join(', ')}` : undefined;
}

function readEnding(messages: readonly Message[]): Ending | 'nothing' {
  const last = messages.at(-1);
  if (last?.status === 'complete' && last.steps.every(isSilent)) return 'empty';
  return (last?.status === 'error' ? last.error?.code : last?.status) ?? 'nothing';
}

/** Thoughts, and outputs with nothing in them. */
function isSilent(step: Step): boolean {
  if (step.type !== 'model_output') return step.type === 'thought';
  return !('content' in step) || !Array.isArray(step.content) || step.content.length === 0;
}

/** The kinds of all that was said: steps, contents and annotations by their types, and what messages hold. */
function listArrivals(messages: readonly Message[]): Set<string> {
  const kinds = new Set<string>();
  for (const { role, steps, data, branch, usage } of messages) {
    collectTypes(steps, kinds);
    const hasSummary = steps.some(
      (step) => step.type === 'thought' && Array.isArray(step['summary']) && step['summary'].length > 0,
    );
    if (role === 'model' && hasSummary) kinds.add('thoughts');
    if (data !== undefined) kinds.add('data');
    if (branch) kinds.add('branch');
    if (usage) kinds.add('usage');
  }
  return kinds;
}

function collectTypes(value: unknown, kinds: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') kinds.add(value.type);
  for (const part of Object.values(value)) collectTypes(part, kinds);
}
