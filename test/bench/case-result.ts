import type { BenchCase } from './bench-plan.js';
import { longestBlock } from './collect-sections.js';
import type { ContenderName } from './contender-list.js';
import type { ChunkSize } from './cut-chunks.js';
import type { CorpusName } from './markdown-corpus.js';
import type { NodeCount } from './page/watch-nodes.js';
import type { Effort } from './run-stream.js';

/** What one contender took for one case: the medians of its rounds. */
export interface ContenderResult extends Effort {
  readonly rounds: number;
  readonly nodes?: NodeCount | undefined;
}

/** All that was measured for one case; who is missing was left out, and why was printed. */
export interface CaseResult {
  readonly bench: BenchCase;
  readonly length: number;
  readonly results: ReadonlyMap<ContenderName, ContenderResult>;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** The median of each measure over all rounds; a long task counts if every round had one. */
export function summarize(efforts: readonly Effort[], nodes?: NodeCount): ContenderResult {
  const take = (read: (effort: Effort) => number): number => median(efforts.map(read));
  return {
    rounds: efforts.length,
    task: take(({ task }) => task),
    script: take(({ script }) => script),
    layout: take(({ layout }) => layout),
    longest: Math.min(...efforts.map(({ longest }) => longest)),
    heap: take(({ heap }) => heap),
    wall: take(({ wall }) => wall),
    frames: take(({ frames }) => frames),
    shown: take(({ shown }) => shown),
    longestText: take(({ longestText }) => longestText),
    isWhole: efforts.every(({ isWhole }) => isWhole),
    nodes,
  };
}

/** No block of the texts is as long as a text in one node: from some place on this is not markdown any more. */
export function gaveUp({ longestText }: ContenderResult): boolean {
  return longestText > longestBlock;
}

/** What one contender took for one text that was fed chunk by frame, if all of it was shown as markdown. */
export function findResult(
  cases: readonly CaseResult[],
  name: ContenderName,
  corpus: CorpusName,
  size: ChunkSize = 25,
): ContenderResult | undefined {
  const result = cases
    .find(({ bench }) => bench.corpus === corpus && bench.pace === 'paced' && bench.size === size)
    ?.results.get(name);
  return result?.isWhole && !gaveUp(result) ? result : undefined;
}
