import { createElement } from '../dom/create-element.js';
import { cleanStrictly } from '../safety/clean-text.js';
import type { Formula } from './create-math.js';

/** Shows a formula as it was written. */
export function showMathSource(place: Element, { tex, display }: Formula): void {
  const mark = display ? '$$' : '$';
  place.replaceChildren(createElement(place.ownerDocument, 'code', {}, cleanStrictly(mark + tex + mark)));
}
