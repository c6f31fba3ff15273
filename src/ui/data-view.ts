import { html, nothing, type TemplateResult } from 'lit';
import type { DataStrings } from '../i18n/english-data.js';

/** How an answer's data is shown, and what the reader has done to the view; paths name the places in it. */
export interface DataView {
  readonly words: DataStrings;
  readonly locale: string;
  /** More may come: what is empty is not known to stay so. */
  readonly isGrowing: boolean;
  /** How many entries, or characters of a long text, are shown at a path. */
  readonly limits: ReadonlyMap<string, number>;
  readonly opened: ReadonlyMap<string, boolean>;
  readonly showMore: (path: string, limit: number) => void;
  readonly toggle: (path: string, isOpen: boolean) => void;
}

/** A value in the data: its keys one after another, and how many they are. */
export interface Place {
  readonly path: string;
  readonly depth: number;
}

export const root: Place = { path: '', depth: 0 };

/** The place of an entry. */
export function enter({ path, depth }: Place, key: string | number): Place {
  return { path: `${path}\0${key}`, depth: depth + 1 };
}

/** Lists show so many entries at first, and so many more at a time: thousands take the browser seconds to lay out. */
const firstEntries = 50;
const firstInnerEntries = 10;
const moreEntries = 1000;

/** How many entries of a list are shown. */
export function readLimit({ path, depth }: Place, view: DataView): number {
  return view.limits.get(path) ?? (depth > 0 ? firstInnerEntries : firstEntries);
}

/** The button that shows more of a list of so many entries. */
export function renderMore(place: Place, count: number, view: DataView): TemplateResult | typeof nothing {
  const limit = readLimit(place, view);
  const left = count - limit;
  if (left <= 0) return nothing;
  const more = Math.min(left, moreEntries);
  return html`<button type="button" class="more" @click=${() => view.showMore(place.path, limit + more)}>
    ${view.words.dataMore(more, left)}
  </button>`;
}
