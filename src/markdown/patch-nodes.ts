import { identify } from './create-element.js';

/**
 * Makes `old`, a run of siblings in `parent`, look like `fresh`, and returns the nodes then there. Nodes that can
 * stay do, so that selection, focus, scroll position and open details survive.
 */
export function patchNodes(
  parent: Node,
  old: readonly ChildNode[],
  fresh: readonly ChildNode[],
  after: Node | null,
): ChildNode[] {
  const result = fresh.map((next, index) => {
    const current = old[index];
    if (current?.parentNode !== parent) {
      const place = old.slice(index + 1).find((node) => node.parentNode === parent) ?? after;
      return parent.insertBefore(next, place);
    }
    if (patchNode(current, next)) return current;
    parent.replaceChild(next, current);
    return next;
  });
  for (const node of old.slice(fresh.length)) node.remove();
  return result;
}

/** Brings a node up to date, or says that it must be replaced. */
function patchNode(current: ChildNode, next: ChildNode): boolean {
  if (current.nodeName !== next.nodeName) return false;
  if (current instanceof CharacterData && next instanceof CharacterData) {
    patchText(current, next.data);
    return true;
  }
  if (!(current instanceof Element) || !(next instanceof Element)) return false;
  // Most of what is shown stays as it is, and the browser sees that faster.
  if (current.isEqualNode(next)) return true;
  const identity = identify(current);
  if (identity !== identify(next)) return false;
  // A button of ours may be in the middle of saying something.
  if (identity !== undefined) return true;
  if (current.getAttribute('part') !== next.getAttribute('part')) return false;
  patchAttributes(current, next);
  patchNodes(current, [...current.childNodes], [...next.childNodes], null);
  return true;
}

/** Changes only from the first character that differs: a selection before it stays. */
function patchText(current: CharacterData, data: string): void {
  const limit = Math.min(current.length, data.length);
  const before = current.data;
  if (before === data) return;
  let same = 0;
  while (same < limit && before.charCodeAt(same) === data.charCodeAt(same)) same++;
  current.replaceData(same, before.length - same, data.slice(same));
}

/** What the reader did. */
const kept: ReadonlySet<string> = new Set(['open', 'data-wrap']);

function patchAttributes(current: Element, next: Element): void {
  for (const name of current.getAttributeNames()) {
    if (!next.hasAttribute(name) && !kept.has(name)) current.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (!kept.has(name) && current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
}
