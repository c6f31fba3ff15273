import type { Token, Tokens } from 'marked';
import { createCodeBlock } from '../code/create-code-block.js';
import { createElement } from '../dom/create-element.js';
import { findDirection } from '../dom/find-direction.js';
import { createMath } from '../math/create-math.js';
import { cleanStrictly, cleanText } from '../safety/clean-text.js';
import { decorateLink } from '../safety/decorate-link.js';
import { decodeEntities } from '../syntax/decode-entities.js';
import { isFootnote, isFootnoteReference } from '../syntax/footnote-extension.js';
import { isMath } from '../syntax/math-extension.js';
import { readAlert } from '../syntax/read-alert.js';
import { createTable } from '../tables/create-table.js';
import { createFootnoteReference } from './create-footnote-reference.js';
import { createTask } from './create-task.js';
import { Outline } from './outline.js';
import type { RenderContext } from './render-context.js';

/** An element, and the tokens of its text. */
export interface Tail {
  readonly element: Element;
  readonly tokens: readonly Token[];
}

/** Thrown where only an HTML parser knows what a text means, and for images and alerts, which few answers have. */
export class NeedsParser extends Error {}

const lineBreak = /^<br\s*\/?>$/i;
/** Far below what the stack allows, and above what is shown. */
const maxDepth = 200;

/**
 * Tokens as DOM, made by calls of the DOM alone: what is not listed here cannot come about. Without an HTML parser
 * and a sanitizer, which raw HTML needs: for that it throws `NeedsParser`.
 */
export class NodeBuilder {
  readonly #context: RenderContext;
  readonly #outline: Outline;
  #depth = 0;
  #lastText: Tail | undefined;

  constructor(context: RenderContext, outline = new Outline(context.headingLevel, [])) {
    this.#context = context;
    this.#outline = outline;
  }

  /** The last element that has nothing but text with its inline markup, and the tokens of that. */
  get lastText(): Tail | undefined {
    return this.#lastText;
  }

  /** Text with its inline markup alone. */
  buildText(tokens: readonly Token[]): DocumentFragment {
    const fragment = document.createDocumentFragment();
    this.#addInlines(fragment, tokens);
    return fragment;
  }

  build(tokens: readonly Token[]): DocumentFragment {
    const fragment = document.createDocumentFragment();
    this.#addBlocks(fragment, tokens);
    return fragment;
  }

  /** The items of a list alone. */
  buildItems({ items }: Tokens.List): HTMLLIElement[] {
    return items.map(({ tokens }) => {
      const item = createElement(document, 'li', { dir: 'auto' });
      this.#addBlocks(item, tokens);
      return item;
    });
  }

  /** The rows of a table's body alone. */
  buildRows({ rows }: Tokens.Table): HTMLTableRowElement[] {
    return rows.map((cells) => this.#buildRow(cells, 'td'));
  }

  #addBlocks(parent: ParentNode & Node, tokens: readonly Token[]): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new RangeError('Nested too deeply');
    for (const token of tokens) this.#addBlock(parent, token);
    this.#depth -= 1;
  }

