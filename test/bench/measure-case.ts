import type { Browser } from 'puppeteer-core';
import type { BenchCase } from './bench-plan.js';
import { summarize, type CaseResult, type ContenderResult } from './case-result.js';
import { contenders, type ContenderName } from './contender-list.js';
import { cutChunks } from './cut-chunks.js';
import type { Corpus } from './markdown-corpus.js';
import type { Foresight } from './page/contender.js';
import type { FinalTree } from './page/final-tree.js';
import type { NodeCount } from './page/watch-nodes.js';
import { countStreamNodes, foresee, timeStream, type Effort, type StreamRun } from './run-stream.js';

/** Milliseconds that one stream may take. */
const longestStream = 180_000;

export interface Bench {
  readonly browser: Browser;
  readonly origin: string;
  /** The cases measured so far. */
  readonly done: CaseResult[];
  /** The finished DOM of each text. */
  readonly foreseen: Map<string, Foresight>;
}

/** Milliseconds that a contender will need, if its time goes on growing as it did; in proportion, if only one is known. */
function predict(done: readonly CaseResult[], name: ContenderName, bench: BenchCase, length: number): number {
  const seen = done
    .filter((one) => one.bench.pace === bench.pace && one.bench.size === bench.size && one.length < length)
    .flatMap((one) => {
      const result = one.results.get(name);
      return result ? [{ length: one.length, wall: result.isWhole ? result.wall : Infinity }] : [];
    })
    .toSorted((one, other) => other.length - one.length);
  const [long] = seen;
  if (!long) return 0;
  const short = seen.find((one) => one.length < long.length / 2);
  const grown = short ? Math.log(long.wall / short.wall) / Math.log(long.length / short.length) : 1;
  return long.wall * (length / long.length) ** Math.min(2, Math.max(1, grown));
}

async function tellFuture({ browser, origin, foreseen }: Bench, corpus: Corpus): Promise<Foresight> {
  const known = foreseen.get(corpus.name);
  if (known) return known;
  const chunks = cutChunks(corpus.text, 25);
  const foresight = await foresee(browser, {
    url: `${origin}/ours/`,
    chunks,
    pace: 'fast',
    limit: longestStream,
  });
  foreseen.set(corpus.name, foresight);
  return foresight;
}

/** The blocks alone: what holds them is how our renderer saves time, and nothing that the text asks for. */
function ungroup(tree: FinalTree): FinalTree {
  return tree.flatMap((node) =>
    typeof node !== 'string' && node.attributes.some(([key, value]) => key === 'part' && value === 'blocks')
      ? node.content
      : [node],
  );
}

/** Leaves out who would take too long, and a second floor that would be the same as the first. */
function chooseNames({ done }: Bench, bench: BenchCase, corpus: Corpus, future?: Foresight): ContenderName[] {
  return bench.names.filter((name) => {
    if (name === 'floor-sheet' && future?.sheets.length === 0) return false;
    const time = predict(done, name, bench, corpus.text.length);
    if (time <= longestStream) return true;
    const { title } = contenders[name];
    console.log(
      `  Left out: ${title} would need more than ${longestStream / 60_000} minutes for ${corpus.name}.`,
    );
    return false;
  });
}

function isCounted({ counts }: BenchCase, name: ContenderName): boolean {
  return counts === 'all' || (counts === 'ours' && name === 'ours');
}

/** Lets all contenders of a case show its text, in turn and in each round in another order. */
export async function measureCase(context: Bench, bench: BenchCase, corpus: Corpus): Promise<CaseResult> {
  const { browser, origin } = context;
  const isForeseen = bench.names.some((name) => name.startsWith('floor'));
  const future = isForeseen ? await tellFuture(context, corpus) : undefined;
  const names = chooseNames(context, bench, corpus, future);
  const chunks = cutChunks(corpus.text, bench.size);
  const prepare = (name: ContenderName): StreamRun => {
    const plain = future && { ...future, tree: ungroup(future.tree), sheets: [] };
    const foresight = name === 'floor' ? plain : name === 'floor-sheet' ? future : undefined;
    return { url: `${origin}/${name}/`, chunks, pace: bench.pace, limit: longestStream, foresight };
  };
  const efforts = new Map<ContenderName, Effort[]>(names.map((name) => [name, []]));
  for (let round = 0; round < bench.rounds; round += 1) {
    const shift = round % Math.max(1, names.length);
    for (const name of [...names.slice(shift), ...names.slice(0, shift)]) {
      const before = efforts.get(name) ?? [];
      const spent = before.reduce((sum, { wall }) => sum + wall, 0);
      // Once is enough to learn that it takes too long.
      if (spent > bench.budget || before.some(({ isWhole }) => !isWhole)) continue;
      efforts.set(name, [...before, await timeStream(browser, prepare(name))]);
    }
  }
  const results = new Map<ContenderName, ContenderResult>();
  for (const [name, all] of efforts) {
    const isWhole = all.every((effort) => effort.isWhole);
    const nodes: NodeCount | undefined =
      isWhole && isCounted(bench, name) ? await countStreamNodes(browser, prepare(name)) : undefined;
    results.set(name, summarize(all, nodes));
  }
  return { bench, length: corpus.text.length, results };
}
