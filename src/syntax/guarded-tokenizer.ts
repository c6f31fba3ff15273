import { Tokenizer, type Token, type Tokens } from 'marked';
import { markAlert, readMarker } from './read-alert.js';
import { findUnindentedFootnote } from './find-footnote.js';
import { LineLimits, maxLines, maxQuoteLines } from './line-limits.js';

const maxNesting = 50;
/** From such a depth on, each level that reads the same text again counts. */
const countedNesting = 10;
const maxNestedText = 1_000_000;
const maxCells = 5000;

/** Up to the next blank line: what becomes plain text when a block is over a cap. */
const chunk = /^(?:[ \t]*[^\s][^\n]*(?:\n|$))+/;
/** The markers a line opens with; each pair of columns could be one more level of nesting. */
const linePrefix = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/;

class OverCap extends Error {}

/** Counts the containers a line opens; linear, where the parser recurses and starts over for each. */
function countMarkers(line: string): number {
  return (linePrefix.exec(line)?.[0] ?? '').replaceAll(/[ \t]+|\d+/g, '').length;
}

/** marked's tokenizer, which decides before the expensive step whether a block is over a cap. */
export class GuardedTokenizer extends Tokenizer {
  /** Blocks to be shown as plain text; their tokens are empty. */
  readonly plain = new WeakSet<Token>();
  /** Whether footnotes are defined here. */
  hasFootnotes = false;
  #depth = 0;
  /** How much text was read in deep levels. */
  #nestedText = 0;
  /** Lists and quotes inside of others are taken for text, since only the length of the outer one is asked for. */
  #isShallow = false;
  /** Of all the text from the first list or quote on. */
  #limits: LineLimits | undefined;
  /** Where the next footnote's definition is, as the length of source left from there. */
  #leftAtFootnote = Infinity;

  override list(src: string): Tokens.List | undefined {
    if (this.#isShallow || !this.rules.block.list.test(src)) return undefined;
    return this.#guard(
      src,
      maxLines,
      (length) => super.list(this.#cut(src, 1).slice(0, length)),
      (raw) => ({ type: 'list', raw, ordered: false, start: '', loose: false, items: [] }),
    );
  }

  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (this.#isShallow || !this.rules.other.blockquoteStart.test(src)) return undefined;
    return this.#guard(
      src,
      maxQuoteLines,
      (length) => this.#readAlert(super.blockquote(this.#cut(src, 1).slice(0, length))),
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
    const columns = align
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|').length;
    const body = rows[3]?.trimEnd() ?? '';
    const cells = columns * (1 + (body ? body.split('\n').length : 0));
    if (cells <= maxCells) return super.table(src);
    if (this.#isShallow) return undefined;
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
    lines: number,
    tokenize: (length: number | undefined) => T | undefined,
    plain: (raw: string) => T,
  ): T | undefined {
    const reset = this.#remember();
    this.#depth += 1;
    const length = this.#depth === 1 && src.length > lines ? this.#findLimit(src, lines) : undefined;
    try {
      this.#checkNesting(src);
      const token = tokenize(length);
      if (!token || length === undefined) return token;
      // Where it goes on for longer, or may do so: what the first lines decide is the same however many have come.
      const first = src.slice(0, length);
      if (token.raw.trimEnd().length < first.trimEnd().length) return token;
      reset();
      return this.#asPlain(plain(first.replace(/\n$/, '')));
    } catch (error) {
      // Also whatever the parser itself throws, such as an overflow of the stack.
      if (this.#depth > 1) throw error;
      reset();
      const raw = this.#readLength(() => tokenize(length)) ?? chunk.exec(src)?.[0] ?? src;
      reset();
      return this.#asPlain(plain(raw.replace(/\n$/, '')));
    } finally {
      this.#depth -= 1;
    }
  }

  /** Notes how far the lexer is; what it returns takes it back there. */
  #remember(): () => void {
    const { lexer } = this;
    const { length } = lexer.inlineQueue;
    const { top, lastToken } = lexer.state;
    return () => {
      lexer.inlineQueue.length = length;
      lexer.state.top = top;
      if (lastToken) lexer.state.lastToken = lastToken;
      else delete lexer.state.lastToken;
    };
  }

  #checkNesting(src: string): void {
    const newline = src.indexOf('\n');
    const markers = countMarkers(newline < 0 ? src : src.slice(0, newline));
    // Counted for each outermost item alone, so that it is the same for an item that is read alone.
    if (this.#depth <= 2) this.#nestedText = 0;
    if (this.#depth >= countedNesting) this.#nestedText += src.length;
    if (this.#depth + markers > maxNesting + 1 || this.#nestedText > maxNestedText) throw new OverCap();
  }

  /** What a list or quote takes up, whatever is in it. */
  #readLength(tokenize: () => Token | undefined): string | undefined {
    this.#isShallow = true;
    try {
      return tokenize()?.raw;
    } catch {
      return undefined;
    } finally {
      this.#isShallow = false;
    }
  }

  /** How much of the text one list or quote may have; every line is looked at once. */
  #findLimit(src: string, lines: number): number | undefined {
    this.#limits ??= new LineLimits(src);
    return this.#limits.find(src.length, lines);
  }

  #asPlain<T extends Token>(token: T): T {
    this.plain.add(token);
    return token;
  }
}
