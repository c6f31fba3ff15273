/** A place between what is shown: inside a text, or in an element before one of its nodes or at its end. */
export type TextPosition =
  | { readonly text: Text; readonly offset: number }
  | { readonly parent: ParentNode & Node; readonly before: ChildNode | null };

/** What is used as a whole, or must be copied as it is. */
const whole = 'a,button,code,kbd,samp,figure';
const containers = 'ul,ol,dl,blockquote,details,div,table,thead,tbody,tfoot,tr';
/** What holds lines of text. */
const blocks = `${containers},p,li,dt,dd,td,th,h1,h2,h3,h4,h5,h6,pre,caption,summary`;

/** The place right after a node. */
export function after(node: ChildNode): TextPosition {
  const { parentNode: parent, nextSibling: before } = node;
  if (!parent) throw new RangeError('There is no place beside what is not in the document.');
  return { parent, before };
}

/** The end of the last line in a run of siblings. */
export function endOfNodes(nodes: readonly ChildNode[]): TextPosition {
  const last = nodes.findLast((node) => !isBlank(node)) ?? nodes.at(-1);
  if (!last) throw new RangeError('There is nothing to stand at the end of.');
  let end = last;
  while (end instanceof Element && end.matches(blocks)) {
    const inner: ChildNode | undefined = [...end.childNodes].findLast((node) => !isBlank(node));
    if (!(inner instanceof Element && inner.matches(blocks))) return { parent: end, before: null };
    end = inner;
  }
  return after(end);
}

/** The place itself, or the next one that is outside of links, code and controls, and after emphasis that ends there. */
export function leaveMarkup(position: TextPosition): TextPosition {
  let place = position;
  for (;;) {
    const parent = parentOf(place);
    if (!(parent instanceof Element)) return place;
    const outer = outermost(parent, whole);
    if (outer) place = after(outer);
    else if (!parent.matches(blocks) && isAtEnd(place)) place = after(parent);
    else return parent.matches(containers) ? fitIn(place) : place;
  }
}

/** Between the items of a list or the cells of a table there is no place for text. */
function fitIn(position: TextPosition): TextPosition {
  if ('text' in position) return position;
  const { parent, before } = position;
  const previous = before ? before.previousSibling : parent.lastChild;
  return previous instanceof Element && previous.matches(blocks) ? endOfNodes([previous]) : position;
}

function parentOf(position: TextPosition): Node | null {
  return 'text' in position ? position.text.parentNode : position.parent;
}

function isAtEnd(position: TextPosition): boolean {
  if (!('text' in position)) return !position.before;
  return position.offset >= position.text.length && !position.text.nextSibling;
}

function outermost(element: Element, selector: string): Element | undefined {
  let found: Element | undefined;
  for (let next = element.closest(selector); next; next = next.parentElement?.closest(selector) ?? null)
    found = next;
  return found;
}

function isBlank(node: Node): boolean {
  return node.nodeType === Node.TEXT_NODE && !node.nodeValue?.trim();
}
