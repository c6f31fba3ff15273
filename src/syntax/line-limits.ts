/** How many lines a list may have: the parser joins them anew for each, and turns quadratic. */
export const maxLines = 2000;
/** How many a quote may have, which is read again for each list in it that a line without a marker continues. */
export const maxQuoteLines = 1000;

/** Where the lines of a text are too many for one list or quote, wherever that begins. */
export class LineLimits {
  readonly #length: number;
  /** Where each line starts. */
  readonly #starts: number[] = [0];

  constructor(source: string) {
    this.#length = source.length;
    for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1)) {
      this.#starts.push(end + 1);
    }
  }

  /** How much one list or quote may have of the last `left` characters, which begin with a line; nothing if all of it. */
  find(left: number, lines: number): number | undefined {
    const from = this.#length - left;
    const end = this.#starts[this.#findLine(from) + lines];
    return end === undefined || end >= this.#length ? undefined : end - from;
  }

  #findLine(start: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? Infinity) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
