import type { CSSResult } from 'lit';
import { PartElement } from './part-element.js';

/** A part that is loaded when there is something for it to show; it brings its sheets into the root it stands in. */
export class LazyPart extends PartElement {
  static sheet: CSSResult | readonly CSSResult[] | undefined;

  override connectedCallback(): void {
    this.#adoptSheets();
    super.connectedCallback();
  }

  #adoptSheets(): void {
    const root = this.getRootNode();
    const { sheet = [] }: { sheet?: CSSResult | readonly CSSResult[] } = Object(this.constructor);
    if (!(root instanceof ShadowRoot || root instanceof Document)) return;
    for (const { styleSheet } of [sheet].flat()) {
      // Adopted once for all parts of a kind, and again where a part was moved to another chat.
      if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet))
        root.adoptedStyleSheets.push(styleSheet);
    }
  }
}
