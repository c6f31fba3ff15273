import type { Admission } from '../limits/limiter.js';

/** Runs that are remembered; of the oldest beyond that, what came later is not counted. */
const maxRuns = 10_000;

interface OpenRun {
  readonly admission: Admission;
  /** Tokens that were counted so far. */
  tokens: number;
}

/**
 * What runs in the background: what it cost is known only when somebody asks for it later, perhaps several times,
 * and is counted once, against the limits of who began it.
 */
export class OpenRuns {
  readonly #runs = new Map<string, OpenRun>();

  /** Remembers a run by Gemini's id of it, of which so many tokens are counted already. */
  add(id: string, admission: Admission, tokens: number): void {
    this.#runs.set(id, { admission, tokens });
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > maxRuns && oldest !== undefined) this.#runs.delete(oldest);
  }

  /** Counts what a run turned out to have cost in all. */
  count(id: string, tokens: number): void {
    const run = this.#runs.get(id);
    if (run === undefined || tokens <= run.tokens) return;
    run.admission.spend(tokens - run.tokens);
    run.tokens = tokens;
  }
}
