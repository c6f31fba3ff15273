import type { Links, Token, Tokens } from 'marked';
import type { Block } from './block.js';
import { cleanText } from './clean-text.js';
import { parseTokens, seal } from './content-parser.js';
import { createCodeBlock } from './create-code-block.js';
import { createElement } from './create-element.js';
import { decorateContent } from './decorate-content.js';
import { getSanitizer } from './html-sanitizer.js';
import type { RenderContext } from './render-context.js';
import { rewriteHtml } from './rewrite-html.js';

/** What a message may still cost, and the depths of the headings that its next block stands under. */
export interface Allowance {
  readonly nodes: number;
  readonly cells: number;
  readonly outline: readonly number[];
}

const maxNodes = 20_000;
const maxCells = 5000;
/** With less than this left, the rest of the message becomes one piece of plain text. */
const reservedNodes = 200;

const maxSource = 100_000;
const maxDepth = 50;
/** Bounds one uninterruptible step; sanitizing takes some ten microseconds a node. */
const maxBlockNodes = 12_000;
/** The parser is quadratic in a run of text at worst. */
const maxRunSquares = 1.5e8;

/** What a message may cost in all. */
export const wholeAllowance: Allowance = { nodes: maxNodes - reservedNodes, cells: maxCells, outline: [] };

/** What is left after a block; where no nodes are, the rest of the message is to be plain text. */
export function subtract(left: Allowance, cost: Cost): Allowance {
  const { nodes, cells, outline = left.outline } = cost;
  return { nodes: left.nodes - nodes, cells: left.cells - cells, outline };
}

type Cost = Omit<Allowance, 'outline'> & Partial<Pick<Allowance, 'outline'>>;

export interface RenderedBlock {
  readonly fragment: DocumentFragment;
  readonly cost: Cost;
}

/** A block as DOM, safe to insert; over a cap, or where sanitizing is not possible, as plain text. */
export function renderBlock(
  block: Block,
  links: Links,
  context: RenderContext,
  left: Allowance,
): RenderedBlock {
  return tryRender(block, links, context, left) ?? renderPlain(block.raw);
}

/** Text as it was written. */
export function renderPlain(raw: string): RenderedBlock {
  const fragment = document.createDocumentFragment();
  const text = cleanText(raw)
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  if (text) fragment.append(createElement(document, 'pre', { part: 'plain-text', dir: 'auto' }, text));
  return { fragment, cost: { nodes: 2, cells: 0 } };
}

function tryRender(
  block: Block,
  links: Links,
  context: RenderContext,
  left: Allowance,
): RenderedBlock | undefined {
  if (block.plain || block.raw.length > maxSource) return undefined;
  const code = findOnlyCode(block);
  if (code) {
    const fragment = document.createDocumentFragment();
    const body = code.text ? `${code.text.replace(/\n$/, '')}\n` : '';
    fragment.append(createCodeBlock(document, body, code.lang ?? '', context));
    return { fragment, cost: { nodes: 12, cells: 0 } };
  }
  const sanitize = getSanitizer();
  if (!sanitize) return undefined;
  let squares = 0;
  for (const { source } of block.runs) squares += source.length ** 2;
  if (squares > maxRunSquares) return undefined;
  let html: string;
  try {
    readInlines(block, links);
    html = parseTokens(block.tokens);
  } catch {
    // The parser overflowed the stack or gave up.
    return undefined;
  }
  const size = rewriteHtml(html);
  const isOver =
    size.depth > maxDepth || size.nodes > Math.min(maxBlockNodes, left.nodes) || size.cells > left.cells;
  if (isOver) return undefined;
  try {
    const fragment = sanitize(size.html);
    const outline = decorateContent(fragment, seal, context, left.outline);
    return { fragment, cost: { nodes: size.nodes, cells: size.cells, outline } };
  } catch {
    // DOMPurify refuses what it cannot clean.
    return undefined;
  }
}

/** Reads the text inside the block, again where a definition came since. */
function readInlines({ lexer, runs }: Block, links: Links): void {
  lexer.tokens.links = links;
  for (const { source, tokens, before } of runs) {
    tokens.splice(0, Infinity, ...before);
    // What an unclosed tag left open ends with its block.
    lexer.state.inLink = false;
    lexer.state.inRawBlock = false;
    lexer.inlineTokens(source, tokens);
  }
}

function findOnlyCode({ tokens }: Block): Tokens.Code | undefined {
  const [first, ...rest] = tokens;
  return first && isCode(first) && rest.every(({ type }) => type === 'space') ? first : undefined;
}

function isCode(token: Token): token is Tokens.Code {
  return token.type === 'code';
}
