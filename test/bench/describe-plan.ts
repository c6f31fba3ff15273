import { listNames, type BenchPlan } from './bench-plan.js';
import { contenderNames, contenders } from './contender-list.js';
import { corpusNames, type Corpus } from './markdown-corpus.js';

/** Prints of what and of how many packages the texts are made. */
export function describeCorpora(corpora: readonly Corpus[]): void {
  const rows = corpora.map(({ name, text, packages, shares, passes }) => {
    const all = Object.values(shares).reduce((sum, share) => sum + share, 0);
    const parts = Object.entries(shares).map(
      ([kind, share]) => `${kind} ${Math.round((share / all) * 100)}%`,
    );
    return {
      text: name,
      characters: text.length,
      bytes: Buffer.byteLength(text),
      packages,
      'made of': parts.join(', '),
      'gone through': passes,
    };
  });
  console.table(rows);
}

/** Prints who and what does not take part. */
export function describeOmissions({ cases, mode }: BenchPlan): void {
  if (mode === 'full') return;
  const names = contenderNames.filter((name) => !listNames({ cases }).includes(name));
  const texts = corpusNames.filter((name) => !cases.some(({ corpus }) => corpus === name));
  if (names.length > 0) console.log(`Left out: ${names.map((name) => contenders[name].title).join('; ')}`);
  if (texts.length > 0) console.log(`Left out: the texts ${texts.join(', ')}`);
  const all = contenderNames.length;
  const partly = cases.filter(({ names: taking }) => taking.length < all).map(({ corpus }) => corpus);
  console.log(
    `Not all contenders take part in: ${[...new Set(partly)].join(', ') || 'none'}; --full has everything.`,
  );
}
