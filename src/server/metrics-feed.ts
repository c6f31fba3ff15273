import type { Limiter } from '../limits/limiter.js';
import { LimitReached } from '../limits/limiter.js';
import { ChatMetrics } from './chat-metrics.js';
import { countCall } from './count-call.js';
import { loadMetrics } from './load-metrics.js';

/** Feeds metrics, which are there as soon as what counts is loaded; nothing that happened before is missed. */
export class MetricsFeed {
  readonly #metrics = loadMetrics().then((library) => new ChatMetrics(library));

  constructor() {
    this.count(() => undefined);
  }

  /** Where there are no metrics to be had, such as in a browser, only `write` says so. */
  count(note: (metrics: ChatMetrics) => void): void {
    this.#metrics.then(note).catch(() => undefined);
  }

  async write(): Promise<Response> {
    const metrics = await this.#metrics;
    return metrics.write();
  }

  /** The same `fetch`, from which the metrics hear which calls were not answered to the end. */
  countCalls(fetch: (request: Request) => Promise<Response>): typeof fetch {
    return (request) =>
      countCall(request, fetch, (end) => this.count((metrics) => metrics.countBrokenCall(end)));
  }

  /** The same limiter, from which the metrics hear what was spent and who had to wait. */
  countLimits(limiter: Limiter): Limiter {
    return {
      admit: async (asking, seconds) => {
        try {
          const admission = await limiter.admit(asking, seconds);
          return {
            spend: (tokens) => {
              this.count((metrics) => metrics.countTokens(tokens));
              admission.spend(tokens);
            },
            end: () => admission.end(),
          };
        } catch (error) {
          if (error instanceof LimitReached) this.count((metrics) => metrics.countLimit(error.reason));
          throw error;
        }
      },
    };
  }
}
