import type { CaseResult } from './case-result.js';
import { contenderNames, contenders } from './contender-list.js';
import { measureGrowth } from './measure-growth.js';

/** Prints how the cost of each contender grows with the length of the text. */
export function reportGrowth(cases: readonly CaseResult[]): void {
  const rows = contenderNames.flatMap((name) => {
    const growth = measureGrowth(cases, name);
    if (!growth) return [];
    const { from, to, size, task, script } = growth;
    return [
      {
        contender: contenders[name].title,
        from,
        to,
        'chunks of': size,
        task: task.toFixed(2),
        script: script.toFixed(2),
      },
    ];
  });
  if (rows.length === 0) return;
  console.log('\nGrowth: 1 where twice the text costs twice as much, 2 where it costs four times as much.');
  console.table(rows);
}
