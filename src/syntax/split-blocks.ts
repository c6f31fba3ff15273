import { Lexer, type Links, type MarkedOptions, type Token, type Tokens } from 'marked';
import type { Block } from './block.js';
import { mayHaveFootnotes } from './find-footnote.js';
import { footnoteDefinitions, footnoteReferences, isFootnote } from './footnote-extension.js';
import { GuardedTokenizer } from './guarded-tokenizer.js';
import { MathTokenizer, mathExtensions, mayHaveMath } from './math-extension.js';

const maxGroup = 50_000;

/** Reads the block structure alone; text inside blocks is read when a block is rendered. In a footnote no other is defined. */
export function splitBlocks(source: string, links: Links, isFootnoteText = false): Block[] {
  const hasMath = mayHaveMath(source);
  const hasFootnotes = mayHaveFootnotes(source);
  const tokenizer = hasMath ? new MathTokenizer() : new GuardedTokenizer();
  tokenizer.hasFootnotes = hasFootnotes && !isFootnoteText;
  const lexer = new Lexer({
    gfm: true,
    tokenizer,
    extensions: joinExtensions(
      hasMath && mathExtensions,
      hasFootnotes && footnoteReferences,
      tokenizer.hasFootnotes && footnoteDefinitions,
    ),
  });
  // Only a definition adds to them.
  if (source.includes(']:')) Object.assign(lexer.tokens.links, links);
  else lexer.tokens.links = links;
  // Tokens are pushed after the text inside them was queued, which tells whose text it is.
  const queueEnds: number[] = [];
  const { tokens } = lexer;
  tokens.push = (...added: Token[]) => {
    queueEnds.push(lexer.inlineQueue.length);
    return Array.prototype.push.apply(tokens, added);
  };
  try {
    lexer.blockTokens(source, tokens);
  } catch {
    return [
      {
        raw: source,
        tokens: [],
        runs: [],
        lexer,
        plain: true,
        definitions: [],
        footnotes: [],
        closed: false,
      },
    ];
  }

  const blocks: Block[] = [];
  let queueStart = 0;
  for (let first = 0; first < tokens.length;) {
    const next = findNext(tokens, first);
    const own = tokens.slice(first, next);
    const queueEnd = queueEnds[next - 1] ?? 0;
    blocks.push({
      raw: own.map((token) => token.raw).join(''),
      tokens: own,
      runs: lexer.inlineQueue
        .slice(queueStart, queueEnd)
        .map(({ src, tokens }) => ({ source: src, tokens, before: [...tokens] })),
      lexer,
      plain: own.some((token) => tokenizer.plain.has(token)),
      definitions: findDefinitions(own),
      footnotes: own.filter((token) => isFootnote(token)),
      closed: own.at(-1)?.type === 'space',
    });
    queueStart = queueEnd;
    first = next;
  }
  return blocks;
}

type Extensions = NonNullable<MarkedOptions['extensions']>;

function joinExtensions(...sets: (Partial<Extensions> | false)[]): Extensions | null {
  const wanted = sets.filter((set) => set !== false);
  if (wanted.length === 0) return null;
  return {
    renderers: {},
    childTokens: {},
    block: wanted.flatMap(({ block = [] }) => block),
    inline: wanted.flatMap(({ inline = [] }) => inline),
    startBlock: wanted.flatMap(({ startBlock = [] }) => startBlock),
    startInline: wanted.flatMap(({ startInline = [] }) => startInline),
  };
}

/** Where the next block starts: after blank lines, and after the end of a `<details>` that spans blocks. */
function findNext(tokens: readonly Token[], first: number): number {
  let next = first;
  let depth = 0;
  let length = 0;
  for (; next < tokens.length; next++) {
    const token = tokens[next];
    if (!token || (next > first && token.type !== 'space' && (depth <= 0 || length > maxGroup))) break;
    length += token.raw.length;
    if (token.type !== 'html') continue;
    for (const [, slash] of token.raw.matchAll(/<(\/?)details\b/gi)) depth += slash ? -1 : 1;
  }
  return next;
}

function findDefinitions(tokens: readonly Token[]): Tokens.Def[] {
  return tokens
    .filter((token) => token.raw.includes(']:'))
    .flatMap((token) => (isDefinition(token) ? [token] : findDefinitions(childrenOf(token))));
}

/** Blocks that can hold a definition: quotes, and lists with their items. */
function childrenOf(token: Token): readonly Token[] {
  const children: unknown = Reflect.get(token, 'items') ?? Reflect.get(token, 'tokens');
  return isTokens(children) ? children : [];
}

function isTokens(value: unknown): value is readonly Token[] {
  return Array.isArray(value);
}

function isDefinition(token: Token): token is Tokens.Def {
  return token.type === 'def';
}

/**
 * How many leading blocks no later text can change. A block's end is certain once the first line after it is
 * complete; only a paragraph also needs a blank line, since much that follows it may turn out to be part of it.
 */
export function countSettled(blocks: readonly Block[], source: string): number {
  let start = source.length;
  for (let index = blocks.length - 1; index > 0; index--) {
    start -= blocks[index]?.raw.length ?? 0;
    const before = blocks[index - 1];
    if (!before || !source.includes('\n', start)) continue;
    if (before.closed || before.tokens.at(-1)?.type !== 'paragraph') return index;
  }
  return 0;
}

/**
 * Whether later text may still reach back to this block: a definition's title may span blank lines until its
 * quote closes.
 */
export function mayGrowTitle(raw: string): boolean {
  return /^ {0,3}\[(?:\\[^]|[^[\]\\])+\]:[ \t]*\n?[ \t]*\S+\s+["'(]/.test(raw);
}
