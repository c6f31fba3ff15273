import type { Links, Tokens } from 'marked';
import type { Block } from '../syntax/block.js';
import type { FootnoteSource } from '../syntax/find-footnote.js';
import { LinkTable, namesLabel } from '../syntax/link-table.js';
import { mayGrowTitle, splitBlocks } from '../syntax/split-blocks.js';
import { readFootnoteLabel } from './create-footnote-reference.js';
import { wholeAllowance, type Allowance } from './render-block.js';
import type { RenderContext } from './render-context.js';

/** A block that no later text changes, and that is in the document. */
export interface SettledBlock {
  readonly raw: string;
  readonly definitions: readonly Tokens.Def[];
  readonly footnotes: readonly FootnoteSource[];
  /** Whether a blank line follows. */
  readonly closed: boolean;
  /** It is over a cap, as only what followed it told. */
  readonly plain: boolean;
  /** Where it ends in the text. */
  readonly end: number;
  nodes: readonly ChildNode[];
  /** What is left of the caps after it. */
  left: Allowance;
}

/** The blocks of a text that are finished, from its beginning. */
export class SettledBlocks {
  readonly blocks: SettledBlock[] = [];
  #table = new LinkTable();
  /** The first block that may turn out to be part of a long definition. */
  #doubtful = Infinity;

  get links(): Links {
    return this.#table.links;
  }

  get footnotes(): ReadonlyMap<string, FootnoteSource> {
    return this.#table.footnotes;
  }

  /** Where the text after them begins. */
  get end(): number {
    return this.blocks.at(-1)?.end ?? 0;
  }

  /** What is left of the caps before a block, or after all of them. */
  left(index = this.blocks.length): Allowance {
    return this.blocks[index - 1]?.left ?? wholeAllowance;
  }

  add(
    { raw, definitions, footnotes, closed, plain }: Block,
    nodes: readonly ChildNode[],
    left: Allowance,
  ): void {
    const index = this.blocks.length;
    const before = this.blocks[index - 1];
    const isTitle = before && !before.closed && /^\s*["'(]/.test(raw);
    const mayGrow = footnotes.length === 0 && mayGrowTitle(raw);
    if (mayGrow || isTitle) this.#doubtful = Math.min(this.#doubtful, Math.max(0, index - 1));
    const end = this.end + raw.length;
    this.blocks.push({ raw, definitions, footnotes, closed, plain, end, nodes, left });
  }

  /** Takes the definitions of a block; returns the labels that are new. */
  define(block: Pick<Block, 'definitions' | 'footnotes'>): string[] {
    return this.#table.define(block);
  }

  /** The labels of references that are shown although what they lead to never came, as they stand in brackets. */
  findMissing({ references }: RenderContext): string[] {
    return Array.from(references, (element) => readFootnoteLabel(element) ?? '')
      .filter((label) => !this.footnotes.has(label))
      .map((label) => `^${label}`);
  }

  /** Takes off the blocks from an index on; returns them. */
  reopen(index: number): SettledBlock[] {
    const reopened = this.blocks.splice(index);
    if (this.#doubtful >= index) this.#doubtful = Infinity;
    this.#table = new LinkTable();
    for (const block of this.blocks) this.#table.define(block);
    return reopened;
  }

  /** The index of the first one that may be part of a definition that never ends. */
  get doubtful(): number | undefined {
    return this.#doubtful < Infinity ? this.#doubtful : undefined;
  }

  /** Takes what is left of the caps after blocks that cost something else now; so there is more or less after the others. */
  charge(changed: ReadonlyMap<number, Allowance>): void {
    let nodes = 0;
    let cells = 0;
    for (const [index, block] of this.blocks.entries()) {
      const { left } = block;
      const own = changed.get(index) ?? left;
      nodes += own.nodes - left.nodes;
      cells += own.cells - left.cells;
      block.left = { nodes: left.nodes + nodes, cells: left.cells + cells, outline: own.outline };
    }
  }

  /** Those whose text names one of the labels, with their indexes. */
  *findNaming(labels: ReadonlySet<string>): Generator<[number, SettledBlock]> {
    for (const [index, block] of this.blocks.entries())
      if (namesLabel(block.raw, labels)) yield [index, block];
  }

  /** A block's text read again. */
  read({ plain, raw }: SettledBlock): Block | undefined {
    const [block] = splitBlocks(raw, this.links);
    return plain && block ? { ...block, raw, plain } : block;
  }
}
