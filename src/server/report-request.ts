import type { MetricsFeed } from './metrics-feed.js';
import type { ChatPolicy } from './read-options.js';
import type { RequestRecord } from './request-record.js';

/** Tells the metrics and the site's log of a request that is over; a log that fails harms nobody. */
export function reportRequest(
  record: RequestRecord,
  { log }: Pick<ChatPolicy, 'log'>,
  metrics: MetricsFeed | undefined,
): void {
  // A copy: what is still learnt of the request later must not change what was written.
  const report = { ...record };
  metrics?.count((all) => all.countRequest(report));
  try {
    const written: unknown = log?.(report);
    if (written instanceof Promise) written.catch(() => undefined);
  } catch {
    // There is no other place to say so.
  }
}
