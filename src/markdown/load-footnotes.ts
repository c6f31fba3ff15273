import type { FootnoteList, FootnoteState } from './footnote-list.js';
import type { FootnotePlace } from './render-footnote.js';

type Module = typeof import('./footnote-list.js');

/** A lost connection is not asked again in each frame, but before the reader gives up. */
const retryTime = 5000;

let loaded: Module | undefined;
let failedAt = -Infinity;

/** Loads what shows footnotes, which few answers have. */
export async function loadFootnoteList(): Promise<Module> {
  loaded ??= await import('./footnote-list.js');
  return loaded;
}

/** The footnotes of a text, once it names one. */
export class Footnotes {
  readonly #place: FootnotePlace;
  #list: FootnoteList | undefined;

  constructor(place: FootnotePlace) {
    this.#place = place;
  }

  /** Where the text ends and its footnotes begin. */
  get start(): ChildNode | null {
    const section = this.#list?.section;
    return section?.parentNode ? section : null;
  }

  /** Tells that labels in text that is shown already mean something else from now on. */
  refresh(labels: ReadonlySet<string>): void {
    this.#list?.refresh(labels);
  }

  /** Brings them up to date; resolves when what does so is loaded, or could not be, or nothing where it is there. */
  show(state: FootnoteState): Promise<unknown> | undefined {
    if (!this.#list && this.#place.context.references.size === 0) return undefined;
    if (!loaded) {
      if (performance.now() - failedAt < retryTime) return undefined;
      return loadFootnoteList().catch(() => {
        failedAt = performance.now();
      });
    }
    this.#list ??= new loaded.FootnoteList(this.#place);
    this.#list.show(state);
    return undefined;
  }
}
