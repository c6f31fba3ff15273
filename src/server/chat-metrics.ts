import type { LimitReached } from '../limits/limiter.js';
import type { BrokenCall } from './count-call.js';
import type { loadMetrics } from './load-metrics.js';
import type { RequestRecord } from './request-record.js';

type Library = Awaited<ReturnType<typeof loadMetrics>>;

/** From a quick word to a film, in seconds. */
const durations = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/** What a backend did, in numbers that Prometheus collects. Each backend has its own. */
export class ChatMetrics {
  readonly #registry;
  readonly #requests;
  readonly #refusals;
  readonly #limits;
  readonly #tokens;
  readonly #streams;
  readonly #brokenCalls;
  readonly #firstByte;
  readonly #duration;

  constructor({ Counter, Gauge, Histogram, Registry }: Library) {
    const registry = new Registry();
    const about = <Label extends string>(name: string, help: string, ...labelNames: Label[]) => ({
      name: `gemini_chat_${name}`,
      help,
      labelNames,
      registers: [registry],
    });
    this.#registry = registry;
    this.#requests = new Counter(about('requests_total', 'Requests', 'method', 'route', 'status'));
    this.#refusals = new Counter(
      about('refusals_total', 'Requests that did not reach Gemini, by the code of the error', 'reason'),
    );
    this.#limits = new Counter(about('limits_reached_total', 'Requests that a limit kept out', 'limit'));
    this.#tokens = new Counter(
      about('tokens_total', 'Tokens of questions and answers, estimated where Gemini did not get to count'),
    );
    this.#streams = new Gauge(about('active_streams', 'Streams that are being written to visitors'));
    this.#brokenCalls = new Counter(
      about('aborted_calls_total', 'Calls to Gemini whose answer was given up or broke off', 'reason'),
    );
    this.#firstByte = new Histogram({
      ...about('first_byte_seconds', 'Time until the first byte of an answer of Gemini'),
      buckets: durations,
    });
    this.#duration = new Histogram({
      ...about('request_seconds', 'Time until an answer was over', 'route'),
      buckets: durations,
    });
  }

  /** A request's answer is over. */
  countRequest({ method, route, status = 0, error, ...record }: Readonly<RequestRecord>): void {
    this.#requests.inc({ method, route, status: String(status) });
    if (error !== undefined && record.upstreamStatus === undefined && isRefusal(status)) {
      this.#refusals.inc({ reason: error });
    }
    if (record.firstByteMs !== undefined) this.#firstByte.observe(record.firstByteMs / 1000);
    if (record.durationMs !== undefined) this.#duration.observe({ route }, record.durationMs / 1000);
  }

  countBrokenCall(reason: BrokenCall): void {
    this.#brokenCalls.inc({ reason });
  }

  countLimit(limit: LimitReached['reason']): void {
    this.#limits.inc({ limit });
  }

  countTokens(tokens: number): void {
    this.#tokens.inc(tokens);
  }

  countStreams(change: 1 | -1): void {
    this.#streams.inc(change);
  }

  /** All of it in the text format of Prometheus. */
  async write(): Promise<Response> {
    const text = await this.#registry.metrics();
    return new Response(text, { headers: { 'content-type': this.#registry.contentType } });
  }
}

/** Also where nothing more is taken: the backend closes, or nobody knows whether a limit is reached. */
function isRefusal(status: number): boolean {
  return status === 503 || (status >= 400 && status < 499);
}
