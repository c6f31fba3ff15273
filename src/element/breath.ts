/** Milliseconds after the last sign of a speaker, in which they count as speaking. */
const longestPause = 1200;
/** From which level on a sound counts as speech that goes on; a room is more quiet. */
const speech = 0.45;

/** Whether somebody is in the middle of speaking, as far as words and loudness tell. */
export class Breath {
  readonly #onEnd: () => void;
  #isSpeaking = false;
  #ending: ReturnType<typeof setTimeout> | undefined;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  get isSpeaking(): boolean {
    return this.#isSpeaking;
  }

  /** A word was understood. */
  noteWord(): void {
    this.#isSpeaking = true;
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => {
      this.#isSpeaking = false;
      this.#onEnd();
    }, longestPause);
  }

  /** Words are understood late: whoever can still be heard has not ended. Noise alone is no beginning. */
  noteLevel(level: number): void {
    if (this.#isSpeaking && level > speech) this.noteWord();
  }
}
