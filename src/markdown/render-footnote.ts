import type { Links } from 'marked';
import type { FootnoteSource } from '../syntax/find-footnote.js';
import { splitBlocks } from '../syntax/split-blocks.js';
import { readFootnoteLabel } from './create-footnote-reference.js';
import {
  measureCost,
  renderBlock,
  renderPlain,
  subtract,
  type Allowance,
  type RenderWay,
} from './render-block.js';
import type { RenderContext } from './render-context.js';

/** Where footnotes are shown. */
export interface FootnotePlace extends RenderWay {
  readonly container: ParentNode & Node;
  readonly context: RenderContext;
  /** Does for nodes in the document what needs it. */
  readonly enrich: (nodes: readonly ChildNode[], isGrowing: boolean) => void;
  /** Whether it has to be waited for what renders raw HTML. */
  readonly waitForHtml: () => boolean;
}

export interface RenderedFootnote {
  readonly fragment: DocumentFragment;
  /** What it costs with its place in the list. */
  readonly cost: number;
  /** The labels of the footnotes that it names. */
  readonly named: readonly string[];
}

/** What a single footnote may cost. */
const allowance: Allowance = { nodes: 4000, cells: 1000, outline: [] };

/** What a footnote says, as DOM; nothing where it has to be waited for what renders it. */
export function renderFootnote(
  { text }: FootnoteSource,
  links: Links,
  place: FootnotePlace,
): RenderedFootnote | undefined {
  const fragment = document.createDocumentFragment();
  const blocks = splitBlocks(text, links, true);
  let left = allowance;
  for (const [index, block] of blocks.entries()) {
    if (left.nodes <= 0) {
      const rest = blocks.slice(index).map(({ raw }) => raw);
      fragment.append(renderPlain(rest.join('')).fragment);
      break;
    }
    const rendered = renderBlock(block, block.lexer.tokens.links, place.context, left, place);
    if (rendered.needsHtml && place.waitForHtml()) return undefined;
    left = subtract(left, rendered.cost);
    fragment.append(rendered.fragment);
  }
  const named = Array.from(findReferences(fragment), (element) => readFootnoteLabel(element) ?? '');
  return { fragment, cost: measureCost(fragment).nodes + 4, named };
}

/** The references in a part of the document, in their order. */
export function findReferences(root: ParentNode): Element[] {
  return Array.from(root.querySelectorAll('[part~="footnote-reference"]')).filter(
    (element) => readFootnoteLabel(element) !== undefined,
  );
}
