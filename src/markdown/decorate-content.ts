import { cleanStrictly, cleanText } from './clean-text.js';
import { createCodeBlock } from './create-code-block.js';
import { createElement } from './create-element.js';
import { decorateImage } from './decorate-image.js';
import { decorateLink } from './decorate-link.js';
import type { RenderContext } from './render-context.js';

const directed = 'p,h1,h2,h3,h4,h5,h6,li,dt,dd,caption,th,td,summary,pre';
const containers = 'ul,ol,blockquote,dl,table,details,div';
const blocks = `${directed},${containers},hr,figure`;
const firstLetter = /\p{L}/u;
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
/** Where the parser's line breaks between elements end up; without them a long list has a third fewer nodes. */
const parents = 'ul,ol,li,dl,table,thead,tbody,tfoot,tr,blockquote,details,div';

/**
 * Turns a sanitized fragment into what is shown, by calls of the DOM alone: links and images by their rules,
 * our own controls, direction, heading levels. `seal` marks what the parser made and content cannot fake.
 * Takes and returns the depths of the headings that the text stands under.
 */
export function decorateContent(
  fragment: DocumentFragment,
  seal: string,
  context: RenderContext,
  outline: readonly number[],
): readonly number[] {
  const owner = fragment.ownerDocument;
  for (const parent of fragment.querySelectorAll(parents)) dropBlankText(parent);
  dropBlankText(fragment);
  for (const image of fragment.querySelectorAll('img')) decorateImage(image, context);
  for (const input of fragment.querySelectorAll('input')) decorateTask(input, seal, context);
  for (const code of fragment.querySelectorAll<HTMLElement>('pre > code:only-child')) {
    const title = code.title.startsWith(seal) ? code.title.slice(seal.length) : '';
    code.parentElement?.replaceWith(createCodeBlock(owner, code.textContent, title, context));
  }
  cleanTexts(fragment);
  for (const link of fragment.querySelectorAll('a')) decorateLink(link, context);
  for (const element of fragment.querySelectorAll<HTMLElement>(directed)) {
    if (!element.closest('figure')) element.dir = 'auto';
  }
  for (const container of fragment.querySelectorAll<HTMLElement>(containers)) {
    container.dir = findDirection(container.textContent);
  }
  for (const table of fragment.querySelectorAll('table')) decorateTable(table, context);
  for (const cell of fragment.querySelectorAll('[colspan],[rowspan]')) boundSpan(cell);
  const open = [...outline];
  for (const heading of fragment.querySelectorAll('h1,h2,h3,h4,h5,h6')) placeHeading(heading, open, context);
  return open;
}

function cleanTexts(fragment: DocumentFragment): void {
  const texts = fragment.ownerDocument.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const value = text.nodeValue ?? '';
    const parent = text.parentElement;
    // The text of links is cleaned where they are judged.
    if (parent?.closest('a')) continue;
    const clean = parent?.closest('code,pre') ? cleanStrictly(value) : cleanText(value);
    if (clean !== value) text.nodeValue = clean;
  }
}

function decorateTask(input: HTMLInputElement, seal: string, { labels }: RenderContext): void {
  if (input.title !== seal) {
    input.remove();
    return;
  }
  input.removeAttribute('title');
  input.setAttribute('aria-label', input.hasAttribute('checked') ? labels.taskDone : labels.taskOpen);
}

/**
 * For what holds blocks of their own direction: `auto` would not look into them, and takes the browser quadratic
 * time in a long list.
 */
function findDirection(text: string): 'ltr' | 'rtl' {
  return rightToLeft.test(firstLetter.exec(text)?.[0] ?? '') ? 'rtl' : 'ltr';
}

/** Levels follow one another without a gap, wherever the text begins: whoever reads by headings misses none. */
function placeHeading(heading: Element, open: number[], { headingLevel }: RenderContext): void {
  const depth = Number(heading.localName[1]);
  while ((open.at(-1) ?? 0) >= depth) open.pop();
  open.push(depth);
  const level = Math.min(6, open.length + headingLevel - 1);
  if (level === depth) return;
  const shifted = heading.ownerDocument.createElement(`h${level}`);
  shifted.dir = 'auto';
  shifted.append(...heading.childNodes);
  heading.replaceWith(shifted);
}

function decorateTable(table: HTMLTableElement, { labels }: RenderContext): void {
  for (const cell of table.querySelectorAll('th')) cell.scope = cell.closest('thead') ? 'col' : 'row';
  const attributes = { part: 'table', tabindex: '0', role: 'region', 'aria-label': labels.table };
  const scroller = createElement(table.ownerDocument, 'div', attributes);
  table.replaceWith(scroller);
  scroller.append(table);
}

/** A cell that claims thousands of rows and columns takes the browser seconds to lay out. */
function boundSpan(cell: Element): void {
  for (const name of ['colspan', 'rowspan']) {
    const value = cell.getAttribute(name);
    if (value !== null && !/^[1-9]\d?$/.test(value)) cell.removeAttribute(name);
  }
}

function dropBlankText(parent: ParentNode): void {
  for (const node of Array.from(parent.childNodes)) {
    if (node.nodeType !== Node.TEXT_NODE || node.nodeValue?.trim()) continue;
    if (isEdge(node.previousSibling) || isEdge(node.nextSibling)) node.remove();
  }
}

function isEdge(sibling: Node | null): boolean {
  return !sibling || (sibling instanceof Element && sibling.matches(`${blocks},tr,tbody,thead,tfoot`));
}
