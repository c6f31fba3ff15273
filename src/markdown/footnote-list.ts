import type { Links } from 'marked';
import { adoptSheet } from '../dom/adopt-sheet.js';
import { createButton, createElement } from '../dom/create-element.js';
import { findDirection } from '../dom/find-direction.js';
import { patchNodes } from '../dom/patch-nodes.js';
import type { FootnoteSource } from '../syntax/find-footnote.js';
import { namesLabel } from '../syntax/link-table.js';
import { readFootnoteLabel } from './create-footnote-reference.js';
import { footnoteStyles } from './footnote.styles.js';
import { PlainRest } from './plain-rest.js';
import type { Allowance } from './render-block.js';
import {
  findReferences,
  renderFootnote,
  type FootnotePlace,
  type RenderedFootnote,
} from './render-footnote.js';

/** What a text says of its footnotes so far. */
export interface FootnoteState {
  readonly settled: ReadonlyMap<string, FootnoteSource>;
  /** Definitions in text that may still change. */
  readonly growing: readonly FootnoteSource[];
  readonly links: Links;
  /** What the text has left of the caps. */
  readonly left: Allowance;
}

interface Footnote extends RenderedFootnote {
  /** What it was read from; nothing where it has to be read again. */
  raw: string;
  readonly isGrowing: boolean;
  readonly item: HTMLLIElement;
  /** Its number and how many references it has, as far as shown. */
  ways: string;
}

const wayBack = '[part~="footnote-back"]';
/** More ways back from one footnote help nobody. */
const maxWaysBack = 9;

/** The footnotes of a text, at its end: numbered in the order in which the text names them. */
export class FootnoteList {
  readonly section: HTMLElement;
  readonly #place: FootnotePlace;
  readonly #list = createElement(document, 'ol');
  readonly #footnotes = new Map<string, Footnote>();
  /** The references that are shown. */
  #shown: readonly Element[] = [];
  readonly #wired = new WeakSet<Element>();
  #isStale = true;
  /** What the list was made of. */
  #made = '';
  #settled: ReadonlyMap<string, FootnoteSource> | undefined;
  #cost = 0;
  /** What was too much, as it was written. */
  #overflow = '';

