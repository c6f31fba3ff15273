import { readdirSync, readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { Lexer, walkTokens, type Token } from 'marked';

const packages = resolve(import.meta.dirname, '../../node_modules');

/** What a block is, as far as answers are composed by it. */
export type BlockKind = 'heading' | 'prose' | 'list' | 'table' | 'code' | 'other';

export interface Piece {
  readonly kind: BlockKind;
  readonly text: string;
}

/** A heading and the blocks under it, out of one file. */
export interface Section {
  readonly source: string;
  readonly pieces: readonly Piece[];
}

const kinds: Readonly<Record<string, BlockKind>> = {
  heading: 'heading',
  paragraph: 'prose',
  list: 'list',
  table: 'table',
  code: 'code',
  blockquote: 'other',
  hr: 'other',
};

/** No model writes so much in one block, and one such block would be a text of its own. */
export const longestBlock = 4000;

/** Badges and pictures, raw HTML, notes, and links whose address is elsewhere in the file: no answer has them. */
function isLikeAnAnswer(token: Token): boolean {
  if (!kinds[token.type] || token.raw.length > longestBlock) return false;
  if (token.type === 'code') return !('codeBlockStyle' in token);
  let isLike = !token.raw.includes('[^');
  void walkTokens([token], (inner) => {
    const { type, raw } = inner;
    const isReference = type === 'link' && raw.startsWith('[') && !raw.includes('](');
    const isUnresolved = type === 'text' && !('tokens' in inner) && /\[[^\]\n]*\]/.test(raw);
    if (type === 'image' || type === 'html' || type === 'def' || isReference || isUnresolved) isLike = false;
  });
  return isLike;
}

function readSections(file: string, source: string): Section[] {
  const tokens = new Lexer().lex(readFileSync(file, 'utf8').replaceAll(/\r\n?/g, '\n'));
  const sections: { source: string; pieces: Piece[] }[] = [];
  for (const token of tokens.filter(isLikeAnAnswer)) {
    const kind = kinds[token.type] ?? 'other';
    if (kind === 'heading' || sections.length === 0) sections.push({ source, pieces: [] });
    sections.at(-1)?.pieces.push({ kind, text: token.raw.trim() });
  }
  return sections.filter(({ pieces }) => pieces.some(({ kind }) => kind !== 'heading'));
}

function nameOf(path: string): string {
  const [, name = path] = /^.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path) ?? [];
  return name.replaceAll('\\', '/');
}

/** All sections of the markdown files that the installed packages ship; none where there are none. */
export function collectSections(): Section[] {
  const files = readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:md|markdown)$/i.test(file) && !/licen[cs]e|notice/i.test(file))
    .sort((one, other) => (one.replaceAll(sep, '/') < other.replaceAll(sep, '/') ? -1 : 1));
  const seen = new Set<string>();
  const sections = files.flatMap((file) => {
    const path = resolve(packages, file);
    return readSections(path, nameOf(path));
  });
  // Packages repeat each other: the same one at another depth, the same words about contributing.
  return sections.filter(({ pieces }) => {
    const text = pieces.map((piece) => piece.text).join('\n\n');
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
