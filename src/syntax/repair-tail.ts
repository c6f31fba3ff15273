import { closeInlines } from './close-inlines.js';
import { findOpenMathBlock } from './find-math.js';
import { mayHaveMath } from './math-extension.js';

/** Signs that may yet become a marker, a rule, an underline or a table's second line. */
const onlyMarkers = /^(?:[ \t>#=*_|:+~`-]|\d{1,9}[.)](?=[ \t]|$))*(?:\d{1,3})?$/;
const halfTask = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?:[ xX]?\]?)[ \t]*$/;
const halfDefinition = /^[ \t>]*\[(?:\\.|[^\]\\\n])*\]:[ \t]*\S*(?:[ \t]+["'(].*)?$/;
/** The beginning of a footnote's definition, or a reference at the beginning of a line. */
const halfFootnote = /^ {0,3}\[\^[^\s[\]]*\]?$/;
const footnote = /^ {0,3}\[\^[^\s[\]]+\]:/;
const tableLine = /^[ \t>]*\||[^\\] \| /;
const alignLine = /^[ \t>]*(?=.*[|:])\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const prefix = /^(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t]))*/;
const fence = /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

/** Longer paragraphs are not worth the look at every sign in every frame. */
const maxLeaf = 10_000;

export interface RepairedText {
  readonly text: string;
  /** Where the piece of text begins, in the source and in this, in which alone they differ; none where lines are held back. */
  readonly leaf?: number;
}

/**
 * Makes the unfinished end of a text fit to be shown: half-written markup is completed or held back. Only for
 * the block that is still growing; a finished text is shown as it is.
 */
export function repairTail(source: string): RepairedText {
  const openFence = findOpenFence(source);
  if (openFence >= 0) return { text: repairFence(source, openFence) };
  const openMath = mayHaveMath(source) ? findOpenMathBlock(source) : -1;
  if (openMath >= 0) return { text: repairTail(source.slice(0, openMath).trimEnd()).text };
  let text = source;
  while (text) {
    const start = text.lastIndexOf('\n') + 1;
    const line = text.slice(start);
    const isHeld =
      onlyMarkers.test(line) ||
      halfTask.test(line) ||
      (text === source && halfFootnote.test(line)) ||
      // A footnote's line is complete with its line break.
      (halfDefinition.test(line) && (text === source || !footnote.test(line))) ||
      (tableLine.test(line) && !isInTable(text, start));
    if (!isHeld) {
      const leaf = findLeaf(text, start);
      const repaired = repairLeaf(text, leaf);
      return text === source ? { text: repaired, leaf } : { text: repaired };
    }
    // A blank line ends what is before it; so nothing there is unfinished.
    const isBlank = line.trim() === '';
    if (isBlank && (text !== source || /\n[ \t]*$/.test(text.slice(0, Math.max(0, start - 1)))))
      return { text };
    // The second line of a table is complete.
    if (isBlank && isInTable(text, start)) return { text };
    text = text.slice(0, Math.max(0, start - 1));
  }
  return { text };
}

/** Where the line of a fence that is still open starts, or -1. */
function findOpenFence(source: string): number {
  let open = '';
  let openedAt = -1;
  let start = 0;
  for (const line of source.split('\n')) {
    const [, mark = '', info = ''] = fence.exec(line) ?? [];
    if (mark && !open) {
      open = mark;
      openedAt = start;
    } else if (mark.startsWith(open) && mark && !info.trim()) {
      open = '';
      openedAt = -1;
    }
    start += line.length + 1;
  }
  return openedAt;
}

function repairFence(source: string, openedAt: number): string {
  const start = source.lastIndexOf('\n') + 1;
  const line = source.slice(start);
  // What kind of code it is, is known once its line is complete.
  if (start <= openedAt) return source.slice(0, start);
  return /^[ \t>]*[`~]+[ \t]*$/.test(line) ? source.slice(0, start - 1) : source;
}

function isInTable(text: string, lineStart: number): boolean {
  const lines = text.slice(0, lineStart).split('\n');
  lines.pop();
  for (let line = lines.pop(); line?.trim(); line = lines.pop()) {
    if (alignLine.test(line)) return true;
  }
  return false;
}

/** Where the innermost piece of text begins that the last line belongs to. */
function findLeaf(text: string, lastLine: number): number {
  let start = lastLine;
  let own = prefix.exec(text.slice(start))?.[0] ?? '';
  if (isInTable(text, lastLine)) {
    const cell = text.lastIndexOf('|') + 1;
    start = Math.max(start, cell);
    own = '';
  }
  // Upward through the paragraph, to the line whose marker opens it.
  while (start > 0 && start <= lastLine && !/[^ \t>]/.test(own)) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(above, start - 1);
    const head = prefix.exec(line)?.[0] ?? '';
    if (head.length === line.length || head.includes('#') || fence.test(line)) break;
    start = above;
    own = head;
  }
  return start + own.length;
}

function repairLeaf(text: string, leaf: number): string {
  return text.length - leaf > maxLeaf ? text : text.slice(0, leaf) + closeInlines(text.slice(leaf));
}
