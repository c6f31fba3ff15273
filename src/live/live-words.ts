/** Where words of an answer come from: as text of the model's, or written down from what it says aloud. */
export type WordSource = 'text' | 'transcription';

/** Puts the words of an answer together where they may come in two ways, of which the reader wants one. */
export class LiveWords {
  /** By which way the words come that are new. */
  #leader: WordSource | undefined;
  /** What was told, and has yet to come by the other way. */
  #ahead = '';
  /** The other way says something else: nobody listens to it any more. */
  #isAlone = false;

  /** What a piece adds to the words so far. */
  take(source: WordSource, piece: string): string {
    this.#leader ??= source;
    if (source === this.#leader) {
      if (!this.#isAlone) this.#ahead += piece;
      return piece;
    }
    if (this.#isAlone) return '';
    if (this.#ahead.startsWith(piece)) {
      this.#ahead = this.#ahead.slice(piece.length);
      return '';
    }
    if (!piece.startsWith(this.#ahead)) {
      this.#isAlone = true;
      this.#ahead = '';
      return '';
    }
    const added = piece.slice(this.#ahead.length);
    this.#leader = source;
    this.#ahead = added;
    return added;
  }
}
