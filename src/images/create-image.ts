import { createButton, createElement } from '../dom/create-element.js';
import { parseUrl, type HostList } from '../safety/host-list.js';
import { loadImageView } from './load-image-view.js';
import { readRasterSize } from './read-raster-size.js';
import type { ImageViewLabels } from './show-image.js';

/** Words of images, and in their place. */
export interface ImageLabels extends ImageViewLabels {
  /** On the button in place of an image that did not load by itself; the alternative text may be empty. */
  readonly loadImage: (host: string, alt: string) => string;
  /** In place of an image that did not load. */
  readonly imageFailed: (host: string) => string;
}

/** What is asked of images. */
export interface ImageRules {
  readonly imageHosts: HostList;
  readonly ownBlobs: ReadonlySet<string>;
  /** Images that the reader asked for; they stay when their block is rendered again. */
  readonly wantedImages: Set<string>;
  readonly labels: ImageLabels;
}

/** An image of the text, its address checked. */
export interface CheckedImage {
  readonly source: string;
  readonly alt: string;
  /** A press on it follows the link. */
  readonly isInLink: boolean;
}

const failures = new WeakMap<ImageRules, Set<string>>();
/** How much room each image was given while it loads: one that changed would move the text twice. */
const rooms = new WeakMap<HTMLImageElement, string>();

/** An image that may load. Outside of a link it opens larger; one that did not load says so. */
export function createImage(owner: Document, image: CheckedImage, context: ImageRules): HTMLElement {
  const { alt, isInLink, source } = image;
  if (failures.get(context)?.has(source)) return createFailure(owner, image, context);
  const shown = createElement(owner, 'img', {
    alt,
    ...readRasterSize(source),
    loading: 'lazy',
    decoding: 'async',
    referrerpolicy: 'no-referrer',
    src: source,
  });
  if (isInLink) return shown;
  const { labels } = context;
  const attributes = { type: 'button', part: 'image-open', 'aria-label': labels.openImage(alt) };
  // Without an identity of its own, so that it is patched like the image in it: what a click opens is read then.
  const button = createElement(owner, 'button', attributes, shown);
  button.addEventListener('click', () => {
    const current = button.querySelector('img');
    if (!current) return;
    loadImageView().then(
      ({ showImage }) => showImage(current, labels),
      // Without its code the image stays what it is; the next press asks for it again.
      () => {},
    );
  });
  return button;
}

/** A button in place of an image whose host nobody has allowed: nothing is asked of it before the press. */
export function createImageButton(
  owner: Document,
  { source, alt }: CheckedImage,
  context: ImageRules,
): HTMLButtonElement {
  const { labels, wantedImages } = context;
  const host = parseUrl(source)?.host ?? '';
  const attributes = { part: 'image-button', title: source };
  return createButton(owner, attributes, labels.loadImage(host, alt), (pressed) => {
    wantedImages.add(source);
    failures.get(context)?.delete(source);
    // Where it is asked for again, the words that it failed go with the button.
    const place = pressed.closest("[part~='image-failed']") ?? pressed;
    replace(place, createImage(pressed.ownerDocument, { source, alt, isInLink: false }, context), context);
  });
}

/**
 * Gives an image in the document room until it loads, and says so where it fails. To be called again whenever the
 * image was rendered again.
 */
export function watchImage(image: HTMLImageElement, context: ImageRules): void {
  const room = rooms.get(image);
  if (room === undefined) {
    image.addEventListener('load', () => image.removeAttribute('data-room'));
    image.addEventListener('error', () => showFailure(image, context));
  }
  if (image.complete || image.hasAttribute('width')) {
    rooms.set(image, room ?? '');
    return;
  }
  const found = room || (isAlone(image) ? 'block' : 'line');
  rooms.set(image, found);
  image.dataset['room'] = found;
}

function showFailure(image: HTMLImageElement, context: ImageRules): void {
  const source = image.getAttribute('src') ?? '';
  const failed = failures.get(context) ?? new Set();
  failures.set(context, failed.add(source));
  const isInLink = image.closest('a') !== null;
  const failure = createFailure(image.ownerDocument, { source, alt: image.alt, isInLink }, context);
  replace(image.closest("[part~='image-open']") ?? image, failure, context);
}

function createFailure(owner: Document, image: CheckedImage, context: ImageRules): HTMLElement {
  const url = parseUrl(image.source);
  const text = context.labels.imageFailed(url?.host || (url?.protocol ?? ''));
  const failure = createElement(owner, 'span', { part: 'image-failed' }, text);
  const isFromHost = Boolean(url?.host);
  if (isFromHost && !image.isInLink) failure.append(' ', createImageButton(owner, image, context));
  else if (image.alt) failure.append(' ', createElement(owner, 'bdi', {}, image.alt));
  return failure;
}

/** Hands the focus on: with what had it, it would fall back to the page. */
function replace(old: Element, fresh: HTMLElement, context: ImageRules): void {
  const hadFocus = old.matches(':focus-within');
  old.replaceWith(fresh);
  for (const image of fresh.querySelectorAll('img')) watchImage(image, context);
  if (!hadFocus) return;
  const target = fresh.matches('button') ? fresh : (fresh.querySelector('button') ?? fresh);
  if (target === fresh && !fresh.matches('button')) fresh.tabIndex = -1;
  target.focus();
}

/** Whether an image has its block for itself, and so is likely to be as wide as that. */
function isAlone(image: Element): boolean {
  const block = image.closest('p,li,dd,div,td,th');
  if (!block || block.matches('td,th')) return false;
  const texts = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { nodeValue, parentElement } = texts.currentNode;
    if (nodeValue?.trim() && !parentElement?.closest("[part~='link-host']")) return false;
  }
  return block.querySelectorAll('img').length === 1;
}
