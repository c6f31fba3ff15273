import { identify } from './create-element.js';

/** How far a node is looked for that others came before. */
const reach = 16;

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
  const there = old.filter(({ parentNode }) => parentNode === parent);
  const pairs = pair(there, fresh);
  const result: ChildNode[] = [];
  let place = after;
  // From the end, so that the place of each is known.
  for (let index = fresh.length - 1; index >= 0; index -= 1) {
    const next = fresh[index];
    if (!next) continue;
    const current = pairs[index];
    const isKept = current && patchNode(current, next);
    if (!current) parent.insertBefore(next, place);
    else if (!isKept) parent.replaceChild(next, current);
    place = isKept ? current : next;
    result.push(isKept ? current : next);
  }
  const used = new Set(pairs);
  for (const node of there) if (!used.has(node)) node.remove();
  return result.toReversed();
}

/** The old node that becomes each fresh one: by position, but elements that stay the same stay what they are. */
function pair(old: readonly ChildNode[], fresh: readonly ChildNode[]): readonly (ChildNode | undefined)[] {
  const pairs: (ChildNode | undefined)[] = [];
  let from = 0;
  const fill = (end: number, length: number): void => {
    while (pairs.length < length) pairs.push(from < end ? old[from++] : undefined);
    from = end;
  };
  if (old.length !== fresh.length) {
    for (const [index, next] of fresh.entries()) {
      if (!(next instanceof Element)) continue;
      const near = old.slice(from, from + reach);
      const found = near.findIndex((node) => node.isEqualNode(next));
      if (found < 0) continue;
      fill(from + found, index);
      pairs.push(old[from]);
      from += 1;
    }
  }
  fill(old.length, fresh.length);
  return pairs;
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
  const before = current.data;
  if (before === data) return;
  if (data.startsWith(before)) {
    current.appendData(data.slice(before.length));
    return;
  }
  let same = 0;
  const limit = Math.min(before.length, data.length);
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
