import { cleanStrictly } from './clean-text.js';
import { createButton, createElement } from './create-element.js';
import { parseUrl } from './host-list.js';
import type { RenderContext } from './render-context.js';

const raster = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/i;
const maxAlt = 200;

/** Replaces an image of the content by one that may load, by a button that asks, or by its words. */
export function decorateImage(image: HTMLImageElement, context: RenderContext): void {
  const owner = image.ownerDocument;
  const alt = cleanStrictly(image.alt).slice(0, maxAlt);
  const source = (image.getAttribute('src') ?? '').trim();
  if (raster.test(source) || context.ownBlobs.has(source)) {
    image.replaceWith(createImage(owner, source, alt));
    return;
  }
  const url = parseUrl(source, document.baseURI);
  if (!url || !/^https?:$/.test(url.protocol)) {
    image.replaceWith(alt);
    return;
  }
  url.username = '';
  url.password = '';
  if (context.imageHosts.allows(url) || context.wantedImages.has(url.href)) {
    image.replaceWith(createImage(owner, url.href, alt));
    return;
  }
  const attributes = { part: 'image-button', title: url.href };
  const button = createButton(owner, attributes, context.labels.loadImage(url.host, alt), (pressed) => {
    context.wantedImages.add(url.href);
    const shown = createImage(pressed.ownerDocument, url.href, alt);
    const hadFocus = pressed.matches(':focus');
    pressed.replaceWith(shown);
    // What had the focus is gone; the image takes it, so that it does not fall back to the page.
    if (hadFocus) {
      shown.tabIndex = -1;
      shown.focus();
    }
  });
  // A button inside a link could not be pressed without following it.
  const link = image.closest('a');
  if (!link) {
    image.replaceWith(button);
    return;
  }
  image.remove();
  link.after(button);
}

function createImage(owner: Document, source: string, alt: string): HTMLImageElement {
  return createElement(owner, 'img', {
    alt,
    loading: 'lazy',
    decoding: 'async',
    referrerpolicy: 'no-referrer',
    src: source,
  });
}
