/** What one side tells and another waits for, in order; with `keepsLast`, only the last of what nobody has read. */
export class LiveQueue<Value> {
  readonly #values: Value[] = [];
  readonly #keepsLast: boolean;
  #isEnded = false;
  #error: unknown;
  #wake: (() => void) | undefined;

  constructor({ keepsLast = false }: { readonly keepsLast?: boolean } = {}) {
    this.#keepsLast = keepsLast;
  }

  put(value: Value): void {
    if (this.#isEnded) return;
    if (this.#keepsLast) this.#values.length = 0;
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
      const values = this.#values.splice(0);
      for (const value of values) {
        signal?.throwIfAborted();
        yield value;
      }
      if (values.length > 0) continue;
      if (this.#isEnded) break;
      await this.#wait(signal);
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
