import { createElement, setIdentity } from '../dom/create-element.js';

const labels = new WeakMap<Element, string>();

/** A place in the text that leads to a footnote; its number is known once those before it are. */
export function createFootnoteReference(owner: Document, label: string): HTMLElement {
  // Most are numbered by whoever wrote them, and mostly right.
  const guess = /^\d{1,3}$/.test(label) ? label : '*';
  const button = createElement(owner, 'button', { type: 'button' }, guess);
  const element = createElement(owner, 'sup', { part: 'footnote-reference' }, button);
  setIdentity(element, `footnote ${label}`);
  labels.set(element, label);
  return element;
}

/** The label of the footnote that an element leads to, or nothing where we did not make it. */
export function readFootnoteLabel(element: Element): string | undefined {
  return labels.get(element);
}
