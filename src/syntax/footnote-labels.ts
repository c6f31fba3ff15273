import type { Links } from 'marked';

// The labels of footnotes stand among the links, which the lexer has at hand: under names that no link has, since in
// those a line break has become a space.
const mark = '\n';
const entry = { href: '', title: null };
/** May be expected to be the label of a footnote; a word in brackets may as well be a regular expression. */
const number = /^\d{1,3}$/;

/** A label in the form in which all that mean the same are the same. */
export function normalizeLabel(label: string): string {
  return label.toLowerCase().toUpperCase().toLowerCase();
}

/** Makes the label of a footnote known. */
export function defineFootnote(links: Links, label: string): void {
  links[mark + label] ??= entry;
}

/** Lets numbers be references although their footnotes are still to come, or no longer. */
export function expectFootnotes(links: Links, isExpected: boolean): void {
  if (isExpected) links[mark] = entry;
  else delete links[mark];
}

/** Whether a label is that of a footnote, as far as is known. */
export function isFootnoteLabel(links: Links, label: string): boolean {
  return mark + label in links || (mark in links && number.test(label) && !(`^${label}` in links));
}
