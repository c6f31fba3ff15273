import type { CDPSession } from 'puppeteer-core';

/** Milliseconds that a page's main thread has worked so far, in all and on parts of it. */
export interface WorkTimes {
  readonly task: number;
  readonly script: number;
  readonly layout: number;
}

/** Has the browser count the processor's time of the thread: what other programs take is not in it. */
export async function startTimes(session: CDPSession): Promise<void> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
}

/** Reads the times; the browser does not count work in microtasks as script, only as part of its task. */
export async function readTimes(session: CDPSession): Promise<WorkTimes> {
  const { metrics } = await session.send('Performance.getMetrics');
  const read = (name: string): number => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  return {
    task: read('TaskDuration'),
    script: read('ScriptDuration'),
    layout: read('LayoutDuration') + read('RecalcStyleDuration'),
  };
}
