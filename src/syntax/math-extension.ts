import type { MarkedOptions, Token, Tokens } from 'marked';
import {
  findMathBlockStart,
  findMathStart,
  readMathBlock,
  readMathInline,
  type MathSource,
} from './find-math.js';
import { GuardedTokenizer } from './guarded-tokenizer.js';

/** A formula among marked's tokens. */
export interface MathToken extends MathSource {
  readonly type: 'math';
}

export function isMath(token: Token | MathToken): token is MathToken {
  return token.type === 'math';
}

/** What formulas begin with. */
const sign = /\$|\\[([]/;

/** Whether a text may have formulas; without them the lexer need not look for any. */
export function mayHaveMath(source: string): boolean {
  return sign.test(source);
}

/** What makes marked's lexer read formulas. */
export const mathExtensions: NonNullable<MarkedOptions['extensions']> = {
  renderers: {},
  childTokens: {},
  block: [(source) => toToken(readMathBlock(source))],
  startBlock: [(source) => toIndex(findMathBlockStart(source))],
  inline: [(source, tokens) => toToken(readMathInline(source, () => tokens.at(-1)?.raw.at(-1) ?? ''))],
  startInline: [(source) => toIndex(findMathStart(source))],
};

/** Reads emphasis as if formulas were words: a star inside of one closes nothing. */
export class MathTokenizer extends GuardedTokenizer {
  #source = '';
  #masked = '';

  override emStrong(
    src: string,
    maskedSrc: string,
    prevChar?: string,
  ): Tokens.Em | Tokens.Strong | undefined {
    return super.emStrong(src, this.#mask(maskedSrc), prevChar);
  }

  override del(src: string, maskedSrc: string, prevChar?: string): Tokens.Del | undefined {
    return super.del(src, this.#mask(maskedSrc), prevChar);
  }

  /** Asked for at each sign of emphasis in the same text. */
  #mask(source: string): string {
    if (source !== this.#source) this.#masked = maskMath(source);
    this.#source = source;
    return this.#masked;
  }
}

function maskMath(source: string): string {
  let masked = '';
  let from = 0;
  for (const { index } of source.matchAll(/\$|\\[([]/g)) {
    if (index < from) continue;
    const found = readMathInline(source.slice(index), () => source.charAt(index - 1));
    if (!found) continue;
    masked += source.slice(from, index) + 'a'.repeat(found.raw.length);
    from = index + found.raw.length;
  }
  return masked + source.slice(from);
}

function toToken(found: MathSource | undefined): MathToken | undefined {
  return found && { type: 'math', ...found };
}

/** The lexer takes any number for an index. */
function toIndex(index: number): number | undefined {
  return index < 0 ? undefined : index;
}
