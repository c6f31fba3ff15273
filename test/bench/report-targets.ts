import { findResult, gaveUp, type CaseResult } from './case-result.js';
import type { ContenderName } from './contender-list.js';
import type { ChunkSize } from './cut-chunks.js';
import type { CorpusName } from './markdown-corpus.js';
import { measureGrowth } from './measure-growth.js';

interface Target {
  readonly target: string;
  readonly most: number | undefined;
  readonly measured: number | undefined;
}

function divide(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined || other <= 0 ? undefined : one / other;
}

function listTargets(cases: readonly CaseResult[]): Target[] {
  const compareAt = (size: ChunkSize, other: ContenderName, corpus: CorpusName): number | undefined =>
    divide(findResult(cases, 'ours', corpus, size)?.task, findResult(cases, other, corpus, size)?.task);
  const compare = (other: ContenderName, corpus: CorpusName): number | undefined =>
    compareAt(25, other, corpus) ?? compareAt(100, other, corpus);
  const ours = measureGrowth(cases, 'ours');
  const floor = measureGrowth(cases, 'floor');
  const isSame = ours?.to === floor?.to && ours?.size === floor?.size;
  const blocks = cases.flatMap(({ results }) => results.get('ours')?.nodes ?? []);
  const long = cases.flatMap(({ results }) => {
    const [own, low] = [results.get('ours'), results.get('floor')];
    // Where the floor has one too, nothing can be said about ours.
    return !own || !low || gaveUp(own) || low.longest > 50 ? [] : [own.longest];
  });
  const sizes = ['20k', '100k', '400k'] as const;
  return [
    { target: '20k: task time over the floor', most: 1.2, measured: compare('floor', '20k') },
    { target: '100k: task time over the floor', most: 1, measured: compare('floor', '100k') },
    ...sizes.map((size) => ({
      target: `${size}: task time over streaming-markdown`,
      most: 1.1,
      measured: compare('streaming-markdown', size),
    })),
    { target: '20k: task time over streamdown', most: 1 / 2, measured: compare('streamdown', '20k') },
    { target: '20k: task time over deep-chat', most: 1 / 5, measured: compare('deep-chat', '20k') },
    {
      target: '100k: task time over deep-chat, partialRender',
      most: 1 / 8,
      measured: compare('deep-chat-partial', '100k'),
    },
    { target: `script time grows from 20k to ${ours?.to ?? '400k'}`, most: 1.05, measured: ours?.script },
    {
      target: `task time grows from 20k to ${ours?.to ?? '400k'}, as the floor's`,
      most: isSame ? floor?.task : undefined,
      measured: ours?.task,
    },
    {
      target: 'longest task where the floor has none above 50 ms',
      most: 50,
      measured: long.length > 0 ? Math.max(...long) : undefined,
    },
    {
      target: 'finished blocks that moved',
      most: 0,
      measured:
        blocks.length > 0 ? Math.max(...blocks.map(({ finishedBlocksMoved: moved }) => moved)) : undefined,
    },
    {
      target: 'a regular expression early in the text: script time over the same without',
      most: 1.1,
      measured: divide(
        findResult(cases, 'ours', 'regex-20k')?.script,
        findResult(cases, 'ours', 'plain-20k')?.script,
      ),
    },
  ];
}

function judge({ most, measured }: Target): string {
  if (most === undefined || measured === undefined) return 'not measured';
  return measured <= most ? 'met' : 'MISSED';
}

/** Prints what the renderer sets out to reach, and whether it did here. */
export function reportTargets(cases: readonly CaseResult[]): void {
  console.log('\nTargets; other work on this machine makes every number noisy.');
  console.table(
    listTargets(cases).map((target) => ({
      target: target.target,
      'at most': target.most?.toFixed(2) ?? '',
      measured: target.measured?.toFixed(2) ?? '',
      result: judge(target),
    })),
  );
}
