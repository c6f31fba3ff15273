import { adoptSheet } from '../dom/adopt-sheet.js';
import { BlockGroups } from './block-groups.js';
import type { Block } from '../syntax/block.js';
import { enrichContent } from './enrich-content.js';
import { expectFootnotes } from '../syntax/footnote-labels.js';
import { FrameLoop } from './frame-loop.js';
import { GrowingBlocks, type Ground } from './growing-blocks.js';
import { Footnotes } from './load-footnotes.js';
import { loadHtmlRenderer } from './load-html.js';
import { namesLabel } from '../syntax/link-table.js';
import { markdownSheet } from './markdown-sheet.js';
import { PlainRest } from './plain-rest.js';
import { renderBlock, renderPlain, subtract, type Allowance } from './render-block.js';
import { createRenderContext, type MarkdownOptions, type RenderContext } from './render-context.js';
import { SettledBlocks } from './settled-blocks.js';
import { SourceText, normalizeLines } from '../syntax/source-text.js';
import { splitBlocks } from '../syntax/split-blocks.js';

export interface MarkdownRendererOptions extends MarkdownOptions {
  /** Ends the work for good; what is shown stays. */
  readonly signal?: AbortSignal;
}

/** A piece of the text with the nodes that show it, and what would show it if it read differently. */
export interface ShownText {
  readonly raw: string;
  readonly nodes: readonly ChildNode[];
  readonly render: (raw: string) => DocumentFragment | undefined;
}

/** How much text is read at a time, where much came at once. */
const windowLength = 8192;
/** How long the page may be kept from its turn where someone asks for all at once, in milliseconds. */
const flushTime = 24;
/** How long lazily loaded parts may keep the end of a text waiting, in milliseconds. */
const patience = 5000;

/** Shows markdown while it is being written: finished blocks keep their nodes, only the last is read again. */
export class MarkdownRenderer {
  readonly #container: HTMLElement;
  readonly #context: RenderContext;
  readonly #loop = new FrameLoop((deadline) => this.#step(deadline));
  readonly #source = new SourceText();
  readonly #settled = new SettledBlocks();
  readonly #groups: BlockGroups;
  /** Text that came and was not read yet. */
  #ahead = '';
  /** Settled blocks still to be shown. */
  #ready: Block[] = [];
  readonly #growing: GrowingBlocks;
  readonly #footnotes: Footnotes;
  /** The caps are reached: all further text is plain. */
  #rest: PlainRest | undefined;
  #isStyled = false;
  #isEnded = false;
  #isStopped = false;
  /** The end has been read. */
  #isComplete = false;
  /** How many blocks were settled before the text was declared finished. */
  #firm = 0;
  #isWaitingForHtml = false;
  /** What renders raw HTML could not be loaded. */
  #isWithoutHtml = false;
  readonly #pending = new Set<Promise<unknown>>();
  #waiting: (() => void)[] = [];

  constructor(container: HTMLElement, options: MarkdownRendererOptions) {
    this.#container = container;
    this.#context = createRenderContext(options);
    this.#groups = new BlockGroups(container, () => this.#rest?.nodes[0] ?? this.#footnotes.start);
    const ground: Ground = {
      container,
      context: this.#context,
      groups: this.#groups,
      settled: this.#settled,
      enrich: (nodes, isGrowing) => this.#enrich(nodes, isGrowing),
      waitForHtml: () => this.#waitForHtml(),
    };
    this.#footnotes = new Footnotes(ground);
    this.#growing = new GrowingBlocks(ground);
    container.toggleAttribute('data-gemini-markdown', true);
    const { signal } = options;
    if (signal?.aborted) this.destroy();
    else signal?.addEventListener('abort', () => this.destroy(), { once: true });
  }

  /** Adds text; shown in the next frame. */
  write(text: string): void {
    this.#resume();
    this.#add(this.#source.add(text));
  }

  /** Replaces the text; what it has in common with the text so far stays as it is. */
  set(text: string): void {
    const { given, text: current } = this.#source;
    if (text.startsWith(given)) {
      if (text.length > given.length) this.write(text.slice(given.length));
      return;
    }
    const next = normalizeLines(text);
    let same = 0;
    while (same < current.length && next.charCodeAt(same) === current.charCodeAt(same)) same++;
    this.#resume();
    // A block is certain by the line after it; so the last that is common may not be.
    const common = this.#settled.blocks.filter(({ end }) => end <= same).length;
    this.#source.cutTo(same);
    this.#reopen(same < current.length ? Math.max(0, common - 1) : common);
    this.#add(this.#source.add(next.slice(same)));
    this.#source.given = text;
  }

