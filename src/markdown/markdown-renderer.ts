import type { Block } from './block.js';
import { FrameLoop } from './frame-loop.js';
import { LinkTable, namesLabel } from './link-table.js';
import { patchNodes } from './patch-nodes.js';
import { renderBlock, renderPlain, subtract, wholeAllowance, type Allowance } from './render-block.js';
import { createRenderContext, type MarkdownOptions, type RenderContext } from './render-context.js';
import { repairTail } from './repair-tail.js';
import { SourceText, normalizeLines } from './source-text.js';
import { countSettled, mayGrowTitle, splitBlocks } from './split-blocks.js';

// Loaded with the renderer: a file of its own would be one request more for every answer.
export { trustFrameHtml } from './trusted-html.js';

export interface MarkdownRendererOptions extends MarkdownOptions {
  /** Ends the work for good; what is shown stays. */
  readonly signal?: AbortSignal;
}

/** A block in the document. */
interface ShownBlock {
  readonly block: Block;
  /** Where it ends in the text. */
  readonly end: number;
  nodes: readonly ChildNode[];
  /** What is left of the caps after it. */
  left: Allowance;
}

/** A piece of the text with the nodes that show it, and what would show it if it read differently. */
export interface ShownText {
  readonly raw: string;
  readonly nodes: readonly ChildNode[];
  readonly render: (raw: string) => DocumentFragment | undefined;
}

/** Shows markdown while it is being written: finished blocks keep their nodes, only the last is read again. */
export class MarkdownRenderer {
  readonly #container: HTMLElement;
  readonly #context: RenderContext;
  readonly #loop = new FrameLoop((deadline) => this.#step(deadline));
  readonly #source = new SourceText();
  #table = new LinkTable();
  /** Blocks that no later text changes, and that are in the document. */
  #settled: ShownBlock[] = [];
  /** Settled blocks still to be shown. */
  #ready: Block[] = [];
  /** The text after them, its blocks, and the nodes that show them or their predecessors for now. */
  #tail = '';
  #growing: readonly Block[] = [];
  #shown: (readonly ChildNode[])[] = [];
  /** The caps are reached: all further text is one piece of plain text. */
  #isOver = false;
  /** Text came that was not read yet. */
  #isDirty = false;
  #isEnded = false;
  #isStopped = false;
  /** How many blocks were settled before the text was declared finished. */
  #firm = 0;
  /** The first settled block that may turn out to be part of a long definition. */
  #doubtful = Infinity;
  #waiting: (() => void)[] = [];

  constructor(container: HTMLElement, options: MarkdownRendererOptions) {
    this.#container = container;
    this.#context = createRenderContext(options);
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
    const next = normalizeLines(text);
    const { text: current } = this.#source;
    let same = 0;
    if (next.startsWith(current)) same = current.length;
    else while (next.charCodeAt(same) === current.charCodeAt(same)) same++;
    if (same === current.length && same === next.length) return;
    this.#resume();
    if (same < current.length) {
      // A block is certain by the line after it; so the last that is common may not be.
      const common = this.#settled.filter(({ end }) => end <= same).length;
      this.#reopen(Math.max(0, common - 1));
    }
    this.#source.cutTo(same);
    this.#tail = this.#tail.slice(0, this.#tail.length - (current.length - same));
    this.#add(this.#source.add(next.slice(same)));
  }

