/** Where words of an answer come from: as text of the model's, or written down from what it says aloud. */
export type WordSource = 'text' | 'transcription';

/** Puts the words of an answer together where they may come in two ways, of which the reader wants one. */
export class LiveWords {
  readonly #heard: Record<WordSource, string> = { text: '', transcription: '' };
  #told = '';
  #first: WordSource | undefined;

  /** What a piece adds to the words so far. */
  take(source: WordSource, piece: string): string {
    const whole = this.#heard[source] + piece;
    this.#heard[source] = whole;
    this.#first ??= source;
    // The other way may be ahead: then nothing in it is new.
    const added = source === this.#first && this.#isAlone ? piece : this.#findNew(whole);
    this.#told += added;
    return added;
  }

  get #isAlone(): boolean {
    return this.#heard[this.#first === 'text' ? 'transcription' : 'text'] === '';
  }

  #findNew(whole: string): string {
    return whole.startsWith(this.#told) ? whole.slice(this.#told.length) : '';
  }
}
