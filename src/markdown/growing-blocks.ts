import type { Block } from '../syntax/block.js';
import type { FootnoteSource } from '../syntax/find-footnote.js';
import { repairTail, type RepairedText } from '../syntax/repair-tail.js';
import { countSettled, splitBlocks } from '../syntax/split-blocks.js';
import type { BlockGroups } from './block-groups.js';
import type { Tail } from './build-nodes.js';
import { startCode, startFold, type Fold } from './fold.js';
import { GrowingLine, noteTail } from './growing-line.js';
import { readInlines, renderBlock, subtract, type Allowance } from './render-block.js';
import type { RenderContext } from './render-context.js';
import type { SettledBlocks } from './settled-blocks.js';

/** A tag that has begun; after a blank line nobody waits for its end. */
const halfTag = /<(?:\/?[a-z](?:(?!\n[ \t]*\n)[^<>])*|\/|!-?)?$/i;

/** More than what one line may add before all of its block is counted again. */
const lineNodes = 2000;

/** Where blocks grow. */
export interface Ground {
  readonly container: HTMLElement;
  readonly context: RenderContext;
  readonly groups: BlockGroups;
  readonly settled: SettledBlocks;
  /** Does for nodes in the document what needs it. */
  readonly enrich: (nodes: readonly ChildNode[], isGrowing: boolean) => void;
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
  /** What letters and inline markup that follow are part of. */
  #line: GrowingLine | undefined;
  /** The text at the end of what is shown. */
  #tail: Tail | undefined;
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
    return this.#shown.find(([first]) => first)?.[0] ?? null;
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
    this.#line = undefined;
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
    if (this.#isCurrent && this.#append(text, piece)) return false;
    this.#isCurrent = false;
    this.#isFresh = false;
    this.#line = undefined;
    const line = this.#text.slice(this.#text.lastIndexOf('\n') + 1);
    // What begins here is not known yet; or it may end or begin where no line does.
    const isOpen = /^(?:space|html|code)$/.test(this.#blocks.at(-1)?.tokens.at(-1)?.type ?? 'space');
    return piece.includes('\n') || isOpen || /^ {0,3}</.test(line);
  }

  /** Shows a piece that follows what is shown without reading all of the last block, if that is possible. */
  #append(text: string, piece: string): boolean {
    if (this.#line?.append(piece)) return true;
    if (!this.#fold?.append?.(text, piece)) return false;
    this.#ground.enrich([this.#fold.element], true);
    return true;
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
    const { text } = repaired;
    const isRead = text === source && this.#isFresh;
    const blocks = isRead ? this.#blocks : splitBlocks(text, this.#ground.settled.links);
    this.#tail = undefined;
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
    this.#line = GrowingLine.start(this.#tail, blocks.at(-1), source, repaired, this.#ground);
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
  #repair(source: string): RepairedText {
    const last = this.#blocks.at(-1)?.tokens.at(-1);
    if (last?.type === 'html') return { text: source.replace(halfTag, '') };
    return last?.type === 'code' && 'codeBlockStyle' in last ? { text: source } : repairTail(source);
  }

  /** Shows what follows the finished part of a block; says whether it still does. */
  #showFold(fold: Fold, block: Block | undefined, isFinal = false): boolean {
    const left = this.#ground.settled.left();
    const shown =
      block && fold.takes(block) && readInlines(block, block.lexer.tokens.links) && fold.show(block, isFinal);
    if (!shown || shown.cost.nodes > left.nodes || shown.cost.cells > left.cells) return false;
    this.#ground.enrich(shown.nodes, !isFinal);
    this.#leftAfterFold = subtract(left, shown.cost);
    this.#tail = shown.tail;
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
    const { context, groups, settled } = this.#ground;
    const fold = block && startCode(block, context);
    if (!fold) return;
    const [old = [], ...others] = this.#shown;
    const after = others.find(([first]) => first)?.[0] ?? null;
    for (const node of old) node.remove();
    groups.put(settled.blocks.length, [], [fold.element], after);
    this.#shown = [[fold.element], ...others];
    this.#fold = fold;
    this.#showFold(fold, block);
  }

  /** Shows the blocks; says whether the last was built from tokens, or nothing if it has to wait. */
  #showBlocks(blocks: readonly Block[]): boolean | undefined {
    const { context, enrich, groups, settled, waitForHtml } = this.#ground;
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
      const after = this.#shown.slice(index + 1).find((next) => next[0])?.[0] ?? null;
      const rendered = renderBlock(block, block.lexer.tokens.links, context, left);
      if (rendered.needsHtml && waitForHtml()) {
        this.#shown.splice(0, shown.length, ...shown);
        return undefined;
      }
      left = subtract(left, rendered.cost);
      isBuilt = rendered.isBuilt ?? false;
      const place = settled.blocks.length + index;
      const locate = noteTail(rendered.tail, rendered.fragment.lastChild);
      const fresh = groups.put(place, nodes, [...rendered.fragment.childNodes], after);
      this.#tail = locate(fresh.at(-1));
      enrich(fresh, true);
      shown.push(fresh);
    }
    for (const node of this.#shown.slice(blocks.length).flat()) node.remove();
    if (left.nodes < lineNodes) this.#tail = undefined;
    this.#shown = shown;
    return isBuilt;
  }
}