  /**
   * All of a text that has ended, block by block.
   * @internal
   */
  get shownTexts(): ShownText[] {
    const { links } = this.#table;
    const blocks = this.#settled.map(({ block, nodes }, index): ShownText => {
      const render: ShownText['render'] = (raw) => {
        const [first, ...more] = splitBlocks(raw, links);
        if (!first || more.length > 0) return undefined;
        return renderBlock(first, links, this.#context, this.#left(index)).fragment;
      };
      return { raw: block.raw, nodes, render };
    });
    const plain = {
      raw: this.#tail,
      nodes: this.#shown.flat(),
      render: (raw: string) => renderPlain(raw).fragment,
    };
    return this.#tail ? [...blocks, plain] : blocks;
  }

  /** Shows what arrived now, instead of in the next frame. */
  flush(): void {
    if (!this.#isStopped) this.#loop.run();
  }

  /** Declares the text finished; resolves when all that arrived is in the document. More may be written later. */
  end(): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    if (!this.#isEnded) {
      this.#isEnded = true;
      this.#tail += this.#source.finish();
      this.#firm = -1;
      this.#isDirty = true;
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
    this.#settle();
  }

  #add(text: string): void {
    if (this.#isStopped) return;
    this.#tail += text;
    this.#isDirty = true;
    this.#loop.request();
  }

  /** Takes back the end of the text. */
  #resume(): void {
    if (!this.#isEnded) return;
    this.#isEnded = false;
    if (this.#firm >= 0) this.#reopen(Math.min(this.#firm, this.#settled.length));
  }

  /** Takes blocks from an index on as unsettled again; their nodes stay until they are replaced. */
  #reopen(index: number): void {
    const start = this.#settled[index - 1]?.end ?? 0;
    const reopened = this.#settled.splice(index);
    this.#shown.unshift(...reopened.map(({ nodes }) => nodes));
    this.#tail = this.#source.text.slice(start);
    this.#ready = [];
    this.#growing = [];
    this.#isOver = false;
    this.#isDirty = true;
    if (this.#doubtful >= index) this.#doubtful = Infinity;
    this.#table = new LinkTable();
    for (const { block } of this.#settled) this.#table.define(block);
  }

  #step(deadline: number): boolean {
    for (;;) {
      for (let block = this.#ready.shift(); block; block = this.#ready.shift()) {
        this.#showSettled(block);
        if (performance.now() > deadline) return false;
      }
      if (!this.#isDirty) break;
      this.#isDirty = false;
      this.#read();
    }
    this.#showGrowing();
    this.#settle();
    return true;
  }

  /** Splits the unsettled text, which is short unless much came at once. */
  #read(): void {
    if (this.#isEnded && this.#doubtful < Infinity) this.#reopen(this.#doubtful);
    this.#isDirty = false;
    if (this.#isOver) return;
    const blocks = splitBlocks(this.#tail, this.#table.links);
    const firm = countSettled(blocks, this.#tail);
    if (this.#isEnded) this.#firm = this.#settled.length + firm;
    const count = this.#isEnded ? blocks.length : firm;
    this.#ready = blocks.slice(0, count);
    this.#growing = blocks.slice(count);
    this.#tail = this.#tail.slice(this.#ready.reduce((length, { raw }) => length + raw.length, 0));
    const labels = new Set(this.#ready.flatMap((block) => this.#table.define(block)));
    if (labels.size > 0) this.#refresh(labels);
  }

  /** Renders settled blocks again that name labels which were defined only now. */
  #refresh(labels: ReadonlySet<string>): void {
    for (const [index, shown] of this.#settled.entries()) {
      if (!namesLabel(shown.block, labels)) continue;
      const after =
        this.#settled.slice(index + 1).find(({ nodes }) => nodes[0])?.nodes[0] ?? this.#firstShown();
      Object.assign(shown, this.#show(shown.block, this.#table.links, this.#left(index), shown.nodes, after));
    }
  }

  #showSettled(block: Block): void {
    const left = this.#left();
    if (left.nodes <= 0) {
      this.#tail = [block, ...this.#ready].map(({ raw }) => raw).join('') + this.#tail;
      this.#ready = [];
      this.#isOver = true;
      return;
    }
    const index = this.#settled.length;
    const before = this.#settled[index - 1];
    const isTitle = before && !before.block.closed && /^\s*["'(]/.test(block.raw);
    if (mayGrowTitle(block) || isTitle) this.#doubtful = Math.min(this.#doubtful, Math.max(0, index - 1));
    const nodes = this.#shown.shift() ?? [];
    const after = this.#firstShown();
    const end = (before?.end ?? 0) + block.raw.length;
    this.#settled.push({ block, end, ...this.#show(block, this.#table.links, left, nodes, after) });
  }

  #showGrowing(): void {
    let left = this.#left();
    if (this.#isOver || left.nodes <= 0) {
      const nodes = this.#shown.flat();
      const { fragment } = renderPlain(this.#tail);
      this.#shown = [patchNodes(this.#container, nodes, [...fragment.childNodes], null)];
      return;
    }
    const blocks = this.#repair();
    const shown = this.#shown;
    this.#shown = blocks.map((block, index) => {
      const after = shown.slice(index + 1).find((next) => next[0])?.[0] ?? null;
      const next = this.#show(block, block.lexer.tokens.links, left, shown[index] ?? [], after);
      left = next.left;
      return next.nodes;
    });
    for (const node of shown.slice(blocks.length).flat()) node.remove();
  }

  #repair(): readonly Block[] {
    const last = this.#growing.at(-1)?.tokens.findLast(({ type }) => type !== 'space');
    // Inside HTML and indented code every sign stands for itself.
    const isVerbatim = last?.type === 'html' || (last?.type === 'code' && 'codeBlockStyle' in last);
    if (this.#isEnded || isVerbatim) return this.#growing;
    const repaired = repairTail(this.#tail);
    return repaired === this.#tail ? this.#growing : splitBlocks(repaired, this.#table.links);
  }

  #show(
    block: Block,
    links: LinkTable['links'],
    left: Allowance,
    nodes: readonly ChildNode[],
    after: Node | null,
  ): Pick<ShownBlock, 'nodes' | 'left'> {
    const { fragment, cost } = renderBlock(block, links, this.#context, left);
    return {
      nodes: patchNodes(this.#container, nodes, [...fragment.childNodes], after),
      left: subtract(left, cost),
    };
  }

  /** What is left of the caps before a settled block, or after all of them. */
  #left(index = this.#settled.length): Allowance {
    return this.#settled[index - 1]?.left ?? wholeAllowance;
  }

  #firstShown(): ChildNode | null {
    return this.#shown.find(([first]) => first)?.[0] ?? null;
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
