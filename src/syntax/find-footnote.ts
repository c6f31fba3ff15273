import { normalizeLabel } from './footnote-labels.js';

/** A footnote as it is defined in a text. */
export interface FootnoteSource {
  readonly raw: string;
  readonly label: string;
  /** What it says, without its label and its indentation. */
  readonly text: string;
}

const name = String.raw`\[\^([^\s\p{Cc}[\]\\\x60]{1,100})\]`;
// `[^1](address)` is a link.
const reference = new RegExp(String.raw`^${name}(?!\([^\s()]*\))`, 'u');
const definition = new RegExp(String.raw`^ {0,3}${name}:[ \t]*`, 'u');
const interruption = new RegExp(String.raw`\n(?:[ \t]*\n| {0,3}${name}:)`, 'u');
const unindented = new RegExp(String.raw`\n${name}:`, 'u');
/** A line that goes on no paragraph. */
const blockStart = new RegExp(
  String.raw`^ {0,3}(?:#{1,6}(?:\s|$)|>|\x60{3}|~{3}|[-*+](?:\s|$)|1[.)]\s|<[a-z!/?]|[-=_*|: \t]+$|${name}:)`,
  'iu',
);
const indentation = /^(?: {4}| {0,3}\t)/;

/** Whether a text may have footnotes; without them the lexer need not look for any. */
export function mayHaveFootnotes(source: string): boolean {
  return source.includes('[^');
}

/** Reads the label of a reference that a text begins with. */
export function readFootnoteReference(source: string): { raw: string; label: string } | undefined {
  const [raw = '', label] = reference.exec(source) ?? [];
  return label === undefined ? undefined : { raw, label: normalizeLabel(label) };
}

/** Reads a definition that a text begins with: its first paragraph, and all that is indented after that. */
export function readFootnote(source: string): FootnoteSource | undefined {
  const [head = '', label] = definition.exec(source) ?? [];
  if (label === undefined) return undefined;
  const firstEnd = findLineEnd(source, head.length);
  const lines = [source.slice(head.length, firstEnd)];
  let isParagraph = canContinue(lines[0] ?? '');
  let end = firstEnd;
  let blank = 0;
  for (let start = firstEnd + 1; start < source.length;) {
    const lineEnd = findLineEnd(source, start);
    const line = source.slice(start, lineEnd);
    start = lineEnd + 1;
    if (line.trim() === '') {
      blank += 1;
      isParagraph = false;
      continue;
    }
    const content = line.replace(indentation, '');
    if (content === line && !(isParagraph && canContinue(line))) break;
    isParagraph &&= canContinue(content);
    for (; blank > 0; blank -= 1) lines.push('');
    lines.push(content);
    end = lineEnd;
  }
  return { raw: source.slice(0, end), label: normalizeLabel(label), text: lines.join('\n') };
}

/** Where a definition begins that interrupts the paragraph before it, or -1. */
export function findFootnoteStart(source: string): number {
  const match = interruption.exec(source);
  return match?.[1] === undefined ? -1 : match.index + 1;
}

/** Where the line before a definition ends that stands in no other block, or -1. */
export function findUnindentedFootnote(source: string): number {
  return source.search(unindented);
}

function canContinue(line: string): boolean {
  return line.trim() !== '' && !blockStart.test(line);
}

function findLineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end;
}
