import { CSSResult } from 'lit';
import { PartElement } from './part-element.js';

/** A part that is loaded when there is something for it to show; it brings its sheet into the root it stands in. */
export class LazyPart extends PartElement {
  static sheet: CSSResult | readonly CSSResult[] | undefined;

  override connectedCallback(): void {
    this.#adoptSheet();
    super.connectedCallback();
  }

  #adoptSheet(): void {
    const { sheet } = this.constructor as typeof LazyPart;
    const root = this.getRootNode();
    if (!('adoptedStyleSheets' in root)) return;
    const { adoptedStyleSheets: adopted } = root as Document | ShadowRoot;
    for (const { styleSheet } of [sheet ?? []].flat()) {
      // Adopted once for all parts of a kind, and again where a part was moved to another chat.
      if (styleSheet && !adopted.includes(styleSheet)) adopted.push(styleSheet);
    }
  }
}
