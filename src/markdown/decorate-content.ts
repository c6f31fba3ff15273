import { createCodeBlock } from '../code/create-code-block.js';
import { findDirection } from '../dom/find-direction.js';
import { decorateImage } from '../images/decorate-image.js';
import { createMath } from '../math/create-math.js';
import { checkAttribute } from '../safety/allowed-content.js';
import { cleanStrictly, cleanText } from '../safety/clean-text.js';
import { decorateLink } from '../safety/decorate-link.js';
import { isAlertKind } from '../syntax/read-alert.js';
import { createTable } from '../tables/create-table.js';
import { createAlert } from './create-alert.js';
import { createFootnoteReference } from './create-footnote-reference.js';
import { createTask } from './create-task.js';
import type { Outline } from './outline.js';
import type { RenderContext } from './render-context.js';

const directed = 'p,li,dt,dd,caption,th,td,summary,pre';
const containers = 'ul,ol,blockquote,dl,table,details,div';
const headings = 'h1,h2,h3,h4,h5,h6';
const blocks = `${directed},${containers},${headings},hr,figure`;
/** Where the parser's line breaks between elements end up; without them a long list has a third fewer nodes. */
const parents = 'ul,ol,li,dl,table,thead,tbody,tfoot,tr,blockquote,details,div';

/**
 * Turns a sanitized fragment into what is shown, by calls of the DOM alone: links and images by their rules,
 * our own controls, direction, heading levels. `seal` marks what the parser made and content cannot fake.
 */
export function decorateContent(
  fragment: DocumentFragment,
  seal: string,
  context: RenderContext,
  outline: Outline,
): void {
  const owner = fragment.ownerDocument;
  const readSeal = ({ title }: HTMLElement): string | undefined =>
    title.startsWith(seal) ? title.slice(seal.length) : undefined;
  for (const element of fragment.querySelectorAll<HTMLElement>('*')) {
    if (readSeal(element) === undefined) checkAttributes(element);
  }
  for (const parent of fragment.querySelectorAll(parents)) dropBlankText(parent);
  dropBlankText(fragment);
  for (const image of fragment.querySelectorAll('img')) decorateImage(image, context);
  for (const input of fragment.querySelectorAll('input')) {
    const isSealed = readSeal(input) !== undefined;
    if (isSealed) input.replaceWith(createTask(owner, input.hasAttribute('checked'), context));
    else input.remove();
  }
  for (const pre of fragment.querySelectorAll('pre')) {
    const code = pre.querySelector('code');
    // What content left open may stand between the two.
    if (!code || code.textContent !== pre.textContent) continue;
    const language = readSeal(code)?.replace(/^code(?: |$)/, '') ?? '';
    pre.replaceWith(createCodeBlock(owner, code.textContent, language, context));
  }
  for (const code of fragment.querySelectorAll('code')) {
    const kind = readSeal(code);
    if (kind === undefined) continue;
    if (/^(?:display|inline)$/.test(kind))
      code.replaceWith(createMath(owner, code.textContent, kind === 'display'));
    else if (kind === 'footnote') code.replaceWith(createFootnoteReference(owner, code.textContent));
    else code.removeAttribute('title');
  }
  cleanTexts(fragment);
  for (const link of fragment.querySelectorAll('a')) decorateLink(link, context);
  for (const element of fragment.querySelectorAll<HTMLElement>(directed)) {
    if (!element.closest('figure')) element.dir = 'auto';
  }
  for (const container of fragment.querySelectorAll<HTMLElement>(containers)) {
    container.dir = findDirection(container);
  }
  for (const quote of fragment.querySelectorAll<HTMLElement>('blockquote[title]')) {
    const kind = readSeal(quote) ?? '';
    if (isAlertKind(kind)) quote.replaceWith(createAlert(quote, kind, context));
  }
  for (const table of fragment.querySelectorAll('table')) {
    for (const cell of table.querySelectorAll('th')) cell.scope = cell.closest('thead') ? 'col' : 'row';
    // Put in its place first: what stands for it may move it into itself.
    const place = owner.createComment('');
    table.replaceWith(place);
    place.replaceWith(createTable(owner, table, context));
  }
  for (const heading of fragment.querySelectorAll<HTMLElement>(headings)) placeHeading(heading, outline);
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

function placeHeading(heading: HTMLElement, outline: Outline): void {
  const level = outline.place(Number(heading.localName[1]));
  const placed = heading.ownerDocument.createElement(`h${level}`);
  placed.dir = 'auto';
  placed.append(...heading.childNodes);
  heading.replaceWith(placed);
}

/** Keeps what each element may have; the sanitizer knows one list for all of them. */
function checkAttributes(element: Element): void {
  for (const { name, value } of Array.from(element.attributes)) {
    const checked = checkAttribute(element.localName, name, value);
    if (checked === undefined) element.removeAttribute(name);
    else if (checked !== value) element.setAttribute(name, checked);
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