  #addBlock(parent: ParentNode & Node, token: Token): void {
    if (isToken(token, 'paragraph')) {
      parent.append(this.#fill(createElement(document, 'p', { dir: 'auto' }), token.tokens));
    } else if (isToken(token, 'text')) {
      // What the parser's HTML has between a block and a text after it.
      if (parent.lastChild instanceof Element && parent.lastChild.matches(blocks)) addText(parent, '\n');
      const tokens = token.tokens ?? [token];
      this.#lastText =
        parent instanceof Element && !parent.firstChild ? { element: parent, tokens } : undefined;
      this.#addInlines(parent, tokens);
    } else if (isToken(token, 'list')) {
      parent.append(this.#buildList(token));
    } else if (isToken(token, 'heading')) {
      const level = this.#outline.place(token.depth);
      parent.append(this.#fill(createElement(document, `h${level}`, { dir: 'auto' }), token.tokens));
    } else if (isToken(token, 'code')) {
      parent.append(createCodeBlock(document, readCode(token), token.lang ?? '', this.#context));
    } else if (isToken(token, 'blockquote')) {
      parent.append(this.#buildQuote(token));
    } else if (isToken(token, 'table')) {
      parent.append(this.#buildTable(token));
    } else if (isToken(token, 'hr')) {
      parent.append(document.createElement('hr'));
    } else if (isToken(token, 'checkbox')) {
      this.#addTask(parent, token);
    } else if (isMath(token)) {
      parent.append(createMath(document, token.tex, true));
    } else if (token.type !== 'space' && token.type !== 'def' && !isFootnote(token)) {
      throw new NeedsParser(token.type);
    }
  }

  #addTask(parent: Node & ParentNode, { checked }: Tokens.Checkbox): void {
    parent.append(createTask(document, checked, this.#context));
    addText(parent, ' ');
  }

  #buildQuote(token: Tokens.Blockquote): HTMLElement {
    if (readAlert(token)) throw new NeedsParser('alert');
    const quote = document.createElement('blockquote');
    this.#addBlocks(quote, token.tokens);
    quote.dir = findDirection(quote);
    return quote;
  }

  #buildList(token: Tokens.List): HTMLElement {
    const list = createElement(document, token.ordered ? 'ol' : 'ul');
    if (token.ordered && token.start !== 1) list.setAttribute('start', String(token.start));
    list.append(...this.buildItems(token));
    list.dir = findDirection(list);
    return list;
  }

  #buildTable(token: Tokens.Table): HTMLElement {
    const table = document.createElement('table');
    table.append(createElement(document, 'thead', {}, this.#buildRow(token.header, 'th')));
    if (token.rows.length > 0) table.append(createElement(document, 'tbody', {}, ...this.buildRows(token)));
    table.dir = findDirection(table);
    return createTable(document, table, this.#context);
  }

  #buildRow(cells: readonly Tokens.TableCell[], name: 'td' | 'th'): HTMLTableRowElement {
    const row = document.createElement('tr');
    for (const { align, tokens } of cells) {
      const cell = document.createElement(name);
      if (align) cell.align = align;
      cell.dir = 'auto';
      if (name === 'th') cell.scope = 'col';
      row.append(this.#fill(cell, tokens));
    }
    return row;
  }

  #fill<T extends HTMLElement>(element: T, tokens: readonly Token[]): T {
    this.#lastText = { element, tokens };
    this.#addInlines(element, tokens);
    return element;
  }

  #addInlines(parent: ParentNode & Node, tokens: readonly Token[], isInLink = false): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new RangeError('Nested too deeply');
    let text = '';
    const addPending = (): void => {
      // The text of links is cleaned where they are judged.
      if (text) addText(parent, isInLink ? text : cleanText(text));
      text = '';
    };
    for (const token of tokens) {
      if (isToken(token, 'text') && !token.tokens) {
        text += decode(token.text);
      } else if (isToken(token, 'escape')) {
        text += token.text;
      } else {
        addPending();
        this.#addInline(parent, token, isInLink);
      }
    }
    addPending();
    this.#depth -= 1;
  }

  #addInline(parent: ParentNode & Node, token: Token, isInLink: boolean): void {
    if (isToken(token, 'strong') || isToken(token, 'em') || isToken(token, 'del')) {
      const element = document.createElement(token.type);
      this.#addInlines(element, token.tokens, isInLink);
      parent.append(element);
    } else if (isToken(token, 'codespan')) {
      parent.append(createElement(document, 'code', {}, cleanStrictly(token.text)));
    } else if (isToken(token, 'link')) {
      this.#addLink(parent, token, isInLink);
    } else if (isToken(token, 'br') || (isToken(token, 'html') && lineBreak.test(token.raw))) {
      parent.append(document.createElement('br'));
    } else if (isToken(token, 'checkbox')) {
      this.#addTask(parent, token);
    } else if (isToken(token, 'text')) {
      this.#addInlines(parent, token.tokens ?? [], isInLink);
    } else if (isMath(token)) {
      parent.append(createMath(document, token.tex, token.display));
    } else if (isFootnoteReference(token)) {
      parent.append(createFootnoteReference(document, token.label));
    } else {
      throw new NeedsParser(token.type);
    }
  }

  #addLink(parent: ParentNode & Node, token: Tokens.Link, isInLink: boolean): void {
    const href = encodeTarget(token.href);
    const children: readonly Token[] = token.tokens;
    if (href === undefined) {
      this.#addInlines(parent, children, isInLink);
      return;
    }
    const link = createElement(document, 'a', { href });
    this.#addInlines(link, children, true);
    parent.append(link);
    decorateLink(link, this.#context);
  }
}

const blocks = 'p,ul,ol,blockquote,hr,h1,h2,h3,h4,h5,h6,div,section';

/** The text of a code block, with the line break that ends its last line. */
export function readCode({ text }: Tokens.Code): string {
  return text ? `${text.replace(/\n$/, '')}\n` : '';
}

function addText(parent: ParentNode & Node, text: string): void {
  const { lastChild } = parent;
  if (lastChild instanceof Text) lastChild.appendData(text);
  else parent.append(text);
}

function decode(text: string): string {
  const decoded = decodeEntities(text);
  if (decoded === undefined) throw new NeedsParser('entity');
  return decoded;
}

/** What the parser makes of a target; nothing where it takes it for none. */
function encodeTarget(href: string): string | undefined {
  // In an address some references count even without their semicolon.
  if (/&(?:#|[a-z]+(?!\w*=))/i.test(href)) throw new NeedsParser('entity');
  try {
    return encodeURI(href).replaceAll('%25', '%');
  } catch {
    return undefined;
  }
}

interface TokenTypes {
  blockquote: Tokens.Blockquote;
  br: Tokens.Br;
  checkbox: Tokens.Checkbox;
  code: Tokens.Code;
  codespan: Tokens.Codespan;
  del: Tokens.Del;
  em: Tokens.Em;
  escape: Tokens.Escape;
  heading: Tokens.Heading;
  hr: Tokens.Hr;
  html: Tokens.HTML | Tokens.Tag;
  image: Tokens.Image;
  link: Tokens.Link;
  list: Tokens.List;
  paragraph: Tokens.Paragraph;
  strong: Tokens.Strong;
  table: Tokens.Table;
  text: Tokens.Text;
}

/** Whether a token is of a type; marked's own union also has a type of any name. */
export function isToken<Type extends keyof TokenTypes>(token: Token, type: Type): token is TokenTypes[Type] {
  return token.type === type;
}
