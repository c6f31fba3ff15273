import { adoptSheet } from '../../src/dom/adopt-sheet.js';
import { createDiagramButton } from '../../src/diagrams/create-diagram-button.js';
import { createElement } from '../../src/dom/create-element.js';
import type { loadDiagram } from '../../src/diagrams/load-diagram.js';
import { englishLabels } from '../../src/markdown/markdown-labels.js';
import { markdownStyles } from '../../src/markdown/markdown.styles.js';
import { createRenderContext } from '../../src/markdown/render-context.js';

export interface DiagramFigure {
  readonly stage: HTMLElement;
  readonly figure: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly code: HTMLElement;
}

/** A code block as it stands in an answer. */
export function createDiagramFigure(source: string, load?: typeof loadDiagram): DiagramFigure {
  const context = createRenderContext({ labels: englishLabels });
  const button = createDiagramButton(document, 'mermaid', context, load);
  if (!button) throw new Error('The code of a diagram has no button');
  const code = createElement(document, 'code', {}, source);
  const figure = createElement(
    document,
    'figure',
    { part: 'code-block' },
    createElement(document, 'figcaption', { part: 'code-header' }, 'mermaid', button),
    createElement(document, 'pre', { tabindex: '0' }, code),
  );
  const stage = createElement(document, 'div', { 'data-gemini-markdown': '' }, figure);
  document.body.append(stage);
  adoptSheet(stage, markdownStyles);
  return { stage, figure, button, code };
}

/** What came of a click: the picture, or what is said in its place. */
export async function clickDiagram({ figure, button }: DiagramFigure): Promise<HTMLImageElement | string> {
  button.click();
  while (button.hasAttribute('aria-busy')) await new Promise((resolve) => setTimeout(resolve, 5));
  const image = figure.querySelector('img');
  await image?.decode();
  return image ?? figure.querySelector('[role="status"]')?.textContent ?? '';
}

/** The drawing in a picture, read as the browser reads it. */
export function readDrawing(image: HTMLImageElement): Document {
  const [, source = ''] = /^data:image\/svg\+xml;charset=utf-8,(.*)$/s.exec(image.src) ?? [];
  return new DOMParser().parseFromString(decodeURIComponent(source), 'image/svg+xml');
}

/** The colour of a picture near its upper left corner, where nothing is drawn. */
export function readCorner(image: HTMLImageElement): number[] {
  const canvas = image.ownerDocument.createElement('canvas');
  const painter = canvas.getContext('2d');
  painter?.drawImage(image, 0, 0);
  return [...(painter?.getImageData(2, 2, 1, 1).data ?? [])];
}