  /**
   * All of a text that has ended, block by block.
   * @internal
   */
  get shownTexts(): ShownText[] {
    const { blocks, links } = this.#settled;
    const texts = blocks.map(({ plain, raw, nodes }, index): ShownText => {
      const render: ShownText['render'] = (other) => {
        if (plain) return renderPlain(other).fragment;
        const [first, ...more] = splitBlocks(other, links);
        if (!first || more.length > 0) return undefined;
        return renderBlock(first, links, this.#context, this.#settled.left(index)).fragment;
      };
      return { raw, nodes, render };
    });
    const rest = this.#rest;
    if (!rest) return texts;
    return [...texts, { raw: rest.text, nodes: rest.nodes, render: (raw) => renderPlain(raw).fragment }];
  }

  /** Shows what arrived now, instead of in the next frame. */
  flush(): void {
    if (!this.#isStopped) this.#loop.run(flushTime);
  }

  /** Declares the text finished; resolves when all that arrived is in the document. More may be written later. */
  end(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    if (!this.#isEnded) {
      this.#isEnded = true;
      this.#ahead += this.#source.finish();
      this.#firm = -1;
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#loop.run();
    });
  }

  /** Stops all work; what is shown stays, later text is ignored. */
  destroy(): void {
    this.#isStopped = true;
    this.#loop.stop();
    this.#resolve();
  }

  #add(text: string): void {
    if (this.#isStopped) return;
    this.#ahead += text;
    this.#loop.request();
  }

  /** Takes back the end of the text. */
  #resume(): void {
    if (!this.#isEnded) return;
    this.#isEnded = false;
    this.#isComplete = false;
    if (this.#firm >= 0) this.#reopen(Math.min(this.#firm, this.#settled.blocks.length));
  }

  /** Reads again from a settled block on; the nodes that show it stay until they are replaced. */
  #reopen(index: number): void {
    const reopened = this.#settled.reopen(index).map(({ nodes }) => nodes);
    this.#growing.restart(reopened, this.#rest?.nodes);
    this.#rest = undefined;
    this.#ahead = this.#source.text.slice(this.#settled.end);
    this.#ready = [];
  }

  #step(deadline: number): boolean {
    if (!this.#isStyled) this.#isStyled = adoptSheet(this.#container, markdownSheet);
    for (;;) {
      while (this.#ready.length > 0) {
        if (!this.#showReady()) return true;
        if (performance.now() > deadline) return false;
      }
      if (!this.#readOn()) break;
      if (performance.now() > deadline) return false;
    }
    if (this.#growing.text && this.#settled.left().nodes <= 0) this.#startRest(this.#growing.text);
    if (this.#growing.text) this.#growing.show();
    else this.#growing.clear();
    this.#groups.tidy();
    this.#showFootnotes();
    if (this.#isEnded) this.#finish();
    else this.#resolve();
    return true;
  }

  /** Reads more of what came; says whether there was any. */
  #readOn(): boolean {
    if (this.#ahead === '') {
      if (!this.#isEnded || this.#isComplete) return false;
      this.#isComplete = true;
      const doubtful = this.#settled.doubtful;
      if (doubtful !== undefined) this.#reopen(doubtful);
      expectFootnotes(this.#settled.links, false);
      this.#growing.add(this.#ahead);
      this.#ahead = '';
      this.#read();
      return true;
    }
    const length = Math.max(windowLength, this.#growing.text.length);
    const piece = this.#ahead.length > length ? cutAt(this.#ahead, length) : this.#ahead;
    this.#ahead = this.#ahead.slice(piece.length);
    if (this.#rest) this.#rest.append(piece);
    else if (this.#growing.add(piece)) this.#read();
    return true;
  }

  #read(): void {
    const { blocks, settled } = this.#growing.read(this.#isComplete);
    if (this.#isComplete) this.#firm = this.#settled.blocks.length + settled;
    this.#ready = [...blocks];
    const labels = new Set(blocks.flatMap((block) => this.#settled.define(block)));
    if (this.#isComplete) for (const label of this.#settled.findMissing(this.#context)) labels.add(label);
    if (labels.size > 0) this.#refresh(labels);
  }

  /** Renders settled blocks again that name labels which were defined only now. */
  #refresh(labels: ReadonlySet<string>): void {
    this.#footnotes.refresh(labels);
    const [first] = this.#ready;
    if (first && namesLabel(first.raw, labels)) this.#ready[0] = this.#growing.unfold(first);
    const left = new Map<number, Allowance>();
    for (const [index, shown] of this.#settled.findNaming(labels)) {
      const block = this.#settled.read(shown);
      if (!block) continue;
      const { blocks, links } = this.#settled;
      const next = blocks.slice(index + 1).find(({ nodes }) => nodes[0])?.nodes[0];
      const { fragment, cost } = renderBlock(block, links, this.#context, this.#settled.left(index));
      shown.nodes = this.#put(index, fragment, shown.nodes, next ?? this.#growing.firstShown);
      left.set(index, subtract(this.#settled.left(index), cost));
    }
    if (left.size > 0) this.#settled.charge(left);
  }

  /** Shows the next settled block; says whether it could. */
  #showReady(): boolean {
    const [block] = this.#ready;
    if (!block) return true;
    const left = this.#settled.left();
    if (left.nodes <= 0) {
      this.#startRest(this.#ready.map(({ raw }) => raw).join('') + this.#growing.text);
      return true;
    }
    const nodes = this.#growing.takeNodes();
    const leftAfter = this.#growing.finishFold(block);
    const whole = this.#growing.unfold(block);
    if (leftAfter) {
      this.#settle(block, nodes, leftAfter);
      return true;
    }
    const { fragment, cost, needsHtml } = renderBlock(whole, this.#settled.links, this.#context, left);
    if (needsHtml && this.#waitForHtml()) {
      this.#growing.returnNodes(nodes);
      return false;
    }
    const index = this.#settled.blocks.length;
    const shown = this.#put(index, fragment, nodes, this.#growing.firstShown);
    this.#settle(whole, shown, subtract(left, cost));
    return true;
  }

  #settle(block: Block, nodes: readonly ChildNode[], left: Allowance): void {
    this.#settled.add(block, nodes, left);
    this.#ready.shift();
  }

  #put(
    index: number,
    fragment: DocumentFragment,
    nodes: readonly ChildNode[],
    after: Node | null,
  ): ChildNode[] {
    const shown = this.#groups.put(index, nodes, [...fragment.childNodes], after);
    this.#enrich(shown, false);
    return shown;
  }

  #enrich(nodes: readonly ChildNode[], isGrowing: boolean): void {
    const loading = enrichContent(nodes, this.#context, isGrowing);
    if (loading) this.#await(loading);
  }

  #showFootnotes(): void {
    const { footnotes: settled, links } = this.#settled;
    const { footnotes: growing } = this.#growing;
    const loading = this.#footnotes.show({ settled, growing, links, left: this.#settled.left() });
    if (loading) this.#await(loading.then(() => this.flush()));
  }

  #await(loading: Promise<unknown>): void {
    this.#pending.add(loading);
    void loading.finally(() => this.#pending.delete(loading));
  }

  /** From here on the text is plain. */
  #startRest(text: string): void {
    this.#growing.clear();
    this.#growing.restart();
    this.#ready = [];
    this.#rest = new PlainRest(this.#container);
    this.#rest.append(text);
  }

  /** Goes on when raw HTML can be rendered; says no where that was not possible. */
  #waitForHtml(): boolean {
    if (this.#isWithoutHtml) return false;
    if (this.#isWaitingForHtml) return true;
    this.#isWaitingForHtml = true;
    const loading = loadHtmlRenderer()
      .catch(() => {
        this.#isWithoutHtml = true;
      })
      .then(() => {
        this.#isWaitingForHtml = false;
        this.flush();
      });
    this.#await(loading);
    return true;
  }

  /** Waits for what is loaded only now, but not for ever. */
  #finish(): void {
    if (this.#pending.size === 0) {
      this.#resolve();
      return;
    }
    const timeout = new Promise((resolve) => {
      setTimeout(resolve, patience);
    });
    void Promise.race([this.#waitForPending(), timeout]).then(() => this.#resolve());
  }

  /** Also for what is loaded only because of something that was loaded. */
  async #waitForPending(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  #resolve(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** The beginning of a text, without half a character at its end. */
function cutAt(text: string, length: number): string {
  return text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length + 1 : length);
}
