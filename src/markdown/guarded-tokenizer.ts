import { Tokenizer, type Token, type Tokens } from 'marked';
import { markAlert, readMarker } from './create-alert.js';
import { findUnindentedFootnote } from './find-footnote.js';

const maxNesting = 50;
const maxCells = 5000;
const maxLines = 5000;
const maxUnmarkedLines = 2000;

/** Up to the next blank line: what becomes plain text when a block is over a cap. */
const chunk = /^(?:[ \t]*[^\s][^\n]*(?:\n|$))+/;
/** The markers a line opens with; each pair of columns could be one more level of nesting. */
const linePrefix = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/;
const marker = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const blockEnd = /^(?:#{1,6}(?:\s|$)|```|~~~)/;

class OverCap extends Error {}

/** Counts the containers a line opens; linear, where the parser recurses and starts over for each. */
function countMarkers(line: string): number {
  return (linePrefix.exec(line)?.[0] ?? '').replaceAll(/[ \t]+|\d+/g, '').length;
}

/**
 * Where a list or quote surely ends, or -1 where it goes on for so many lines, or so many without a marker, that
 * the parser, which joins them anew each time, turns quadratic.
 */
function findEnd(source: string): number {
  let lines = 0;
  let unmarked = 0;
  let blank = false;
  let start = 0;
  while (start < source.length) {
    const newline = source.indexOf('\n', start);
    const end = newline < 0 ? source.length : newline;
    const line = source.slice(start, Math.min(end, start + 200));
    if (marker.test(line)) unmarked = 0;
    else if ((blank && /^\S/.test(line)) || (start > 0 && blockEnd.test(line))) return start;
    else unmarked += 1;
    lines += 1;
    if (unmarked > maxUnmarkedLines || lines > maxLines) return -1;
    blank = line.trim() === '';
    start = end + 1;
  }
  return source.length;
}

/** marked's tokenizer, which decides before the expensive step whether a block is over a cap. */
export class GuardedTokenizer extends Tokenizer {
  /** Blocks to be shown as plain text; their tokens are empty. */
  readonly plain = new WeakSet<Token>();
  /** Whether footnotes are defined here. */
  hasFootnotes = false;
  #depth = 0;
  /** How far lines were looked at, as the length of source left from there; so each is looked at once. */
  #unchecked = Infinity;
  /** Where the next footnote's definition is, as the length of source left from there. */
  #leftAtFootnote = Infinity;

  override list(src: string): Tokens.List | undefined {
    if (!this.rules.block.list.test(src)) return undefined;
    return this.#guard(
      src,
      () => super.list(this.#cut(src, 1)),
      (raw) => ({ type: 'list', raw, ordered: false, start: '', loose: false, items: [] }),
    );
  }

  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (!this.rules.other.blockquoteStart.test(src)) return undefined;
    return this.#guard(
      src,
      () => this.#readAlert(super.blockquote(this.#cut(src, 1))),
      (raw) => ({ type: 'blockquote', raw, text: raw, tokens: [] }),
    );
  }

  override table(source: string): Tokens.Table | undefined {
    const src = this.#cut(source, 0);
    const headEnd = src.indexOf('\n');
    if (headEnd < 0) return undefined;
    const alignEnd = src.indexOf('\n', headEnd + 1);
    const align = src.slice(headEnd + 1, alignEnd < 0 ? undefined : alignEnd);
    // Without one of these it is no table; the parser would find out after matching all rows.
    if (!/[|:]/.test(align)) return undefined;
    const rows = this.rules.block.table.exec(src);
    if (!rows) return undefined;
    const columns = align.split('|').length;
    const cells = columns * (2 + (rows[3] ?? '').split('\n').length);
    if (cells <= maxCells) return super.table(src);
    if (this.#depth > 0) throw new OverCap();
    return this.#asPlain({
      type: 'table',
      raw: rows[0].replace(/\n+$/, ''),
      header: [],
      align: [],
      rows: [],
    });
  }

  /** The source before a footnote's definition: such a line is no lazy continuation of another block. */
  #cut(source: string, depth: number): string {
    if (!this.hasFootnotes || this.#depth > depth) return source;
    if (source.length <= this.#leftAtFootnote) {
      const index = findUnindentedFootnote(source);
      this.#leftAtFootnote = index < 0 ? -1 : source.length - index;
    }
    return this.#leftAtFootnote < 0 ? source : source.slice(0, source.length - this.#leftAtFootnote);
  }

  /** Takes the marker of an alert out of the text that is still to be read. */
  #readAlert(quote: Tokens.Blockquote | undefined): Tokens.Blockquote | undefined {
    const [first] = quote?.tokens ?? [];
    const run =
      first?.type === 'paragraph' && this.lexer.inlineQueue.find(({ tokens }) => tokens === first.tokens);
    const marker = run && readMarker(run.src);
    if (!quote || !marker) return quote;
    run.src = run.src.slice(marker.length);
    markAlert(quote, marker.kind);
    return quote;
  }

  #guard<T extends Token>(
    src: string,
    tokenize: () => T | undefined,
    plain: (raw: string) => T,
  ): T | undefined {
    const { lexer } = this;
    const queued = lexer.inlineQueue.length;
    const { top, lastToken } = lexer.state;
    this.#depth += 1;
    try {
      const newline = src.indexOf('\n');
      const markers = countMarkers(newline < 0 ? src : src.slice(0, newline));
      if (this.#depth + markers > maxNesting + 1) throw new OverCap();
      if (this.#depth === 1 && src.length <= this.#unchecked) {
        const end = findEnd(src);
        if (end < 0) throw new OverCap();
        this.#unchecked = src.length - end;
      }
      return tokenize();
    } catch (error) {
      // Also whatever the parser itself throws, such as an overflow of the stack.
      if (this.#depth > 1) throw error;
      lexer.inlineQueue.length = queued;
      lexer.state.top = top;
      if (lastToken) lexer.state.lastToken = lastToken;
      else delete lexer.state.lastToken;
      return this.#asPlain(plain((chunk.exec(src)?.[0] ?? src).replace(/\n$/, '')));
    } finally {
      this.#depth -= 1;
    }
  }

  #asPlain<T extends Token>(token: T): T {
    this.plain.add(token);
    return token;
  }
}
