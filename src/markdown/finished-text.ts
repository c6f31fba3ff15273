import type { Block } from '../syntax/block.js';
import { maxLines } from '../syntax/line-limits.js';
import { countLooks, maxBlockNodes, maxLooks, maxSource, measureCost, type Cost } from './render-block.js';

/** How much of a block's text is finished, and what that costs. */
export interface FinishedText {
  readonly length: number;
  readonly lines: number;
  /** At most. */
  readonly looks: number;
  readonly nodes: number;
  readonly cells: number;
}

/** Adds items or rows, by the text of each. */
export function addFinished(before: FinishedText, texts: readonly string[], cost: Cost): FinishedText {
  const finished = { ...before, nodes: before.nodes + cost.nodes, cells: before.cells + cost.cells };
  for (const text of texts) {
    finished.length += text.length;
    finished.lines += countLines(text);
    finished.looks += countLooks(text);
  }
  return finished;
}

/**
 * Whether a block of which a part is finished is certainly within the caps of a whole one; where it is not, it is to
 * be read as a whole.
 */
export function isWithinCaps(finished: FinishedText, head: string, { plain, runs, tokens }: Block): boolean {
  let { length, lines, looks } = finished;
  length -= head.length;
  for (const { raw } of tokens) length += raw.length;
  for (const { source } of runs) looks += countLooks(source);
  // Also the blank lines after a list, within which it might go on.
  if (tokens[0]?.type === 'list') for (const { raw } of tokens) lines += countLines(raw);
  return !plain && length <= maxSource && looks <= maxLooks && lines < maxLines;
}

/** What a block costs of which the last nodes are these, at such a depth; nothing where that is too much for one. */
export function measureBlock(
  finished: FinishedText,
  shown: readonly Node[],
  depth: number,
): Cost | undefined {
  let { nodes, cells } = finished;
  try {
    for (const node of shown) {
      const cost = measureCost(node, depth);
      nodes += cost.nodes + 1;
      cells += cost.cells;
    }
  } catch {
    // Nested too deeply.
    return undefined;
  }
  return nodes > maxBlockNodes ? undefined : { nodes, cells };
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
