import type { Lexer, Token, Tokens } from 'marked';
import type { FootnoteSource } from './find-footnote.js';

/** Text whose inline markup is still to be read, and the list its tokens go into. */
interface InlineRun {
  readonly source: string;
  readonly tokens: Token[];
  /** What the list held before, such as a task's check box. */
  readonly before: readonly Token[];
}

/** A top-level block of the text, with the blank lines after it. */
export interface Block {
  readonly raw: string;
  readonly tokens: readonly Token[];
  readonly runs: readonly InlineRun[];
  readonly lexer: Lexer;
  /** Over a cap: to be shown as it was written. */
  readonly plain: boolean;
  readonly definitions: readonly Tokens.Def[];
  readonly footnotes: readonly FootnoteSource[];
  /** A blank line follows, so that no later line continues a paragraph here. */
  readonly closed: boolean;
}
