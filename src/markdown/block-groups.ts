import { createElement } from '../dom/create-element.js';
import { patchNodes } from '../dom/patch-nodes.js';

/** Few enough that little is laid out in vain where one of them is in view. */
const groupSize = 16;

/**
 * Puts the blocks of a text into its container: the first as they are, all later ones in groups. For whatever changes,
 * a browser goes through all siblings, so that a long text in one element would slow every frame; and groups that are
 * out of sight it leaves out. The place of a block alone decides which group it is in.
 */
export class BlockGroups {
  readonly #container: ParentNode & Node;
  readonly #end: () => ChildNode | null;
  /** By their numbers; none where all their blocks show as nothing. */
  readonly #groups: (HTMLElement | undefined)[] = [];

  /** `end` tells what stands after all blocks, if anything. */
  constructor(container: ParentNode & Node, end: () => ChildNode | null) {
    this.#container = container;
    this.#end = end;
  }

  /** Makes `old`, which shows the block of an index so far, look like `fresh`; returns the nodes then there. */
  put(
    index: number,
    old: readonly ChildNode[],
    fresh: readonly ChildNode[],
    after: Node | null,
  ): ChildNode[] {
    const number = Math.floor(index / groupSize) - 1;
    const isGrouped = number >= 0;
    const parent = isGrouped && fresh.length > 0 ? this.#open(number) : this.#container;
    for (const node of old) {
      // It came to stand in another group, or shows as nothing now.
      if (node.parentNode !== parent && this.#isOwn(node.parentNode)) node.remove();
    }
    const next = after?.parentNode === parent ? after : null;
    return patchNodes(parent, old, fresh, next ?? (isGrouped ? null : this.#firstAfter(0)));
  }

  /** Takes groups that are empty now off the end. */
  tidy(): void {
    for (let group = this.#groups.at(-1); this.#groups.length > 0; group = this.#groups.at(-1)) {
      if (group?.firstChild) return;
      group?.remove();
      this.#groups.pop();
    }
  }

  #isOwn(parent: Node | null): boolean {
    return parent === this.#container || this.#groups.some((group) => group === parent);
  }

  #open(number: number): HTMLElement {
    const there = this.#groups[number];
    if (there?.parentNode === this.#container) return there;
    const group = createElement(document, 'div', { part: 'blocks' });
    this.#container.insertBefore(group, this.#firstAfter(number + 1));
    while (this.#groups.length < number) this.#groups.push(undefined);
    this.#groups[number] = group;
    return group;
  }

  /** The first group from a number on, or what stands after all of them. */
  #firstAfter(number: number): ChildNode | null {
    const group = this.#groups.slice(number).find((each) => each?.parentNode === this.#container);
    return group ?? this.#end();
  }
}
