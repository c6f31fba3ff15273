import { readLanguage } from '../code/code-block.js';
import { watchCode } from '../code/load-highlighter.js';
import { fillMath } from '../math/load-math.js';
import { readFootnoteLabel } from './create-footnote-reference.js';
import { getHtmlRenderer } from './load-html.js';
import type { RenderContext } from './render-context.js';

const fromHtml = 'img,[part~="image-button"],[part~="alert"]';
const rich = `pre > code,[part~="math"],[part~="footnote-reference"],${fromHtml}`;

/**
 * Does for shown content what needs the document: colours code, sets formulas, watches images. May be called again
 * for the same nodes. Resolves when what is still to be loaded is there; nothing where nothing is.
 */
export function enrichContent(
  nodes: readonly ChildNode[],
  context: RenderContext,
  isGrowing: boolean,
): Promise<unknown> | undefined {
  const loading: Promise<void>[] = [];
  const enrich = (element: Element): void => {
    if (element.matches(fromHtml)) getHtmlRenderer()?.enrichHtml(element, context);
    else if (element instanceof HTMLElement && element.localName === 'code')
      watchCode(element, readLanguage(element), isGrowing);
    else if (readFootnoteLabel(element) !== undefined) context.references.add(element);
    else loading.push(...[fillMath(element)].filter((promise) => promise !== undefined));
  };
  for (const node of nodes) {
    if (!(node instanceof Element)) continue;
    if (node.matches(rich)) enrich(node);
    for (const found of node.querySelectorAll(rich)) enrich(found);
  }
  return loading.length > 0 ? Promise.all(loading) : undefined;
}
