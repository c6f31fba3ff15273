import { parseJson } from './parse-json.js';

/** Longer runs of lines than this are no error message; an error of Google's is a few hundred characters. */
const longestText = 4_000_000;
/** Each reads all that was gathered; what is written by a machine closes at the margin once. */
const mostAttempts = 20;

/** Gathers lines of JSON that stand in an event stream without a field name, until they make a whole. */
export class BareJson {
  #text = '';
  #attempts = 0;

  /** Takes one line; returns the text when this line completes it. */
  add(line: string): string | undefined {
    if (!this.#text && !/^\s*[{[]/.test(line)) return undefined;
    const isFirst = !this.#text;
    this.#text += isFirst ? line : `\n${line}`;
    const text = this.#text;
    const closes = /[}\]]\s*$/.test(line) && (isFirst || /^[}\]]/.test(line));
    if (closes) this.#attempts += 1;
    const isWhole = closes && parseJson(text) !== undefined;
    if (isWhole || text.length > longestText || this.#attempts > mostAttempts) this.reset();
    return isWhole ? text : undefined;
  }

  /** Forgets what was gathered. */
  reset(): void {
    this.#text = '';
    this.#attempts = 0;
  }
}
