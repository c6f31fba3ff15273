import { withinSeconds } from './within-seconds.js';

/** For ending in order what was told to end; what takes longer is cut off. */
const graceSeconds = 2;

/** The longest time that a timer can be set to. */
const maxSeconds = 2_147_483;

/** What a backend has under way, so that it can stop without breaking anything off. */
export class RunningWork {
  readonly #running = new Set<{ readonly stop: () => void }>();
  /** No signal: hundreds may listen, which signals warn of. */
  readonly #listeners = new Set<() => void>();
  #isEnding = false;
  #waiting: (() => void)[] = [];
  #closing = false;

  /** Whether the backend takes nothing new that costs. */
  get closing(): boolean {
    return this.#closing;
  }

  /** Tells a listener when what still runs has to end, or that it has to already; gives what takes it back. */
  onEnding(listener: () => void): () => void {
    if (this.#isEnding) listener();
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Notes that something began; `stop` cuts it off. The returned function says that it is over. */
  begin(stop: () => void): () => void {
    const work = { stop };
    this.#running.add(work);
    return () => {
      this.#running.delete(work);
      this.#resume();
    };
  }

  /** Resolves when nothing runs any more: by itself for so many seconds, then because it is told to end. */
  async close(seconds: number): Promise<void> {
    this.#closing = true;
    await this.#wait(Math.min(seconds, maxSeconds));
    if (this.#running.size === 0) return;
    this.#isEnding = true;
    for (const listener of this.#listeners) listener();
    await this.#wait(graceSeconds);
    for (const { stop } of this.#running) stop();
    this.#running.clear();
    this.#resume();
  }

  #resume(): void {
    if (this.#running.size > 0) return;
    for (const resume of this.#waiting) resume();
    this.#waiting = [];
  }

  async #wait(seconds: number): Promise<void> {
    if (this.#running.size === 0) return;
    await withinSeconds(new Promise<void>((resolve) => this.#waiting.push(resolve)), seconds);
  }
}
