/** TeX between its delimiters, as it stands at the start of a text. */
export interface MathSource {
  readonly raw: string;
  readonly tex: string;
  /** To be set in a line of its own. */
  readonly display: boolean;
}

// A backtick ends each (code is stronger), and so does the next opener of its kind, so that trying every opener of a
// text takes no longer than reading the text. Longer TeX is text.
const inDollars = String.raw`\$\$((?:[^\\$\x60]|\\[^]|\$(?!\$)){1,5000})`;
const inDollar = String.raw`\$(?!\s)((?:[^\\$\x60]|\\[^]){1,5000})`;
const inBrackets = String.raw`\\\[((?:[^\\\x60]|\\[^()[\]]){1,5000})`;
const inParentheses = inBrackets.replace('[', '(');

// `\[text\](address)` is an escaped link and `$a/$b` stands in a shell, but `$n$th` is math.
const inline = new RegExp(
  String.raw`^(?:${inDollars}\$\$|${inBrackets}\\\](?!\()|${inParentheses}\\\)|${inDollar}\$(?!\$|(?!(?:th|st|nd|rd)\b)[a-z\d]))`,
  'i',
);
const block = new RegExp(String.raw`^ {0,3}(?:${inDollars}\$\$|${inBrackets}\\\])[ \t]*(?:\n|$)`);
const open = new RegExp(
  String.raw`^(?:${inDollars}|${inBrackets}|${inParentheses}|${inDollar}|\$\$?|\\[[(])\\?$`,
);
const blankLine = /\n[ \t>]*\n/;

/** Reads display math that has its lines for itself. */
export function readMathBlock(source: string): MathSource | undefined {
  const match = block.exec(source);
  return match && !blankLine.test(match[0].trimEnd()) ? describe(match, true) : undefined;
}

/**
 * Reads math within a paragraph; `before` gives the character that it follows. It is asked for only where it decides,
 * since the end of a text that is still being put together may be costly to reach.
 */
export function readMathInline(source: string, before?: () => string): MathSource | undefined {
  const match = inline.exec(source);
  const dollar = match?.[4];
  if (dollar && (/\s$/.test(dollar) || isProse(dollar) || isGlued(before?.()))) return undefined;
  return match ? describe(match, !dollar && match[3] === undefined) : undefined;
}

/** Where the next inline math may begin, or -1 where other markup, or nothing, comes first. */
export function findMathStart(source: string): number {
  const match = /\$|\\[([]|[\\<![*_~\x60]/.exec(source);
  return match && /^(?:\$|\\.)/.test(match[0]) ? match.index : -1;
}

/** Where a math block begins that interrupts the paragraph before it, or -1. */
export function findMathBlockStart(source: string): number {
  for (const { 0: sign, index } of source.matchAll(/\n(?:[ \t]*\n| {0,3}(?:\$\$|\\\[))/g)) {
    if (sign.endsWith('\n')) return -1;
    if (readMathBlock(source.slice(index + 1))) return index + 1;
  }
  return -1;
}

/** Where math begins that a growing piece of inline text has not closed yet, or -1. */
export function findOpenMath(text: string): number {
  const signs = /\\[^]|\$|\x60+/g;
  for (let match = signs.exec(text); match; match = signs.exec(text)) {
    const { 0: sign, index } = match;
    const rest = text.slice(index);
    const before = text.charAt(index - 1);
    const raw = readMathInline(rest, () => before)?.raw;
    if (sign.startsWith('\x60')) {
      const end = findRun(text, sign, signs.lastIndex);
      if (end < 0) return -1;
      signs.lastIndex = end;
    } else if (raw) {
      signs.lastIndex = index + raw.length;
      // What comes next may show that it is none, as in `$5-$10`.
      if (raw === rest && /^\$[^$].*[^\p{L}\d)}\]|!'*]\$$/su.test(raw)) {
        return isOpen(raw.slice(0, -1), before) ? index : text.length - 1;
      }
    } else if (isOpen(rest, before)) return index;
  }
  return -1;
}

/** Where display math begins that a growing block has not closed yet, also in its lists and quotes, or -1. */
export function findOpenMathBlock(text: string): number {
  const starts = /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?=\$\$|\\\[)/gm;
  for (let match = starts.exec(text); match; match = starts.exec(text)) {
    const index = match.index + match[0].length;
    const rest = text.slice(index);
    const raw = readMathInline(rest)?.raw;
    if (!raw && isOpen(rest, '') && !blankLine.test(rest)) return index;
    // Also forward where nothing was matched at all.
    starts.lastIndex = index + (raw?.length ?? 1);
  }
  return -1;
}

function describe(match: RegExpExecArray, display: boolean): MathSource | undefined {
  const tex = match.slice(1).join('').trim();
  // Signs escaped one after the other, such as `\[\\\]`, hold nothing.
  return /[^\s\\]/.test(tex) ? { raw: match[0], tex, display } : undefined;
}

/** A dollar sign after these is a currency's, or a variable's. */
function isGlued(before = ''): boolean {
  return /[a-z\d$]/i.test(before);
}

/** Says whether a text has more words than a formula would, or, after a price, any. */
function isProse(text: string, limit = /^\d/.test(text) ? 0 : 1): boolean {
  return !/[\\^{}]/.test(text) && (text.match(/\s\p{L}{2,}/gu)?.length ?? 0) > limit;
}

function isOpen(rest: string, before: string): boolean {
  const match = open.exec(rest);
  if (!match) return false;
  const text = match.slice(1).join('');
  if (!/^\$(?!\$)/.test(rest)) return !isProse(text, 8);
  // A number may be a price, which is shown at once, until it is followed by what no price is.
  const isPrice = /^\d[\d.,]*(?!\d|[.,]\d|[ac-jln-z(]|\s?[\\^_+*=<>])/i.test(text);
  return text.length < 300 && !isPrice && !isGlued(before) && !isProse(text);
}

/** Where code that a run of backticks opens is closed by the same run, or -1. */
function findRun(text: string, run: string, from: number): number {
  const runs = /\x60+/g;
  runs.lastIndex = from;
  for (let match = runs.exec(text); match; match = runs.exec(text)) {
    if (match[0] === run) return runs.lastIndex;
  }
  return -1;
}
