import { findOpenMath, readMathInline } from './find-math.js';
import { mayHaveMath } from './math-extension.js';

interface Opener {
  mark: string;
  at: number;
}

const space = /^\s?$/;
const punctuation = /[\p{P}\p{S}]/u;
/** A tag or an address in angle brackets that has begun and not ended; `a < b and c` is none. */
const halfTag =
  /^<(?:\/?[a-z][\w-]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s"'=<>`]*))?)*\s*\/?|[a-z][a-z0-9+.-]*:[^\s<>]*|[\w.+-]+@[\w.-]*|![^>]*|\/)?$/i;

/** A reference to a footnote that has begun, or is complete and no link's text. */
const halfReference = /^\[\^[^\s[\]]{0,100}$/;
const reference = /^\[\^[^\s[\]]{1,100}\](?!\()/;

/**
 * Completes inline markup that is still being written: closes what is open, and holds back what would show as
 * raw signs, such as half a link or an opening that has nothing after it yet.
 */
export function closeInlines(source: string): string {
  const hasMath = mayHaveMath(source);
  const openMath = hasMath ? findOpenMath(source) : -1;
  const text = openMath < 0 ? source : source.slice(0, openMath);
  const openers: Opener[] = [];
  const brackets: { at: number; isImage: boolean }[] = [];
  const finish = (kept: string): string => addClosers(kept, openers);
  const hideBracket = (at: number, end = text.length): string => {
    for (const opener of openers) if (opener.at > at) opener.at -= 1;
    return finish(text.slice(0, at) + text.slice(at + 1, end));
  };

  for (let index = 0; index < text.length;) {
    const character = text.charAt(index);
    const rest = text.slice(index);
    const math = hasMath && /[$\\]/.test(character) && readMathInline(rest, () => text.charAt(index - 1));
    if (math) {
      index += math.raw.length;
    } else if (character === '\\') {
      if (rest.length === 1) return finish(text.slice(0, index));
      index += 2;
    } else if (character === '`') {
      const run = /^`+/.exec(rest)?.[0] ?? character;
      const length = findCodeEnd(rest, run);
      if (length < 0) return finish(text.slice(0, index) + closeCode(rest, run));
      index += length;
    } else if (character === '<') {
      if (halfTag.test(rest)) return finish(text.slice(0, index));
      index += /^<[^\s<>][^<>]*>/.exec(rest)?.[0].length ?? 1;
    } else if (
      (character === '&' && /^&#?\w{0,31}$/.test(rest)) ||
      (character === '!' && rest.length === 1)
    ) {
      return finish(text.slice(0, index));
    } else if (character === '[' && halfReference.test(rest)) {
      return finish(text.slice(0, index));
    } else if (character === '[' && reference.test(rest)) {
      index += reference.exec(rest)?.[0].length ?? 1;
    } else if (character === '[' || (character === '!' && /^!\[(?!\^)/.test(rest))) {
      brackets.push({ at: index, isImage: character === '!' });
      index += character === '!' ? 2 : 1;
    } else if (character === ']') {
      const bracket = brackets.pop();
      const length = bracket ? findTargetEnd(rest) : 1;
      if (bracket && length < 0) {
        return bracket.isImage ? closeInlines(text.slice(0, bracket.at)) : hideBracket(bracket.at, index);
      }
      index += length;
    } else if (/[*_~]/.test(character)) {
      const run = /^(?:\*+|_+|~+)/.exec(rest)?.[0] ?? character;
      if (run.length === rest.length) return finish(closeRun(openers, run) ? text : text.slice(0, index));
      noteRun(openers, run, index, text);
      index += run.length;
    } else {
      index += 1;
    }
  }
  const bracket = brackets.at(-1);
  if (!bracket) return finish(text);
  return bracket.isImage ? closeInlines(text.slice(0, bracket.at)) : hideBracket(bracket.at);
}

function addClosers(kept: string, openers: Opener[]): string {
  let text = kept.trimEnd();
  let closers = '';
  for (const { mark, at } of openers.toReversed()) {
    if (at >= text.length) continue;
    // Nothing inside yet.
    if (closers === '' && at + mark.length >= text.length) text = text.slice(0, at).trimEnd();
    else closers += mark;
  }
  return text + closers;
}

function findCodeEnd(rest: string, run: string): number {
  for (const { 0: found, index } of rest.matchAll(/`+/g)) {
    if (index > 0 && found === run) return index + run.length;
  }
  return -1;
}

function closeCode(rest: string, run: string): string {
  const body = rest.slice(run.length).replace(/`+$/, '').trimEnd();
  return body ? run + body + run : '';
}

/** The length of `](…)` or `][…]` after a link's text, or -1 where it is still to come. */
function findTargetEnd(rest: string): number {
  if (rest.length === 1) return -1;
  if (rest.startsWith('][')) return rest.indexOf(']', 2) + 1 || -1;
  if (!rest.startsWith('](')) return 1;
  let depth = 0;
  for (let index = 1; index < rest.length; index++) {
    const character = rest.charAt(index);
    if (character === '\\') index += 1;
    else if (character === '(') depth += 1;
    else if (character === ')' && --depth === 0) return index + 1;
  }
  return -1;
}

/** Closes with a run at the very end; false where it is not, or not yet, a closer. */
function closeRun(openers: Opener[], run: string): boolean {
  const index = openers.findLastIndex(({ mark }) => mark.startsWith(run.charAt(0)));
  const opener = openers[index];
  if (!opener || opener.mark.length > run.length) return false;
  openers.length = index;
  return opener.mark.length === run.length || closeRun(openers, run.slice(opener.mark.length));
}

/** Opens or closes by the rules of flanking. */
function noteRun(openers: Opener[], run: string, at: number, text: string): void {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + run.length);
  const edgeBefore = space.test(before) || punctuation.test(before);
  const edgeAfter = space.test(after) || punctuation.test(after);
  const left = !space.test(after) && (!punctuation.test(after) || edgeBefore);
  const right = !space.test(before) && (!punctuation.test(before) || edgeAfter);
  const isUnderscore = run.startsWith('_');
  if (right && (!isUnderscore || edgeAfter)) {
    let remaining = run.length;
    while (remaining > 0) {
      const index = openers.findLastIndex(({ mark }) => mark.startsWith(run.charAt(0)));
      const opener = openers[index];
      if (!opener) break;
      const used = Math.min(remaining, opener.mark.length);
      remaining -= used;
      openers.length = index + 1;
      opener.mark = opener.mark.slice(used);
      if (!opener.mark) openers.pop();
    }
    if (remaining < run.length) return;
  }
  if (left && (!isUnderscore || edgeBefore)) openers.push({ mark: run, at });
}
