import { adoptSheet } from '../dom/adopt-sheet.js';
import { createElement } from '../dom/create-element.js';
import { showImage, type ImageViewLabels } from '../images/show-image.js';
import { diagramStyles } from './diagram.styles.js';
import { findTextColor, readDiagramColors } from './diagram-colors.js';
import { drawDiagram } from './draw-diagram.js';

/** Words of a diagram and of its button. */
export interface DiagramLabels extends ImageViewLabels {
  /** On the button that draws a diagram of its description; then on the one that shows the description again. */
  readonly drawDiagram: string;
  readonly showSource: string;
  /** Alternative text of a diagram. */
  readonly diagram: string;
  /** In place of a diagram that cannot be drawn. */
  readonly diagramFailed: string;
}

/** A picture in its scroller, and the text that it shows. */
interface DiagramView {
  readonly source: string;
  readonly scroller: HTMLElement;
  /** Brings its colours up to date. */
  readonly paint: () => void;
}

/** Smaller its words could not be read: from there on it scrolls. */
const smallestScale = 0.8;

const views = new WeakMap<HTMLButtonElement, DiagramView>();

/** Shows the diagram of a figure's code in place of the code, or the code again. Throws what it cannot draw. */
export function switchDiagram(figure: HTMLElement, button: HTMLButtonElement, labels: DiagramLabels): void {
  const source = figure.querySelector('code')?.textContent ?? '';
  const known = views.get(button);
  if (known?.scroller.parentNode === figure) {
    known.scroller.remove();
    button.textContent = labels.drawDiagram;
    return;
  }
  const view = known?.source === source ? known : createView(figure, source, labels);
  views.set(button, view);
  adoptSheet(figure, diagramStyles);
  insertView(figure, view);
  button.textContent = labels.showSource;
  view.paint();
  keepView(figure, button, view, labels);
}

/** Before the status, which comes last. */
function insertView(figure: HTMLElement, { scroller }: DiagramView): void {
  figure.insertBefore(scroller, figure.querySelector(':scope > [part="diagram-status"]'));
}

/** A block that is rendered again loses what it does not know: the diagram comes back while its code is the same. */
function keepView(
  figure: HTMLElement,
  button: HTMLButtonElement,
  view: DiagramView,
  labels: DiagramLabels,
): void {
  const observer = new MutationObserver(() => {
    const isWanted = button.textContent === labels.showSource;
    if (isWanted && figure.querySelector('code')?.textContent === view.source) {
      if (view.scroller.parentNode !== figure) insertView(figure, view);
      return;
    }
    observer.disconnect();
    view.scroller.remove();
    button.textContent = labels.drawDiagram;
  });
  observer.observe(figure, { childList: true, characterData: true, subtree: true });
}

function createView(figure: HTMLElement, source: string, labels: DiagramLabels): DiagramView {
  const drawing = drawDiagram(source, (fill) => findTextColor(figure, fill));
  const owner = figure.ownerDocument;
  const alt = drawing.words ? `${labels.diagram}: ${drawing.words}` : labels.diagram;
  const width = Math.ceil(drawing.width);
  const image = createElement(owner, 'img', {
    part: 'diagram',
    alt,
    width: String(width),
    height: String(Math.ceil(drawing.height)),
  });
  const open = createElement(
    owner,
    'button',
    { type: 'button', part: 'image-open', 'aria-label': labels.openImage(alt) },
    image,
  );
  open.addEventListener('click', () => showImage(image, labels));
  open.style.minInlineSize = `${Math.round(width * smallestScale)}px`;
  const scroller = createElement(owner, 'div', { part: 'diagram-view', dir: 'ltr' }, open);
  let painted = '';
  // As a picture it runs no script, loads nothing and follows no link, whatever is in it.
  const paint = (): void => {
    const colors = readDiagramColors(figure);
    const key = Object.values(colors).join();
    if (key === painted) return;
    painted = key;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing.paint(colors))}`;
  };
  // Its colours are variables of the theme: when they change, however that comes, short transitions begin; while it
  // is hidden none does, but then its size changes when it is seen again.
  scroller.addEventListener('transitionend', paint);
  new ResizeObserver(paint).observe(scroller);
  return { source, scroller, paint };
}
