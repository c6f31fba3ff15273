import type { Token } from 'marked';
import { adoptSheet } from '../dom/adopt-sheet.js';
import { alertStyles } from './alert.styles.js';
import { parseTokens, seal } from './content-parser.js';
import { watchImage } from '../images/create-image.js';
import { decorateContent } from './decorate-content.js';
import { getSanitizer } from '../safety/html-sanitizer.js';
import { imageStyles } from '../images/image.styles.js';
import type { Outline } from './outline.js';
import type { RenderContext } from './render-context.js';
import { rewriteHtml } from '../safety/rewrite-html.js';

/** Far above what a block may cost in the end: what is refused before it is parsed. */
const maxDepth = 120;
const maxNodes = 24_000;
const styles = alertStyles + imageStyles;

/**
 * Tokens as DOM by way of HTML, parsed in an inert document and sanitized: for what only an HTML parser understands.
 * Throws where it would be over a limit, or where the page allows no sanitizer.
 */
export function renderHtml(
  tokens: readonly Token[],
  context: RenderContext,
  outline: Outline,
): DocumentFragment {
  const sanitize = getSanitizer();
  if (!sanitize) throw new Error('Trusted Types do not allow a sanitizer here');
  const { html, depth, nodes } = rewriteHtml(parseTokens(tokens));
  if (depth > maxDepth || nodes > maxNodes) throw new RangeError('Over a limit');
  const fragment = sanitize(html);
  decorateContent(fragment, seal, context, outline);
  return fragment;
}

/** Cares for what came about by way of HTML and is in the document: an image, the button that asks for one, an alert. */
export function enrichHtml(element: Element, context: RenderContext): void {
  adoptSheet(element, styles);
  if (element instanceof HTMLImageElement) watchImage(element, context);
}
