import type { Tokens } from 'marked';
import { CodeBlock } from '../code/code-block.js';
import { findDirection } from '../dom/find-direction.js';
import { patchNodes } from '../dom/patch-nodes.js';
import type { Block } from '../syntax/block.js';
import { isToken, NodeBuilder, readCode, type Tail } from './build-nodes.js';
import { noteTail } from './growing-line.js';
import { addFinished, isWithinCaps, measureBlock, type FinishedText } from './finished-text.js';
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
  show(rest: Block, isFinal: boolean): ShownRest | undefined;
  /** Shows a piece that follows the source at once, if it needs no reading. */
  append?(source: string, piece: string): boolean;
  /** Takes in what of the shown rest is finished. */
  grow(rest: Block): void;
}

/** The rest of a block as it is shown. */
export interface ShownRest {
  readonly cost: Cost;
  readonly nodes: readonly ChildNode[];
  /** The text at its end. */
  readonly tail?: Tail | undefined;
}

/** Items that are read again: the one that grows and the one before it; in a loose list one more, so that two show it. */
const openItems = (list: Tokens.List): number => (list.loose ? 3 : 2);
const openRows = 2;

const headings = 'h1,h2,h3,h4,h5,h6';
const nothing: FinishedText = { length: 0, lines: 0, looks: 0, nodes: 0, cells: 0 };
/** How many elements an item or row is in, counted with what holds the block. */
const itemDepth = 2;
const rowDepth = 5;

/** The items or rows of a growing element, of which the first are finished and stay. */
class Children {
  finished: FinishedText;
  readonly #parent: Element;
  readonly #depth: number;
  readonly #context: RenderContext;
  #last: ChildNode | null = null;

  constructor(parent: Element, depth: number, context: RenderContext, finished: FinishedText) {
    this.#parent = parent;
    this.#depth = depth;
    this.#context = context;
    this.finished = finished;
  }

  /** Shows what is built after the ones that stay; nothing where that has what only an HTML parser knows, or is too much. */
  show(build: (builder: NodeBuilder) => readonly HTMLElement[] | undefined): ShownRest | undefined {
    const builder = new NodeBuilder(this.#context);
    let fresh: readonly HTMLElement[] | undefined;
    try {
      fresh = build(builder);
    } catch {
      return undefined;
    }
    if (!fresh) return undefined;
    const locate = noteTail(builder.lastText, fresh.at(-1));
    const old: ChildNode[] = [];
    let child = this.#last ? this.#last.nextSibling : this.#parent.firstChild;
    for (; child; child = child.nextSibling) old.push(child);
    const nodes = patchNodes(this.#parent, old, fresh, null);
    const cost = measureBlock(this.finished, nodes, this.#depth);
    return cost && { nodes, cost, tail: locate(nodes.at(-1)) };
  }

  /** Lets as many more stay as there are texts. */
  keep(texts: readonly string[]): void {
    let nodes = 0;
    let cells = 0;
    for (let count = texts.length; count > 0; count -= 1) {
      this.#last = this.#last ? this.#last.nextSibling : this.#parent.firstChild;
      if (!this.#last) break;
      const cost = measureCost(this.#last);
      nodes += cost.nodes + 1;
      cells += cost.cells;
    }
    this.finished = addFinished(this.finished, texts, { nodes, cells });
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
  readonly #items: Children;
  readonly #isLoose: boolean;

  constructor(element: HTMLElement, list: Tokens.List, context: RenderContext) {
    this.element = element;
    this.#items = new Children(element, itemDepth, context, { ...nothing, nodes: 1 });
    this.#isLoose = list.loose;
  }

  get length(): number {
    return this.#items.finished.length;
  }

  takes(rest: Block): boolean {
    return isWithinCaps(this.#items.finished, this.head, rest);
  }

  show({ tokens: [list] }: Block): ShownRest | undefined {
    if (!list || !isToken(list, 'list') || list.loose !== this.#isLoose) return undefined;
    const shown = this.#items.show((builder) => {
      const items = builder.buildItems(list);
      // The level of a heading depends on those before it.
      return items.some((item) => item.querySelector(headings)) ? undefined : items;
    });
    const direction = findDirection(this.element);
    if (shown && this.element.dir !== direction) this.element.dir = direction;
    return shown;
  }

  grow({ tokens: [list] }: Block): void {
    if (!list || !isToken(list, 'list')) return;
    const finished = list.items.slice(0, Math.max(0, list.items.length - openItems(list)));
    this.#items.keep(finished.map(({ raw }) => raw));
  }
}

export class TableFold implements Fold {
  readonly head: string;
  readonly element: HTMLElement;
  readonly #rows: Children;

  constructor(element: HTMLElement, body: HTMLElement, raw: string, context: RenderContext) {
    this.element = element;
    this.head = `${raw.split('\n', 2).join('\n')}\n`;
    const { nodes, cells } = measureCost(element);
    const inBody = measureCost(body);
    this.#rows = new Children(body, rowDepth, context, {
      ...nothing,
      length: this.head.length,
      nodes: nodes - inBody.nodes + 1,
      cells: cells - inBody.cells,
    });
  }

  get length(): number {
    return this.#rows.finished.length;
  }

  takes(rest: Block): boolean {
    return isWithinCaps(this.#rows.finished, this.head, rest);
  }

  show({ tokens: [table] }: Block): ShownRest | undefined {
    if (!table || !isToken(table, 'table') || table.rows.length === 0) return undefined;
    return this.#rows.show((builder) => builder.buildRows(table));
  }

  grow({ tokens: [table] }: Block): void {
    if (!table || !isToken(table, 'table')) return;
    const lines = table.raw.slice(this.head.length).split('\n');
    // A blank line inside would be no row.
    if (lines.filter((line) => line.trim()).length !== table.rows.length) return;
    this.#rows.keep(lines.slice(0, Math.max(0, table.rows.length - openRows)).map((line) => `${line}\n`));
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

  show({ tokens: [code] }: Block, isFinal: boolean): ShownRest | undefined {
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
