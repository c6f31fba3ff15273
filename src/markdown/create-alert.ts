import { createElement } from '../dom/create-element.js';
import type { AlertKind } from '../syntax/read-alert.js';
import type { RenderContext } from './render-context.js';

/** A quote's content as an alert of its kind. */
export function createAlert(quote: HTMLElement, kind: AlertKind, { labels }: RenderContext): HTMLElement {
  const owner = quote.ownerDocument;
  const title = labels.alerts[kind];
  return createElement(
    owner,
    'div',
    { part: `alert alert-${kind}`, role: 'note', 'aria-label': title, dir: quote.dir },
    createElement(owner, 'p', { part: 'alert-title', dir: 'auto' }, title),
    ...quote.childNodes,
  );
}
