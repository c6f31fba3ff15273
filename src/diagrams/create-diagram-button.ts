import { createButton, createElement } from '../dom/create-element.js';
import { loadDiagram } from './load-diagram.js';
import type { DiagramLabels } from './show-diagram.js';

/** In the header of code that describes a diagram: shows it drawn, then the code again. Draws nothing by itself. */
export function createDiagramButton(
  owner: Document,
  info: string,
  { labels }: { readonly labels: DiagramLabels },
  load: typeof loadDiagram = loadDiagram,
): HTMLButtonElement | undefined {
  if (!/^mermaid(?![\w+#.-])/i.test(info)) return undefined;
  return createButton(owner, { part: 'diagram-button' }, labels.drawDiagram, (button) => {
    const figure = button.closest('figure');
    if (!figure || button.hasAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    report(figure, '');
    void load()
      .then(({ switchDiagram }) => switchDiagram(figure, button, labels))
      .catch(() => report(figure, labels.diagramFailed))
      .finally(() => button.removeAttribute('aria-busy'));
  });
}

/** The place is there before its text is: what is inserted together with it is not read out everywhere. */
function report(figure: HTMLElement, text: string): void {
  const place =
    figure.querySelector(':scope > [part="diagram-status"]') ??
    createElement(figure.ownerDocument, 'div', { part: 'diagram-status', role: 'status' });
  if (place.parentNode !== figure) figure.append(place);
  place.textContent = text;
}
