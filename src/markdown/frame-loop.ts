/** Work that one step may take before it lets the page breathe. */
const stepTime = 12;
/** Frames may not come although the page is shown, as in a frame that is out of sight. */
const frameTimeout = 100;

/** Calls a step at most once a frame until it says that it is done; not at all while the page is hidden. */
export class FrameLoop {
  readonly #step: (deadline: number) => boolean;
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #requestedAt = 0;
  #isWaiting = false;
  #restUntil = 0;

  constructor(step: (deadline: number) => boolean) {
    this.#step = step;
  }

  /** Steps in the next frame; later, if the last step took long, so that the page keeps most of its time. */
  request(): void {
    if (this.#frame !== undefined) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      if (document.hidden) this.#waitUntilShown();
      else if (performance.now() < this.#restUntil) this.request();
      else this.run();
    });
    this.#requestedAt = performance.now();
    // Not one for each frame: it looks now and then whether they come.
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#onTimeout(), frameTimeout);
  }

  /** Steps now, for at most so many milliseconds, and goes on as soon as the page has had its turn. */
  run(time = stepTime): void {
    this.stop();
    const start = performance.now();
    // Nobody waits for a hidden page, which has no frames.
    const isDone = this.#step(document.hidden ? Infinity : start + time);
    const end = performance.now();
    this.#restUntil = isDone ? end + 2 * (end - start) : 0;
    if (!isDone) this.request();
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#isWaiting = false;
  }

  #waitUntilShown(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    document.addEventListener('visibilitychange', () => this.#onShown(), { once: true });
  }

  #onShown(): void {
    // Somebody may have asked for everything meanwhile, or for nothing more.
    if (this.#isWaiting) this.request();
    this.#isWaiting = false;
  }

  #onTimeout(): void {
    this.#timer = undefined;
    if (this.#frame === undefined) return;
    if (document.hidden) {
      this.#waitUntilShown();
      return;
    }
    const left = this.#requestedAt + frameTimeout - performance.now();
    if (left <= 0) this.run();
    else this.#timer = setTimeout(() => this.#onTimeout(), left);
  }
}
