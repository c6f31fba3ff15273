import type { Tokens } from 'marked';
import type { Block } from './block.js';
import { isToken, NodeBuilder, readCode } from './build-nodes.js';
import { CodeBlock } from './code-block.js';
import { findDirection } from './find-direction.js';
import { addFinished, isWithinCaps, measureBlock, type FinishedText } from './finished-text.js';
import { Outline } from './outline.js';
import { patchNodes } from './patch-nodes.js';
import { measureCost, type Cost } from './render-block.js';
import type { RenderContext } from './render-context.js';

/**
 * The finished part of a block that still grows: neither read nor built again. The rest is read as if it followed
 * right after `head`.
 */
export interface Fold {
  /** The element that the block is. */
  readonly element: HTMLElement;
  /** What has to stand before the rest for it to be read as the same block. */
  readonly head: string;
  /** How much of the block's text is in the fold. */
  readonly length: number;
  /** Whether the rest can be shown so; a block over a cap is read as a whole. */
  takes(rest: Block): boolean;
  /** Shows the rest, for good if it is final; nothing where it is no longer what the fold takes it for. */
  show(
    rest: Block,
    isFinal: boolean,
  ): { readonly cost: Cost; readonly nodes: readonly ChildNode[] } | undefined;
  /** Shows a piece that follows the source at once, if it needs no reading. */
  append?(source: string, piece: string): boolean;
  /** Takes in what of the shown rest is finished. */
  grow(rest: Block): void;
}

/** Items that are read again: the one that grows and the one before it; in a loose list one more, so that two show it. */
const openItems = (list: Tokens.List): number => (list.loose ? 3 : 2);
const openRows = 2;

const headings = 'h1,h2,h3,h4,h5,h6';
const nothing: FinishedText = { length: 0, lines: 0, looks: 0, nodes: 0, cells: 0 };
/** How many elements an item or row is in, counted with what holds the block. */
const itemDepth = 2;
const rowDepth = 5;

/** The items or rows of a growing element, of which the first stay. */
class Children {
  readonly #parent: Element;
  #last: ChildNode | null = null;

  constructor(parent: Element) {
    this.#parent = parent;
  }

