import { findErrorCode } from './answer-error.js';
import { followAnswer } from './follow-answer.js';
import { nameRoute } from './name-route.js';
import type { RequestRecord } from './request-record.js';
import type { RunningWork } from './running-work.js';

/** What hears of requests. */
export interface RequestAudience {
  readonly running: RunningWork;
  /** A stream begins; the returned function says that it is over. */
  readonly beginStream: () => () => void;
  /** A request's answer is over. */
  readonly report: (record: RequestRecord) => void;
}

/** What a request may ask to have done to a resource; other words are a visitor's own, and stay out of records. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** One request from its beginning to the end of its answer. */
export class RequestWatch {
  readonly record: RequestRecord;
  readonly #signal: AbortSignal;
  readonly #audience: RequestAudience;
  readonly #began = performance.now();
  readonly #finish: () => void;
  #stop: () => void = () => undefined;

  constructor({ method, signal }: Request, route: string, audience: RequestAudience) {
    this.record = {
      id: crypto.randomUUID(),
      method: methods.has(method) ? method : 'other',
      route: nameRoute(route),
    };
    this.#signal = signal;
    this.#audience = audience;
    this.#finish = audience.running.begin(() => this.#stop());
  }

  /** The answer that the visitor gets. A stream is over when it was read, all else as soon as it is there. */
  follow(answer: Response): Response {
    const { record } = this;
    record.status = answer.status;
    const error = record.error ?? findErrorCode(answer);
    if (error !== undefined) record.error = error;
    if (answer.body === null || !isStream(answer)) {
      this.#end();
      return answer;
    }
    const endStream = this.#audience.beginStream();
    const { response, stop } = followAnswer(answer, answer.body, this.#signal, (end) => {
      if (end !== undefined) record.end ??= end;
      endStream();
      this.#end();
    });
    this.#stop = stop;
    return response;
  }

  #end(): void {
    this.#finish();
    this.record.durationMs = Math.round(performance.now() - this.#began);
    this.#audience.report(this.record);
  }
}

/** What is written as it comes says so to proxies. */
function isStream({ headers }: Response): boolean {
  return headers.has('x-accel-buffering');
}
