import { expectFootnotes } from '../syntax/footnote-labels.js';
import { LinkTable } from '../syntax/link-table.js';
import { normalizeLines } from '../syntax/source-text.js';
import { splitBlocks } from '../syntax/split-blocks.js';
import { BlockGroups } from './block-groups.js';
import { loadFootnoteList } from './load-footnotes.js';
import { loadHtmlRenderer } from './load-html.js';
import { PlainRest } from './plain-rest.js';
import { renderBlock, subtract, wholeAllowance } from './render-block.js';
import { createRenderContext, type MarkdownOptions } from './render-context.js';

/** The whole text at once, by way of sanitized HTML: what a finished `MarkdownRenderer` shows for it. */
export async function renderMarkdown(text: string, options: MarkdownOptions): Promise<DocumentFragment> {
  const context = createRenderContext(options);
  await loadHtmlRenderer();
  const table = new LinkTable();
  const blocks = splitBlocks(normalizeLines(text), table.links);
  for (const block of blocks) table.define(block);
  expectFootnotes(table.links, false);
  const result = document.createDocumentFragment();
  const groups = new BlockGroups(result, () => null);
  let left = wholeAllowance;
  for (const [index, block] of blocks.entries()) {
    if (left.nodes <= 0) {
      const rest = blocks.slice(index).map(({ raw }) => raw);
      new PlainRest(result).append(rest.join(''));
      break;
    }
    const next = renderBlock(block, table.links, context, left, { throughHtml: true });
    left = subtract(left, next.cost);
    groups.put(index, [], [...next.fragment.childNodes], null);
  }
  if (table.footnotes.size > 0) {
    const { FootnoteList } = await loadFootnoteList();
    const place = {
      container: result,
      context,
      throughHtml: true,
      enrich: () => {},
      waitForHtml: () => false,
    };
    new FootnoteList(place).show({ settled: table.footnotes, growing: [], links: table.links, left });
  }
  return result;
}
