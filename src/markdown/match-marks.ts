import { identify } from '../dom/create-element.js';
import { after, type TextPosition } from './text-position.js';

/** An element, or a run of text however it is divided. */
type Item = Element | readonly Text[];

/**
 * Holds a rendering with marks in its text against the nodes that are shown: the places of the marks there, or
 * nothing if the two differ in more than that.
 */
export function matchMarks(
  fragment: DocumentFragment,
  shown: readonly ChildNode[],
  mark: string,
): TextPosition[] | undefined {
  const parent = shown[0]?.parentNode;
  const found: TextPosition[] = [];
  return parent && matchNodes(fragment.childNodes, shown, parent, mark, found) ? found : undefined;
}

function matchNodes(
  fresh: Iterable<ChildNode>,
  shown: Iterable<ChildNode>,
  parent: ParentNode & Node,
  mark: string,
  found: TextPosition[],
): boolean {
  const others = listItems(shown);
  let next = 0;
  for (const item of listItems(fresh)) {
    const other = others[next];
    if (item instanceof Element) {
      if (!(other instanceof Element) || !matchElement(item, other, mark, found)) return false;
      next += 1;
      continue;
    }
    const [before = '', ...pieces] = joinTexts(item).split(mark);
    let offset = before.length;
    const plain = before + pieces.join('');
    // A mark on its own is between two elements.
    if (!plain) {
      const place = between(others[next - 1], other, parent);
      found.push(...pieces.map(() => place));
      continue;
    }
    if (!other || other instanceof Element || joinTexts(other) !== plain) return false;
    next += 1;
    for (const piece of pieces) {
      found.push(placeInTexts(other, offset));
      offset += piece.length;
    }
  }
  return next === others.length;
}

function matchElement(fresh: Element, shown: Element, mark: string, found: TextPosition[]): boolean {
  if (fresh.localName !== shown.localName) return false;
  // A button of ours may be in the middle of saying something, and a formula is filled later.
  if (identify(fresh) !== undefined) return true;
  return matchNodes(fresh.childNodes, shown.childNodes, shown, mark, found);
}

function listItems(nodes: Iterable<ChildNode>): Item[] {
  const items: Item[] = [];
  let run: Text[] = [];
  for (const node of nodes) {
    if (node instanceof Text) {
      if (run.length === 0) items.push(run);
      run.push(node);
    } else if (node instanceof Element) {
      items.push(node);
      run = [];
    }
  }
  return items.filter((item) => item instanceof Element || joinTexts(item) !== '');
}

function joinTexts(texts: readonly Text[]): string {
  return texts.map(({ data }) => data).join('');
}

function placeInTexts(texts: readonly Text[], offset: number): TextPosition {
  let left = offset;
  for (const text of texts) {
    if (left <= text.length) return { text, offset: left };
    left -= text.length;
  }
  throw new RangeError('The place is beyond the text.');
}

function between(
  previous: Item | undefined,
  next: Item | undefined,
  parent: ParentNode & Node,
): TextPosition {
  if (previous instanceof Element) return after(previous);
  const before = next instanceof Element ? next : next?.[0];
  return { parent, before: before ?? null };
}
