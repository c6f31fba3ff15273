import { findResult, type CaseResult } from './case-result.js';
import type { ContenderName } from './contender-list.js';
import type { ChunkSize } from './cut-chunks.js';

/** How cost grows with length: 1 where twice the text costs twice as much, 2 where it costs four times as much. */
export interface Growth {
  readonly from: string;
  readonly to: string;
  /** Of the chunks, in characters. */
  readonly size: ChunkSize;
  readonly task: number;
  readonly script: number;
}

const short = '20k';
/** The longest first; of the sizes of chunks, the one that is more like a model's. */
const pairs = [
  ['400k', 25],
  ['400k', 100],
  ['100k', 25],
] as const;

/** From the short text to the longest that this contender was measured with; `undefined` without two lengths. */
export function measureGrowth(cases: readonly CaseResult[], name: ContenderName): Growth | undefined {
  const lengthOf = (corpus: string): number =>
    cases.find(({ bench }) => bench.corpus === corpus)?.length ?? NaN;
  for (const [to, size] of pairs) {
    const low = findResult(cases, name, short, size);
    const high = findResult(cases, name, to, size);
    if (!low || !high) continue;
    const longer = Math.log(lengthOf(to) / lengthOf(short));
    return {
      from: short,
      to,
      size,
      task: Math.log(high.task / low.task) / longer,
      script: Math.log(high.script / low.script) / longer,
    };
  }
  return undefined;
}
