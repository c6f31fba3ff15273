import { collectSections, type Section } from './collect-sections.js';
import { composeText, type Composition } from './compose-text.js';
import { shuffle } from './seeded-random.js';

export const corpusNames = [
  '2k',
  '20k',
  '100k',
  '400k',
  'code-100k',
  'table-100k',
  'regex-20k',
  'plain-20k',
] as const;
export type CorpusName = (typeof corpusNames)[number];

/** A text to stream, by name, with what it is made of. */
export interface Corpus extends Composition {
  readonly name: CorpusName;
}

const sizes = { '2k': 2000, '20k': 20_000, '100k': 100_000, '400k': 400_000 } as const;

function shareOf(section: Section, wanted: string): number {
  const all = section.pieces.reduce((sum, { text }) => sum + text.length, 0);
  const found = section.pieces.filter(({ kind }) => kind === wanted);
  return found.reduce((sum, { text }) => sum + text.length, 0) / all;
}

/** The tables of a section, with its heading and at most one paragraph, however much else there is. */
function keepTables(section: Section): Section {
  const prose = section.pieces.find(({ kind }) => kind === 'prose');
  const pieces = section.pieces.filter(
    (piece) => piece.kind === 'table' || piece.kind === 'heading' || piece === prose,
  );
  return { ...section, pieces };
}

/** One section with a table after every fifteen without, so that a short text has one too. */
function spreadTables(sections: readonly Section[]): Section[] {
  const hasTable = ({ pieces }: Section): boolean => pieces.some(({ kind }) => kind === 'table');
  const tables = sections.filter(hasTable);
  return sections
    .filter((section) => !hasTable(section))
    .flatMap((section, index) => (index % 15 === 9 ? [section, ...tables.splice(0, 1)] : [section]));
}

/** The same text twice, but for one sign in a sentence near its beginning. */
function insertPattern(base: Composition, pattern: string): Composition {
  const place = base.text.indexOf('\n\n', base.text.indexOf('\n\n') + 2);
  const sentence = `\n\nThe expression ${pattern} matches one character, and \`${pattern}\` is the same as code.`;
  return { ...base, text: base.text.slice(0, place) + sentence + base.text.slice(place) };
}

/** All texts, the same ones as long as the same packages are installed; none where no package ships markdown. */
export function composeCorpora(): Corpus[] {
  const all = shuffle(collectSections(), 2024);
  if (all.length === 0) return [];
  const code = all.filter((section) => shareOf(section, 'code') > 0.6);
  const tables = all.filter(({ pieces }) => pieces.some(({ kind }) => kind === 'table')).map(keepTables);
  const mixed = spreadTables(all);
  const middle = composeText(mixed, sizes['20k']);
  return [
    ...Object.entries(sizes).map(([name, size]) => ({ name, ...composeText(mixed, size) })),
    { name: 'code-100k', ...composeText(code, sizes['100k']) },
    { name: 'table-100k', ...composeText(tables, sizes['100k']) },
    { name: 'regex-20k', ...insertPattern(middle, '[^abc]') },
    { name: 'plain-20k', ...insertPattern(middle, '[abc]') },
  ].flatMap((corpus) => {
    const name = corpusNames.find((known) => known === corpus.name);
    return name ? [{ ...corpus, name }] : [];
  });
}
