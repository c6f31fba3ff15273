import { cleanStrictly } from '../safety/clean-text.js';
import { parseUrl } from '../safety/host-list.js';
import { createImage, createImageButton, type ImageRules } from './create-image.js';

const raster = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/i;
const maxAlt = 200;

/** Replaces an image of the content by what `createImageFor` makes of it. */
export function decorateImage(image: HTMLImageElement, context: ImageRules): void {
  const source = image.getAttribute('src') ?? '';
  const link = image.closest('a');
  const shown = createImageFor(image.ownerDocument, source, image.alt, link !== null, context);
  if (!link || !(shown instanceof HTMLButtonElement)) {
    image.replaceWith(shown);
    return;
  }
  // A button inside a link could not be pressed without following it.
  image.remove();
  link.after(shown);
}

/** An image that may load, or a button that asks for one, or its words. */
export function createImageFor(
  owner: Document,
  written: string,
  words: string,
  isInLink: boolean,
  context: ImageRules,
): Node | string {
  const alt = cleanStrictly(words).slice(0, maxAlt);
  const source = written.trim();
  if (raster.test(source) || context.ownBlobs.has(source)) {
    return createImage(owner, { source, alt, isInLink }, context);
  }
  const url = parseUrl(source, document.baseURI);
  if (!url || !/^https?:$/.test(url.protocol)) return alt;
  url.username = '';
  url.password = '';
  const image = { source: url.href, alt, isInLink };
  return context.imageHosts.allows(url) || context.wantedImages.has(url.href)
    ? createImage(owner, image, context)
    : createImageButton(owner, image, context);
}
