import { LinkTable } from './link-table.js';
import { renderBlock, renderPlain, subtract, wholeAllowance } from './render-block.js';
import { createRenderContext, type MarkdownOptions } from './render-context.js';
import { normalizeLines } from './source-text.js';
import { splitBlocks } from './split-blocks.js';

/** The whole text at once: what a finished `MarkdownRenderer` shows for it. */
export function renderMarkdown(text: string, options: MarkdownOptions): DocumentFragment {
  const context = createRenderContext(options);
  const table = new LinkTable();
  const blocks = splitBlocks(normalizeLines(text), table.links);
  for (const block of blocks) table.define(block);
  const result = document.createDocumentFragment();
  let left = wholeAllowance;
  for (const [index, block] of blocks.entries()) {
    if (left.nodes <= 0) {
      const rest = blocks.slice(index).map(({ raw }) => raw);
      result.append(renderPlain(rest.join('')).fragment);
      break;
    }
    const next = renderBlock(block, table.links, context, left);
    left = subtract(left, next.cost);
    result.append(next.fragment);
  }
  return result;
}
