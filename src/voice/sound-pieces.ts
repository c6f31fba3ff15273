/** Sound in pieces of the same length, for whoever reads it when there is time. */
export class SoundPieces implements AsyncIterable<Uint8Array> {
  readonly #size: number;
  /** Where nobody reads, the oldest of more than these are dropped. */
  readonly #most: number;
  #rest: number[] = [];
  #pieces: Uint8Array[] = [];
  #isOver = false;
  #wake = (): void => {};

  constructor(size: number, most: number) {
    this.#size = size;
    this.#most = most;
  }

  push(samples: Int16Array): void {
    if (this.#isOver) return;
    this.#rest.push(...samples);
    while (this.#rest.length >= this.#size) this.#add(this.#rest.splice(0, this.#size));
    this.#wake();
  }

  /** Nothing more comes; what is there can still be read. */
  end(): void {
    if (this.#isOver) return;
    if (this.#rest.length > 0) this.#add(this.#rest.splice(0));
    this.#isOver = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece) yield piece;
      else if (this.#isOver) return;
      else await this.#waitForMore();
    }
  }

  #waitForMore(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #add(samples: readonly number[]): void {
    const view = new DataView(new ArrayBuffer(samples.length * 2));
    for (const [index, sample] of samples.entries()) view.setInt16(index * 2, sample, true);
    this.#pieces.push(new Uint8Array(view.buffer));
    if (this.#pieces.length > this.#most) this.#pieces.shift();
  }
}
