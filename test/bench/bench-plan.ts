import { parseArgs } from 'node:util';
import { contenderNames, type ContenderName } from './contender-list.js';
import type { ChunkSize } from './cut-chunks.js';
import { corpusNames, type CorpusName } from './markdown-corpus.js';
import type { Pace } from './page/feed-chunks.js';

export type Counts = 'all' | 'ours' | 'none';

/** One text fed in one way, and who shows it. */
export interface BenchCase {
  readonly corpus: CorpusName;
  readonly size: ChunkSize;
  readonly pace: Pace;
  readonly names: readonly ContenderName[];
  readonly rounds: number;
  /** Milliseconds after which a contender gets no further round. */
  readonly budget: number;
  /** Whose streams are repeated to have their nodes counted. */
  readonly counts: Counts;
}

export interface BenchPlan {
  readonly cases: readonly BenchCase[];
  /** Frames as fast as they can be made, or at the rate of the screen. */
  readonly isUncapped: boolean;
  readonly mode: 'quick' | 'default' | 'full';
}

/** A contender that has taken so long for one case has shown enough. */
const usualBudget = 20_000;

/** Everybody who takes part in anything. */
export function listNames({ cases }: Pick<BenchPlan, 'cases'>): ContenderName[] {
  return contenderNames.filter((name) => cases.some(({ names }) => names.includes(name)));
}

type CaseRow = readonly [CorpusName, ChunkSize, Pace, readonly ContenderName[], number, Counts];

const base: readonly ContenderName[] = ['ours', 'floor', 'floor-sheet', 'streaming-markdown'];
const three: readonly ContenderName[] = ['ours', 'floor', 'streaming-markdown'];
const light: readonly ContenderName[] = [...base, 'deep-chat-partial'];

const quick: readonly CaseRow[] = [
  ['20k', 25, 'paced', base, 1, 'all'],
  ['100k', 25, 'paced', base, 1, 'none'],
];

const usual: readonly CaseRow[] = [
  ['2k', 25, 'paced', contenderNames, 1, 'none'],
  ['20k', 25, 'paced', contenderNames, 3, 'all'],
  ['20k', 4, 'paced', three, 1, 'none'],
  ['20k', 25, 'fast', light, 1, 'none'],
  ['regex-20k', 25, 'paced', ['ours'], 3, 'none'],
  ['plain-20k', 25, 'paced', ['ours'], 3, 'none'],
  ['100k', 25, 'paced', light, 3, 'ours'],
  ['code-100k', 25, 'paced', three, 1, 'ours'],
  ['table-100k', 25, 'paced', three, 1, 'ours'],
  // Growth; smaller chunks of the long text alone would take as long as all the rest.
  ['20k', 100, 'paced', three, 3, 'none'],
  ['400k', 100, 'paced', three, 1, 'none'],
];

const feedings: readonly (readonly [ChunkSize, Pace])[] = [
  [25, 'paced'],
  [4, 'paced'],
  [25, 'fast'],
  [4, 'fast'],
];

const full: readonly CaseRow[] = corpusNames.flatMap((corpus) =>
  feedings.map(([size, pace]): CaseRow => [corpus, size, pace, contenderNames, 3, 'all']),
);

function readList<Name extends string>(given: string | undefined, known: readonly Name[]) {
  const wanted = given?.split(',');
  const unknown = wanted?.filter((name) => !known.some((one) => one === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`${unknown.join(', ')}: not known here; there are ${known.join(', ')}.`);
  return known.filter((name) => wanted?.includes(name) ?? true);
}

/** Reads what is to be measured from the words of the command line. */
export function readPlan(words: readonly string[]): BenchPlan {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean' },
      full: { type: 'boolean' },
      vsync: { type: 'boolean' },
      rounds: { type: 'string' },
      only: { type: 'string' },
      corpus: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds ?? 3);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds wants a whole number from 1 on.');
  const names = readList(values.only, contenderNames);
  const corpora = readList(values.corpus, corpusNames);
  const mode = values.full ? 'full' : values.quick ? 'quick' : 'default';
  const chosen = { full, quick, default: usual }[mode];
  // A contender or a text that is asked for by name takes part where it otherwise would not.
  const rows =
    values.corpus && !corpora.every((name) => chosen.some(([known]) => known === name)) ? usual : chosen;
  const cases = rows
    .filter(([corpus]) => corpora.includes(corpus))
    .map(([corpus, size, pace, all, most, counts]): BenchCase => {
      const taking = values.only ? names : all;
      const times = values.rounds ? rounds : Math.min(most, rounds);
      const budget = values.rounds || values.full ? Infinity : usualBudget;
      return { corpus, size, pace, names: taking, rounds: times, budget, counts };
    });
  return { cases, isUncapped: !values.vsync, mode };
}
