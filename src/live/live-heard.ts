import { LiveQueue } from './live-queue.js';
import { printQuestion } from './live-steps.js';

/** What was understood of somebody who speaks, while it grows. */
export class LiveHeard {
  readonly #queue = new LiveQueue<string>({ keepsLast: true });
  #text = '';

  /** What was understood so far, whole each time that it grows. */
  read(): AsyncIterable<string> {
    return this.#queue.read();
  }

  add(piece: string): void {
    this.#text += piece;
    this.#queue.put(this.#text);
  }

  end(): void {
    this.#queue.end();
  }

  /** Whether it can be what a question's print says; of what nobody understood the words may be any. */
  matches(print: string): boolean {
    return this.#text.trim() === ''
      ? print.startsWith(printQuestion(''))
      : print === printQuestion(this.#text);
  }
}