  constructor(place: FootnotePlace) {
    this.#place = place;
    const { footnotes } = place.context.labels;
    const names = { part: 'footnotes', role: 'doc-endnotes', 'aria-label': footnotes };
    this.section = createElement(document, 'section', names, this.#list);
  }

  /** Reads those again that name labels which mean something else from now on. */
  refresh(labels: ReadonlySet<string>): void {
    for (const footnote of this.#footnotes.values()) {
      const { raw } = footnote;
      if (namesLabel(raw.slice(raw.indexOf(']:') + 1), labels)) footnote.raw = '';
    }
    this.#isStale = true;
  }

  /** Brings numbers and list up to date, if something has changed. */
  show(state: FootnoteState): void {
    if (!this.#isChanged(state)) return;
    adoptSheet(this.#place.container, footnoteStyles);
    const growing = new Map(state.growing.toReversed().map((source) => [source.label, source]));
    const body = findReferences(this.#place.container).filter((element) => !this.section.contains(element));
    // Those that are named by footnotes alone follow.
    const counts = countLabels(body.map(readLabel));
    const shown: string[] = [];
    const over: string[] = [];
    this.#cost = 0;
    for (const label of counts.keys()) {
      const source = state.settled.get(label) ?? growing.get(label);
      if (!source) continue;
      const isOver = this.#cost > state.left.nodes;
      const footnote = isOver ? undefined : this.#read(source, !state.settled.has(label), state.links);
      if (isOver) over.push(source.raw);
      if (!footnote) continue;
      this.#cost += footnote.cost;
      shown.push(label);
      countLabels(footnote.named, counts);
    }
    const numbers = new Map(Array.from(counts.keys(), (label, index) => [label, index + 1]));
    const changed = shown.filter((label) =>
      this.#fill(label, numbers.get(label) ?? 0, counts.get(label) ?? 0),
    );
    this.#arrange(shown, numbers);
    this.#showOverflow(over.join('\n'));
    this.#attach(shown.length + over.length > 0);
    for (const label of changed) {
      const footnote = this.#footnotes.get(label);
      if (footnote) this.#place.enrich([footnote.item], footnote.isGrowing);
    }
    this.#number([...body, ...findReferences(this.#list)], numbers);
  }

  #isChanged({ settled, growing, left }: FootnoteState): boolean {
    const { container, context } = this.#place;
    const made = `${settled.size} ${growing.map(({ raw }) => raw).join('\n')}`;
    const isSame =
      !this.#isStale &&
      made === this.#made &&
      settled === this.#settled &&
      this.#shown.length === context.references.size &&
      this.#shown.every((element) => container.contains(element)) &&
      !this.#overflow &&
      this.#cost <= left.nodes;
    // Of a text that was taken back even what is defined in the same words may name something else.
    if (settled !== this.#settled) for (const footnote of this.#footnotes.values()) footnote.raw = '';
    this.#isStale = false;
    this.#made = made;
    this.#settled = settled;
    return !isSame;
  }

  #read(source: FootnoteSource, isGrowing: boolean, links: Links): Footnote | undefined {
    const { label, raw } = source;
    const before = this.#footnotes.get(label);
    if (before?.raw === raw && before.isGrowing === isGrowing) return before;
    const rendered = renderFootnote(source, links, this.#place);
    // Once that is there, it is read again.
    if (!rendered) this.#isStale = true;
    if (!rendered) return before;
    const attributes = { part: 'footnote', dir: 'auto', tabindex: '-1' };
    const item = before?.item ?? createElement(document, 'li', attributes);
    const footnote = { ...rendered, raw, isGrowing, item, ways: '' };
    this.#footnotes.set(label, footnote);
    return footnote;
  }

  /** Puts into an item what it says, and the ways back; says whether there was anything new. */
  #fill(label: string, number: number, count: number): boolean {
    const footnote = this.#footnotes.get(label);
    const ways = `${number} ${count}`;
    if (!footnote || footnote.ways === ways) return false;
    const { fragment, item } = footnote;
    const isFresh = footnote.ways === '';
    footnote.ways = ways;
    const content = isFresh ? fragment : item;
    for (const way of item.querySelectorAll(wayBack)) if (!isFresh) way.remove();
    const last = content.lastElementChild;
    (last?.localName === 'p' ? last : content).append(...this.#createWaysBack(label, number, count));
    if (isFresh) patchNodes(item, [...item.childNodes], [...fragment.childNodes], null);
    return isFresh;
  }

  #createWaysBack(label: string, number: number, count: number): HTMLButtonElement[] {
    const { labels } = this.#place.context;
    return Array.from({ length: Math.min(count, maxWaysBack) }, (_, index) => {
      const which = index > 0 ? ` (${index + 1})` : '';
      const attributes = { part: 'footnote-back', 'aria-label': labels.backToText(number) + which };
      // Not as an emoji.
      const text = '\u21A9\uFE0E';
      return createButton(document, attributes, text, () => {
        const references = this.#shown.filter((element) => readLabel(element) === label);
        references[index]?.querySelector('button')?.focus();
      });
    });
  }

  /** Puts the items in order; those whose number does not follow from it are told theirs. */
  #arrange(labels: readonly string[], numbers: ReadonlyMap<string, number>): void {
    let place = this.#list.firstElementChild;
    for (const [index, label] of labels.entries()) {
      const item = this.#footnotes.get(label)?.item;
      if (!item) continue;
      if (item === place) place = place.nextElementSibling;
      else this.#list.insertBefore(item, place);
      const number = numbers.get(label) ?? 0;
      if (number === index + 1) item.removeAttribute('value');
      else item.value = number;
    }
    while (place) {
      const next = place.nextElementSibling;
      place.remove();
      place = next;
    }
  }

  #showOverflow(text: string): void {
    if (text === this.#overflow) return;
    this.#overflow = text;
    this.section.replaceChildren(this.#list);
    if (text) new PlainRest(this.section).append(text);
  }

  /** Keeps the section at the very end, and away where it would be empty. */
  #attach(isWanted: boolean): void {
    const { container } = this.#place;
    if (!isWanted) {
      this.section.remove();
      return;
    }
    const direction = findDirection(this.section);
    if (this.section.dir !== direction) this.section.dir = direction;
    if (container.lastChild !== this.section) container.append(this.section);
  }

  #number(references: readonly Element[], numbers: ReadonlyMap<string, number>): void {
    const { context } = this.#place;
    this.#shown = references;
    context.references.clear();
    for (const element of references) {
      context.references.add(element);
      const button = element.querySelector('button');
      const label = readLabel(element);
      const number = String(numbers.get(label));
      if (!button) continue;
      if (button.textContent !== number) button.textContent = number;
      button.setAttribute('aria-label', context.labels.footnote(Number(number)));
      if (this.#wired.has(button)) continue;
      this.#wired.add(button);
      button.addEventListener('click', () => this.#footnotes.get(label)?.item.focus());
    }
  }
}

function readLabel(element: Element): string {
  return readFootnoteLabel(element) ?? '';
}

function countLabels(labels: readonly string[], counts = new Map<string, number>()): Map<string, number> {
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
