/** Work that one step may take before it lets the page breathe. */
const stepTime = 12;
/** Frames may not come at all: in a hidden tab, or while nothing is painted. */
const frameTimeout = 100;

/** Calls a step at most once a frame until it says that it is done. */
export class FrameLoop {
  readonly #step: (deadline: number) => boolean;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #restUntil = 0;

  constructor(step: (deadline: number) => boolean) {
    this.#step = step;
  }

  /** Steps in the next frame; later, if the last step took long, so that the page keeps most of its time. */
  request(): void {
    if (this.#timer !== undefined) return;
    const rest = this.#restUntil - performance.now();
    if (rest < frameTimeout && typeof requestAnimationFrame === 'function') {
      this.#frame = requestAnimationFrame(() => {
        if (performance.now() >= this.#restUntil) this.run();
      });
    }
    this.#timer = setTimeout(() => this.run(), rest > 0 ? rest : frameTimeout);
  }

  /** Steps now, and goes on as soon as the page has had its turn. */
  run(): void {
    this.stop();
    const start = performance.now();
    // Nobody waits for a hidden page, whose timers come once a second.
    const done = this.#step(document.hidden ? Infinity : start + stepTime);
    const end = performance.now();
    this.#restUntil = done ? end + 2 * (end - start) : 0;
    if (!done) this.#timer = setTimeout(() => this.run());
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
