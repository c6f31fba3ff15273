import { createElement, setIdentity } from '../dom/create-element.js';

export interface Formula {
  readonly tex: string;
  /** Set in a line of its own. */
  readonly display: boolean;
}

/** A longer one may be wider than a small screen; then it is reached and scrolled by keys. */
const maxNarrow = 40;

const formulas = new WeakMap<Element, Formula>();

/** The place of a formula, empty until it stands in the document; the same formula keeps its place. */
export function createMath(owner: Document, tex: string, display: boolean): HTMLElement {
  const scroller = { role: 'group', tabindex: '0' };
  const element = createElement(owner, display ? 'div' : 'span', {
    part: 'math',
    dir: 'ltr',
    ...(display || tex.length > maxNarrow ? scroller : {}),
  });
  setIdentity(element, `math ${display} ${tex}`);
  formulas.set(element, { tex, display });
  return element;
}

/** The formula that an element is the place of, or nothing where we did not make it. */
export function readFormula(element: Element): Formula | undefined {
  return formulas.get(element);
}
