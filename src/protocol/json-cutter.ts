import { ChatError } from './chat-error.js';

/** Characters one object may hold: far above a picture in base64, far below what ends a tab. */
const longestObject = 128 * 1024 * 1024;

/** Inside a text only these matter; outside of it also brackets. */
const inText = /["\\]/g;
const outside = /["{}]/g;

/** Cuts JSON that arrives in pieces into the objects that are its outermost, be they in an array or bare. */
export class JsonCutter {
  #text = '';
  /** Where the search goes on, and where the open object begins. */
  #place = 0;
  #start = -1;
  #depth = 0;
  #inText = false;

  /** The objects that this piece completes, as text. */
  take(piece: string): string[] {
    this.#text += piece;
    const objects: string[] = [];
    for (;;) {
      const pattern = this.#inText ? inText : outside;
      pattern.lastIndex = this.#place;
      const found = pattern.exec(this.#text);
      if (!found) break;
      // The character after a backslash may not have come yet.
      if (found[0] === '\\' && found.index + 1 >= this.#text.length) {
        this.#place = found.index;
        return this.#keep(objects);
      }
      this.#place = found.index + (found[0] === '\\' ? 2 : 1);
      this.#step(found[0], found.index, objects);
    }
    this.#place = this.#text.length;
    return this.#keep(objects);
  }

  #step(character: string, index: number, objects: string[]): void {
    if (character === '"') this.#inText = !this.#inText;
    else if (character === '{') {
      if (this.#depth === 0) this.#start = index;
      this.#depth += 1;
    } else if (character === '}' && this.#depth > 0) {
      this.#depth -= 1;
      if (this.#depth === 0) objects.push(this.#text.slice(this.#start, this.#place));
    }
  }

  /** Forgets what is done with. */
  #keep(objects: string[]): string[] {
    const done = this.#depth > 0 ? this.#start : this.#place;
    this.#text = this.#text.slice(done);
    this.#place -= done;
    this.#start = 0;
    if (this.#text.length > longestObject) {
      throw new ChatError('bad-response', {
        message: `An object is longer than ${longestObject} characters.`,
      });
    }
    return objects;
  }
}