  /** Shows these after the ones that stay. */
  show(fresh: readonly ChildNode[]): ChildNode[] {
    const old: ChildNode[] = [];
    let child = this.#last ? this.#last.nextSibling : this.#parent.firstChild;
    for (; child; child = child.nextSibling) old.push(child);
    return patchNodes(this.#parent, old, fresh, null);
  }

  /** Lets as many more stay; returns what they cost. */
  keep(count: number): Cost {
    let nodes = 0;
    let cells = 0;
    for (let index = 0; index < count; index += 1) {
      this.#last = this.#last ? this.#last.nextSibling : this.#parent.firstChild;
      if (!this.#last) break;
      const cost = measureCost(this.#last);
      nodes += cost.nodes + 1;
      cells += cost.cells;
    }
    return { nodes, cells };
  }
}

/** The fold that begins with a block as it is shown now, if it is one that may grow long. */
export function startFold(
  block: Block,
  nodes: readonly ChildNode[],
  context: RenderContext,
): Fold | undefined {
  const [token] = block.tokens;
  const [element] = nodes;
  if (!token || !(element instanceof HTMLElement) || nodes.length > 1) return undefined;
  if (isToken(token, 'list')) {
    const isLong = token.items.length > openItems(token) && !element.querySelector(headings);
    return isLong ? new ListFold(element, token, context) : undefined;
  }
  if (isToken(token, 'table')) {
    const body = element.querySelector('tbody');
    return token.rows.length > openRows && body
      ? new TableFold(element, body, token.raw, context)
      : undefined;
  }
  return undefined;
}

/** Code that is still open, once its first line is complete. */
export function startCode(block: Block, context: RenderContext): CodeFold | undefined {
  const [code, ...rest] = block.tokens;
  const isFenced = code && isToken(code, 'code') && code.codeBlockStyle !== 'indented';
  const end = code?.raw.indexOf('\n') ?? -1;
  if (!isFenced || end < 0 || rest.length > 0) return undefined;
  return new CodeFold(new CodeBlock(document, code.lang ?? '', context), code.raw.slice(0, end + 1));
}

export class ListFold implements Fold {
  readonly head = '';
  readonly element: HTMLElement;
  readonly #context: RenderContext;
  readonly #items: Children;
  readonly #isLoose: boolean;
  #finished: FinishedText = { ...nothing, nodes: 1 };

  constructor(element: HTMLElement, list: Tokens.List, context: RenderContext) {
    this.element = element;
    this.#context = context;
    this.#items = new Children(element);
    this.#isLoose = list.loose;
  }

  get length(): number {
    return this.#finished.length;
  }

  takes(rest: Block): boolean {
    return isWithinCaps(this.#finished, this.head, rest);
  }

  show({ tokens: [list] }: Block): ReturnType<Fold['show']> {
    if (!list || !isToken(list, 'list') || list.loose !== this.#isLoose) return undefined;
    const items = tryBuild(this.#context, (builder) => builder.buildItems(list));
    // The level of a heading depends on those before it.
    if (!items || items.some((item) => item.querySelector(headings))) return undefined;
    const nodes = this.#items.show(items);
    const direction = findDirection(this.element);
    if (this.element.dir !== direction) this.element.dir = direction;
    const cost = measureBlock(this.#finished, nodes, itemDepth);
    return cost && { nodes, cost };
  }

  grow({ tokens: [list] }: Block): void {
    if (!list || !isToken(list, 'list')) return;
    const finished = list.items.slice(0, Math.max(0, list.items.length - openItems(list)));
    const texts = finished.map(({ raw }) => raw);
    this.#finished = addFinished(this.#finished, texts, this.#items.keep(finished.length));
  }
}

export class TableFold implements Fold {
  readonly head: string;
  readonly element: HTMLElement;
  readonly #context: RenderContext;
  readonly #rows: Children;
  #finished: FinishedText;

  constructor(element: HTMLElement, body: HTMLElement, raw: string, context: RenderContext) {
    this.element = element;
    this.#context = context;
    this.#rows = new Children(body);
    const lines = raw.split('\n', 2);
    this.head = `${lines.join('\n')}\n`;
    const { nodes, cells } = measureCost(element);
    const inBody = measureCost(body);
    this.#finished = {
      ...nothing,
      length: this.head.length,
      nodes: nodes - inBody.nodes + 1,
      cells: cells - inBody.cells,
    };
  }

  get length(): number {
    return this.#finished.length;
  }

  takes(rest: Block): boolean {
    return isWithinCaps(this.#finished, this.head, rest);
  }

  show({ tokens: [table] }: Block): ReturnType<Fold['show']> {
    if (!table || !isToken(table, 'table') || table.rows.length === 0) return undefined;
    const rows = tryBuild(this.#context, (builder) => builder.buildRows(table));
    if (!rows) return undefined;
    const nodes = this.#rows.show(rows);
    const cost = measureBlock(this.#finished, nodes, rowDepth);
    return cost && { nodes, cost };
  }

  grow({ tokens: [table] }: Block): void {
    if (!table || !isToken(table, 'table')) return;
    const lines = table.raw.slice(this.head.length).split('\n');
    // A blank line inside would be no row.
    if (lines.filter((line) => line.trim()).length !== table.rows.length) return;
    const finished = lines.slice(0, Math.max(0, table.rows.length - openRows));
    const texts = finished.map((line) => `${line}\n`);
    this.#finished = addFinished(this.#finished, texts, this.#rows.keep(finished.length));
  }
}

export class CodeFold implements Fold {
  readonly head: string;
  readonly #block: CodeBlock;
  #length: number;

  constructor(block: CodeBlock, head: string) {
    this.#block = block;
    this.head = head;
    this.#length = head.length;
  }

  get element(): HTMLElement {
    return this.#block.element;
  }

  get length(): number {
    return this.#length;
  }

  /** Code alone is never over a cap. */
  takes(): boolean {
    return true;
  }

  show({ tokens: [code] }: Block, isFinal: boolean): ReturnType<Fold['show']> {
    if (!code || !isToken(code, 'code')) return undefined;
    const body = readCode(code);
    const lines = body ? body.slice(0, -1).split('\n') : [];
    // Whatever follows, a line that has its line break stays code.
    const count = isFinal || code.raw.endsWith('\n') ? lines.length : Math.max(0, lines.length - 1);
    this.#block.append(
      lines
        .slice(0, count)
        .map((line) => `${line}\n`)
        .join(''),
    );
    this.#block.rest = lines.slice(count).join('');
    const written = code.raw.slice(this.head.length).split('\n').slice(0, count);
    this.#length += written.reduce((sum, line) => sum + line.length + 1, 0);
    const { nodes, cells } = measureCost(this.element);
    return { nodes: [this.element], cost: { nodes: nodes + 1, cells } };
  }

  append(source: string, piece: string): boolean {
    const line = source.slice(source.lastIndexOf('\n') + 1);
    // Fences may close it, and what is indented as its own fence is comes without that.
    if (/[`~]/.test(line + piece) || !/^[`~]/.test(this.head)) return false;
    if (this.#length + line.length !== source.length) return false;
    const text = line + piece;
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) this.#block.append(text.slice(0, end));
    this.#block.rest = text.slice(end);
    this.#length += end;
    return true;
  }

  /** Lines are taken in when they are shown. */
  grow(): void {}
}

/** What is built, or nothing where it has what only an HTML parser knows, or is over a cap. */
function tryBuild<T>(context: RenderContext, build: (builder: NodeBuilder) => T): T | undefined {
  try {
    return build(new NodeBuilder(context, new Outline(context.headingLevel, [])));
  } catch {
    return undefined;
  }
}
