/** The text as it arrives: one kind of line break, and never half a character or half a line break at its end. */
export class SourceText {
  text = '';
  /** The text as it was given, before its line breaks were made one kind. */
  given = '';
  #held = '';

  /** Adds text and returns what can be read of it now. */
  add(text: string): string {
    this.given += text;
    const whole = this.#held + text;
    this.#held = /[\r\uD800-\uDBFF]$/.exec(whole)?.[0] ?? '';
    return this.#keep(whole.slice(0, whole.length - this.#held.length));
  }

  /** Returns what was held back, since nothing follows it. */
  finish(): string {
    const rest = this.#held;
    this.#held = '';
    return this.#keep(rest);
  }

  /** Starts over from an earlier point. */
  cutTo(length: number): void {
    this.text = this.text.slice(0, length);
    this.#held = '';
  }

  #keep(text: string): string {
    const lines = normalizeLines(text);
    this.text += lines;
    return lines;
  }
}

export function normalizeLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
