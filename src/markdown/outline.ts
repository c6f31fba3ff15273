/** The headings that a text stands under: levels follow one another without a gap, so that whoever reads by headings misses none. */
export class Outline {
  readonly #top: number;
  #open: readonly number[];

  /** Takes the level of a top heading, and the depths of the headings that are open before. */
  constructor(top: number, open: readonly number[]) {
    this.#top = top;
    this.#open = open;
  }

  /** The depths of the headings that are open. */
  get depths(): readonly number[] {
    return this.#open;
  }

  /** The level at which a heading of this depth appears. */
  place(depth: number): 1 | 2 | 3 | 4 | 5 | 6 {
    this.#open = [...this.#open.filter((open) => open < depth), depth];
    const level = Math.min(6, this.#open.length + this.#top - 1);
    return ([1, 2, 3, 4, 5] as const).find((known) => known === level) ?? 6;
  }
}
