/** Values that a test hands out one by one to whoever reads them. */
export class Feed<Value> implements AsyncIterable<Value> {
  #values: Value[] = [];
  #end: { readonly error?: unknown } | undefined;
  #wake = (): void => {};

  push(...values: readonly Value[]): void {
    this.#values.push(...values);
    this.#wake();
  }

  end(): void {
    this.#end = {};
    this.#wake();
  }

  fail(error: unknown): void {
    this.#end = { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value, void> {
    for (;;) {
      const [value] = this.#values.splice(0, 1);
      if (value !== undefined) yield value;
      else if (this.#end) {
        if ('error' in this.#end) throw this.#end.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
