import type { Block } from './block.js';
import type { FootnoteSource } from './find-footnote.js';
import { startCode, startFold, type Fold } from './fold.js';
import { patchNodes } from './patch-nodes.js';
import { readInlines, renderBlock, subtract, type Allowance } from './render-block.js';
import type { RenderContext } from './render-context.js';
import { repairTail } from './repair-tail.js';
import type { SettledBlocks } from './settled-blocks.js';
import { countSettled, splitBlocks } from './split-blocks.js';
import { WordAppender, findLastText } from './word-appender.js';

/** A tag that has begun; after a blank line nobody waits for its end. */
const halfTag = /<(?:\/?[a-z](?:(?!\n[ \t]*\n)[^<>])*|\/|!-?)?$/i;

/** Where blocks grow. */
export interface Ground {
  readonly container: HTMLElement;
  readonly context: RenderContext;
  readonly settled: SettledBlocks;
  /** Does for nodes in the document what needs it. */
  readonly enrich: (nodes: readonly ChildNode[], isGrowing: boolean) => void;
  /** What follows the text, if anything. */
  readonly end: () => ChildNode | null;
  /** Whether it has to be waited for what renders raw HTML. */
  readonly waitForHtml: () => boolean;
}

/** The text after the settled blocks, and what is shown of it while it may still change. */
export class GrowingBlocks {
  readonly #ground: Ground;
  #text = '';
  #blocks: readonly Block[] = [];
  /** The nodes that show the blocks or their predecessors for now. */
  #shown: (readonly ChildNode[])[] = [];
  /** The finished part of the first block. */
  #fold: Fold | undefined;
  #isFoldable = true;
  #leftAfterFold: Allowance;
  /** Whether the blocks were read from all of the text. */
  #isFresh = false;
  /** Whether all of the text is shown. */
  #isCurrent = false;
  /** Where letters that follow can be put without reading anything. */
  #words: WordAppender | undefined;
  #footnotes: readonly FootnoteSource[] = [];

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#leftAfterFold = ground.settled.left();
  }

  get text(): string {
    return this.#text;
  }

  /** What follows the settled blocks, if anything. */
  get firstShown(): ChildNode | null {
    return this.#shown.find(([first]) => first)?.[0] ?? this.#ground.end();
  }

  /** Definitions of footnotes that may still change, as far as they are shown. */
  get footnotes(): readonly FootnoteSource[] {
    return this.#footnotes;
  }

  /** Starts over without text; these nodes, and those already shown, stay until they are replaced. */
  restart(before: readonly (readonly ChildNode[])[] = [], after: readonly ChildNode[] = []): void {
    this.#shown = [...before, ...this.#shown, after];
    this.#text = '';
    this.#blocks = [];
    this.#footnotes = [];
    this.#isCurrent = false;
    this.#words = undefined;
    this.#unfold();
  }

  /** Takes everything out of the document. */
  clear(): void {
    for (const node of this.#shown.splice(0).flat()) node.remove();
  }

  /** Adds text; says whether it has to be read, since it may settle what is before it. */
  add(piece: string): boolean {
    const text = this.#text;
    this.#text += piece;
    if (this.#isCurrent && this.#words?.append(text, piece)) return false;
    if (this.#isCurrent && this.#fold?.append?.(text, piece)) {
      this.#ground.enrich([this.#fold.element], true);
      return false;
    }
    this.#isCurrent = false;
    this.#isFresh = false;
    this.#words = undefined;
    return piece.includes('\n') || !this.#blocks.at(-1)?.tokens.some(({ type }) => type !== 'space');
  }

  /** Splits the text; returns its blocks, how many of them are settled, and keeps those that are not, or nothing. */
  read(isComplete: boolean): { readonly blocks: readonly Block[]; readonly settled: number } {
    const blocks = this.#split();
    const settled = countSettled(blocks, this.#text);
    const taken = blocks.slice(0, isComplete ? blocks.length : settled);
    this.#blocks = blocks.slice(taken.length);
    this.#isFresh = true;
    this.#text = this.#text.slice(taken.reduce((length, { raw }) => length + raw.length, 0));
    return { blocks: taken, settled };
  }

  /** The nodes that show the first block so far, which is settled now. */
  takeNodes(): readonly ChildNode[] {
    return this.#shown.shift() ?? [];
  }

  returnNodes(nodes: readonly ChildNode[]): void {
    this.#shown.unshift(nodes);
  }

  /** Shows the rest of a settled block of which the first part is shown; returns what is left, or nothing without such a part. */
  finishFold(block: Block): Allowance | undefined {
    const isShown = this.#fold && this.#showFold(this.#fold, block, true);
    return isShown ? this.#leftAfterFold : undefined;
  }

  /** The block with all its text, where the first part of it was left out. */
  unfold(block: Block): Block {
    const whole = this.#fold ? splitBlocks(block.raw, this.#ground.settled.links)[0] : undefined;
    this.#unfold();
    return whole ?? block;
  }

  /** Brings what is shown up to date; half-written markup as it will be, or not yet. */
  show(): void {
    if (this.#isCurrent) return;
    const fold = this.#fold;
    const source = fold ? fold.head + this.#text.slice(fold.length) : this.#text;
    const repaired = this.#repair(source);
    const isRead = repaired === source && this.#isFresh;
    const blocks = isRead ? this.#blocks : splitBlocks(repaired, this.#ground.settled.links);
    if (fold && !this.#showFold(fold, blocks[0])) {
      this.#unfold();
      this.#isFoldable = false;
      this.#isFresh = false;
      this.show();
      return;
    }
    if (!this.#fold && this.#isFoldable && blocks.length === 1) this.#startCode(blocks[0]);
    const isBuilt = this.#showBlocks(blocks);
    if (isBuilt === undefined) return;
    this.#footnotes = blocks.flatMap(({ footnotes }) => footnotes);
    if (isBuilt && this.#isFresh) this.#growFold(blocks);
    this.#isFresh = false;
    const last = isBuilt && repaired.startsWith(source) ? findLastText(this.#shown.at(-1) ?? []) : undefined;
    this.#words = last && new WordAppender(last);
    this.#isCurrent = true;
  }

  /** The blocks of the text; the first one without what is in the fold, but with all its text. */
  #split(): Block[] {
    const fold = this.#fold;
    const { links } = this.#ground.settled;
    if (!fold) return splitBlocks(this.#text, links);
    const [first, ...others] = splitBlocks(fold.head + this.#text.slice(fold.length), links);
    if (!first) return [];
    if (!fold.takes(first)) {
      this.#unfold();
      this.#isFoldable = false;
      return splitBlocks(this.#text, links);
    }
    const raw = this.#text.slice(0, fold.length) + first.raw.slice(fold.head.length);
    return [{ ...first, raw }, ...others];
  }

  /** Inside HTML and indented code every sign stands for itself; but half a tag is no text yet. */
  #repair(source: string): string {
    const last = this.#blocks.at(-1)?.tokens.findLast(({ type }) => type !== 'space');
    if (last?.type === 'html') return source.replace(halfTag, '');
    return last?.type === 'code' && 'codeBlockStyle' in last ? source : repairTail(source);
  }

  /** Shows what follows the finished part of a block; says whether it still does. */
  #showFold(fold: Fold, block: Block | undefined, isFinal = false): boolean {
    const left = this.#ground.settled.left();
    const shown =
      block && fold.takes(block) && readInlines(block, block.lexer.tokens.links) && fold.show(block, isFinal);
    if (!shown || shown.cost.nodes > left.nodes || shown.cost.cells > left.cells) return false;
    this.#ground.enrich(shown.nodes, !isFinal);
    this.#leftAfterFold = subtract(left, shown.cost);
    return true;
  }

  #growFold(blocks: readonly Block[]): void {
    const [first, ...others] = blocks;
    if (!first) return;
    if (this.#isFoldable && others.length === 0)
      this.#fold ??= startFold(first, this.#shown[0] ?? [], this.#ground.context);
    this.#fold?.grow(first);
  }

  #unfold(): void {
    this.#fold = undefined;
    this.#isFoldable = true;
  }

  /** Shows open code in a way that can grow without being read again. */
  #startCode(block: Block | undefined): void {
    const { container, context, end } = this.#ground;
    const fold = block && startCode(block, context);
    if (!fold) return;
    const [old = [], ...others] = this.#shown;
    const after = others.find(([first]) => first)?.[0] ?? end();
    container.insertBefore(fold.element, old[0] ?? after);
    for (const node of old) node.remove();
    this.#shown = [[fold.element], ...others];
    this.#fold = fold;
    this.#showFold(fold, block);
  }

  /** Shows the blocks; says whether the last was built from tokens, or nothing if it has to wait. */
  #showBlocks(blocks: readonly Block[]): boolean | undefined {
    const { container, context, end, enrich, settled, waitForHtml } = this.#ground;
    let left = settled.left();
    let isBuilt = true;
    const shown: (readonly ChildNode[])[] = [];
    for (const [index, block] of blocks.entries()) {
      const nodes = this.#shown[index] ?? [];
      if (index === 0 && this.#fold) {
        shown.push(nodes);
        left = this.#leftAfterFold;
        continue;
      }
      const after = this.#shown.slice(index + 1).find((next) => next[0])?.[0] ?? end();
      const rendered = renderBlock(block, block.lexer.tokens.links, context, left);
      if (rendered.needsHtml && waitForHtml()) {
        this.#shown.splice(0, shown.length, ...shown);
        return undefined;
      }
      left = subtract(left, rendered.cost);
      isBuilt = rendered.isBuilt ?? false;
      const fresh = patchNodes(container, nodes, [...rendered.fragment.childNodes], after);
      enrich(fresh, true);
      shown.push(fresh);
    }
    for (const node of this.#shown.slice(blocks.length).flat()) node.remove();
    this.#shown = shown;
    return isBuilt;
  }
}
