import type { Links } from 'marked';
import type { Block } from './block.js';
import type { FootnoteSource } from './find-footnote.js';
import { defineFootnote, expectFootnotes, normalizeLabel } from './footnote-labels.js';

/** The definitions of a text; the first of a label holds. */
export class LinkTable {
  readonly links = createLinks();
  /** What defines the footnotes, by their labels. */
  readonly footnotes = new Map<string, FootnoteSource>();

  constructor() {
    expectFootnotes(this.links, true);
  }

  /** Takes the definitions of a block and returns the labels that are new, as they stand in brackets. */
  define({ definitions, footnotes }: Pick<Block, 'definitions' | 'footnotes'>): string[] {
    const added = definitions.filter(({ tag }) => !this.links[tag]);
    for (const { tag, href, title } of added) this.links[tag] ??= { href, title };
    const notes = footnotes.filter(({ label }) => !this.footnotes.has(label));
    for (const note of notes.toReversed()) {
      this.footnotes.set(note.label, note);
      defineFootnote(this.links, note.label);
    }
    return [...added.map(({ tag }) => tag), ...notes.map(({ label }) => `^${label}`)];
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
  return Array.from(text.matchAll(/\[((?:\\[^]|[^[\]\\]){1,100000})(?=\])/g)).some(([, label = '']) =>
    labels.has(normalizeLabel(label.replace(/\n[\s>]*|\s+/g, ' ').trim())),
  );
}
