/** What one side tells and another waits for, in order. */
export class LiveQueue<Value> {
  readonly #values: Value[] = [];
  #isEnded = false;
  #error: unknown;
  #wake: (() => void) | undefined;

  put(value: Value): void {
    if (this.#isEnded) return;
    this.#values.push(value);
    this.#wake?.();
  }

  /** Nothing more comes; with an error, that is thrown after what came before it. */
  end(error?: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#error = error;
    this.#wake?.();
  }

  /** What is told until the end. Throws the signal's reason when it aborts. */
  async *read(signal?: AbortSignal): AsyncGenerator<Value, void> {
    for (;;) {
      signal?.throwIfAborted();
      const next = this.#values.splice(0, 1);
      if (next.length > 0) yield* next;
      else if (this.#isEnded) break;
      else await this.#wait(signal);
    }
    if (this.#error !== undefined) throw this.#error;
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        this.#wake = undefined;
        resolve();
      };
      signal?.addEventListener('abort', wake);
      this.#wake = wake;
    });
  }
}
