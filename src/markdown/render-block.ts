import type { Links, Token, Tokens } from 'marked';
import { createCodeBlock } from '../code/create-code-block.js';
import { readFormula } from '../math/create-math.js';
import type { Block } from '../syntax/block.js';
import { isFootnote } from '../syntax/footnote-extension.js';
import { NeedsParser, NodeBuilder, isToken, readCode, type Tail } from './build-nodes.js';
import { getHtmlRenderer } from './load-html.js';
import { Outline } from './outline.js';
import { PlainRest } from './plain-rest.js';
import type { RenderContext } from './render-context.js';

/** What a message may still cost, and the depths of the headings that its next block stands under. */
export interface Allowance {
  readonly nodes: number;
  readonly cells: number;
  readonly outline: readonly number[];
}

const maxNodes = 20_000;
const maxCells = 5000;
/** With less than this left, the rest of the message becomes plain text; also for the numbers of footnotes. */
const reservedNodes = 1500;

/** A list in a list is two elements deeper. */
const maxDepth = 110;
/** Beyond these a block is plain text. */
export const maxSource = 100_000;
/** Bounds one uninterruptible step. */
export const maxBlockNodes = 12_000;
/** For each sign of markup the parser may look through the whole run of text that it stands in. */
export const maxLooks = 1.4e7;
const shortRun = 1000;
const sign = /[*_~`[\]<$\\!@]| {2}\n/g;
const longWord = /\S{100,}/g;
/** Addresses of images with their data are long, and read at once. */
const dataAddress = /\(data:[^)\s]*/g;

/** What a message may cost in all. */
export const wholeAllowance: Allowance = { nodes: maxNodes - reservedNodes, cells: maxCells, outline: [] };

/** What is left after a block; where no nodes are, the rest of the message is to be plain text. */
export function subtract(left: Allowance, { nodes, cells, outline = left.outline }: Cost): Allowance {
  return { nodes: left.nodes - nodes, cells: left.cells - cells, outline };
}

export type Cost = Omit<Allowance, 'outline'> & Partial<Pick<Allowance, 'outline'>>;

export interface RenderedBlock {
  readonly fragment: DocumentFragment;
  readonly cost: Cost;
  /** It has raw HTML, whose renderer has to be loaded; until then it is plain text. */
  readonly needsHtml?: true;
  /** It was made of tokens alone. */
  readonly isBuilt?: true;
  /** The last text in it, as far as it was. */
  readonly tail?: Tail | undefined;
}

/** How a block becomes DOM. */
export interface RenderWay {
  /** By way of HTML, whatever the block is. */
  readonly throughHtml?: boolean;
}

/** A block as DOM, safe to insert; over a cap, or where sanitizing is not possible, as plain text. */
export function renderBlock(
  block: Block,
  links: Links,
  context: RenderContext,
  left: Allowance,
  way: RenderWay = {},
): RenderedBlock {
  if (
    block.footnotes.length > 0 &&
    block.tokens.every((token) => token.type === 'space' || isFootnote(token))
  )
    return { fragment: document.createDocumentFragment(), cost: { nodes: 0, cells: 0 }, isBuilt: true };
  const code = findOnlyCode(block);
  if (code) {
    const fragment = document.createDocumentFragment();
    fragment.append(createCodeBlock(document, readCode(code), code.lang ?? '', context));
    return { fragment, cost: measureCost(fragment), isBuilt: true };
  }
  if (block.plain || block.raw.length > maxSource || !readInlines(block, links))
    return renderPlain(block.raw);
  try {
    const built = way.throughHtml ? undefined : tryBuild(block.tokens, context, left);
    if (built) return built;
    const renderer = getHtmlRenderer();
    if (!renderer) return { ...renderPlain(block.raw), needsHtml: true };
    const outline = new Outline(context.headingLevel, left.outline);
    return limit(renderer.renderHtml(block.tokens, context, outline), left, outline);
  } catch {
    // Over a cap; or the sanitizer refuses what it cannot clean, or the stack is too short for what is nested so deeply.
    return renderPlain(block.raw);
  }
}

/** Text as it was written. */
export function renderPlain(raw: string): RenderedBlock {
  const fragment = document.createDocumentFragment();
  new PlainRest(fragment).append(raw.trimEnd());
  return { fragment, cost: measureCost(fragment) };
}

/** What a node with all that it holds costs; throws where it is nested too deeply. */
export function measureCost(node: Node, depth = 0): Cost {
  if (depth > maxDepth) throw new RangeError('Nested too deeply');
  let nodes = 0;
  let cells = 0;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    nodes += 1;
    const formula = child instanceof Element && readFormula(child);
    // It is empty now, or filled already.
    if (formula) nodes += 10 + formula.tex.length;
    if (formula || !child.firstChild) continue;
    const inner = measureCost(child, depth + 1);
    nodes += inner.nodes;
    cells += inner.cells;
    if (/^T[DH]$/.test(child.nodeName)) cells += 1;
  }
  return { nodes, cells };
}

/** The outcome of a block; throws where it is not within what is left. */
function limit(fragment: DocumentFragment, left: Allowance, { depths }: Outline): RenderedBlock {
  const cost = measureCost(fragment);
  if (cost.nodes > Math.min(maxBlockNodes, left.nodes) || cost.cells > left.cells)
    throw new RangeError('Too large');
  return { fragment, cost: { ...cost, outline: depths } };
}

/** The outcome without an HTML parser, or nothing where one is needed. */
function tryBuild(
  tokens: readonly Token[],
  context: RenderContext,
  left: Allowance,
): RenderedBlock | undefined {
  const outline = new Outline(context.headingLevel, left.outline);
  try {
    const builder = new NodeBuilder(context, outline);
    return { ...limit(builder.build(tokens), left, outline), isBuilt: true, tail: builder.lastText };
  } catch (error) {
    if (error instanceof NeedsParser) return undefined;
    throw error;
  }
}

/** Reads the text inside the block, again where a definition came since; says whether the parser could. */
export function readInlines({ lexer, runs }: Block, links: Links): boolean {
  let looks = 0;
  for (const { source } of runs) looks += countLooks(source);
  if (looks > maxLooks) return false;
  lexer.tokens.links = links;
  try {
    for (const { source, tokens, before } of runs) {
      tokens.splice(0, Infinity, ...before);
      // What an unclosed tag left open ends with its block.
      lexer.state.inLink = false;
      lexer.state.inRawBlock = false;
      lexer.inlineTokens(source, tokens);
    }
    return true;
  } catch {
    // It overflowed the stack or gave up.
    return false;
  }
}

/** How much the parser may have to look through in a run of text. */
export function countLooks(source: string): number {
  if (source.length <= shortRun) return 0;
  const text = source.replace(dataAddress, '(');
  let looks = text.length * (1 + (text.match(sign)?.length ?? 0));
  // What comes before an at sign is looked through from each of its letters.
  if (text.includes('@')) for (const [word] of text.matchAll(longWord)) looks += word.length ** 2;
  return looks;
}

function findOnlyCode({ tokens }: Block): Tokens.Code | undefined {
  const [first, ...rest] = tokens;
  return first && isToken(first, 'code') && rest.every(({ type }) => type === 'space') ? first : undefined;
}
