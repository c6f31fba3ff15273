import { gaveUp, type CaseResult, type ContenderResult } from './case-result.js';
import { contenders } from './contender-list.js';

function ratio(one: number | undefined, other: number | undefined): string {
  return one === undefined || other === undefined || other <= 0 ? '' : (one / other).toFixed(2);
}

function describe(result: ContenderResult, floor?: ContenderResult, ours?: ContenderResult) {
  const { rounds, task, script, layout, longest, heap, wall, nodes } = result;
  return {
    rounds,
    'task ms': Math.round(task),
    'script ms': Math.round(script),
    'layout ms': Math.round(layout),
    'task > 50 ms': longest > 0 ? Math.round(longest) : '',
    'task / floor': ratio(task, floor?.task),
    'ours / this': ratio(ours?.task, task),
    'heap MB': (heap / 2 ** 20).toFixed(1),
    'wall ms': Math.round(wall),
    ...(nodes && { updates: nodes.updates, added: nodes.added, removed: nodes.removed }),
  };
}

function keepComparable(result: ContenderResult | undefined): ContenderResult | undefined {
  return result && !gaveUp(result) ? result : undefined;
}

/** Prints one case as a table, and what is odd about it. */
export function reportCase({ bench, length, results }: CaseResult): void {
  const { corpus, size, pace, rounds } = bench;
  const how = pace === 'paced' ? 'one chunk a frame' : 'as fast as possible';
  const times = rounds > 1 ? `medians of at most ${rounds} rounds` : 'one round';
  console.log(
    `\n${corpus}: ${length} characters, chunks of ${size === 4 ? '4' : `about ${size}`}, ${how}; ${times}`,
  );
  const floor = keepComparable(results.get('floor'));
  const ours = keepComparable(results.get('ours'));
  const rows = [...results].map(([name, result]) => [
    contenders[name].title,
    gaveUp(result) ? describe(result) : describe(result, floor, ours),
  ]);
  console.table(Object.fromEntries(rows));
  for (const [name, result] of results) {
    const { isWhole, shown, longestText } = result;
    const { title } = contenders[name];
    if (!isWhole) console.log(`  ${title} was stopped before the end: it takes too long.`);
    else if (gaveUp(result))
      console.log(
        `  ${title} shows ${longestText} characters as one plain text: no ratio, no target counts it.`,
      );
    else if (floor && shown < floor.shown * 0.8)
      console.log(`  ${title} shows only ${shown} of ${floor.shown} characters: it is not comparable.`);
  }
  const nodes = results.get('ours')?.nodes;
  if (nodes) {
    console.log(
      `  this renderer: ${nodes.finishedBlocksMoved} finished blocks taken out or put in again, ${nodes.removedInFinished} nodes removed inside finished blocks`,
    );
  }
}
