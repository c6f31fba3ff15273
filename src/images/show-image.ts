import { adoptSheet } from '../dom/adopt-sheet.js';
import { createElement } from '../dom/create-element.js';
import { imageViewStyles } from './image-view.styles.js';

const vector = 'http://www.w3.org/2000/svg';

/** Words of the larger image, and of the way to it. */
export interface ImageViewLabels {
  /** Accessible name of an image that opens larger; the alternative text may be empty. */
  readonly openImage: (alt: string) => string;
  /** Closes the larger image. */
  readonly closeImage: string;
}

/** Shows an image as large as the window allows, above everything else, until the reader closes it. */
export function showImage(image: HTMLImageElement, labels: ImageViewLabels): void {
  const { alt, ownerDocument: owner, src } = image;
  const close = createElement(
    owner,
    'button',
    { type: 'button', part: 'image-close', 'aria-label': labels.closeImage, title: labels.closeImage },
    createCross(owner),
  );
  const dialog = createElement(
    owner,
    'dialog',
    { part: 'image-view', 'aria-label': alt || labels.openImage('') },
    close,
    createElement(owner, 'img', { alt, referrerpolicy: 'no-referrer', src }),
  );
  const root = image.getRootNode();
  (root instanceof ShadowRoot ? root : owner.body).append(dialog);
  adoptSheet(dialog, imageViewStyles);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => {
    // It closes this alone, neither the chat nor the answer that is being written.
    if (event.key === 'Escape') event.stopPropagation();
  });
  dialog.addEventListener('close', () => dialog.remove());
  // Some browsers don't focus a pressed button; the dialog gives the focus back to what has it now.
  image.closest('button')?.focus({ preventScroll: true });
  dialog.showModal();
}

function createCross(owner: Document): SVGSVGElement {
  const cross = owner.createElementNS(vector, 'svg');
  cross.setAttribute('viewBox', '0 0 24 24');
  cross.setAttribute('aria-hidden', 'true');
  const path = owner.createElementNS(vector, 'path');
  path.setAttribute('d', 'M6 6l12 12M18 6L6 18');
  cross.append(path);
  return cross;
}
