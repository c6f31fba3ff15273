import type { Links } from 'marked';
import type { Block } from './block.js';

/** The definitions of a text; the first of a label holds. */
export class LinkTable {
  readonly links = createLinks();

  /** Takes the definitions of a block and returns the labels that are new. */
  define({ definitions }: Pick<Block, 'definitions'>): string[] {
    const added = definitions.filter(({ tag }) => !this.links[tag]);
    for (const { tag, href, title } of added) this.links[tag] ??= { href, title };
    return added.map(({ tag }) => tag);
  }
}

/** An empty table without a prototype, in which no label is found by accident. */
export function createLinks(): Links {
  const links: Links = {};
  return Object.setPrototypeOf(links, null) && links;
}

/** Whether a text names one of the labels. */
export function namesLabel(text: string, labels: ReadonlySet<string>): boolean {
  if (!text.includes('[')) return false;
  return Array.from(text.matchAll(/\[((?:\\[^]|[^[\]\\]){1,999})(?=\])/g)).some(([, label = '']) =>
    labels.has(
      label
        .replace(/\n[\s>]*|\s+/g, ' ')
        .trim()
        .toLowerCase()
        .toUpperCase()
        .toLowerCase(),
    ),
  );
}
