import { joinBytes } from './join-bytes.js';

const replacement = new TextEncoder().encode('[key]');

/**
 * Google's keys have 39 characters and more. What is shorter is the placeholder of a test or a demo, and may be
 * a word that answers are made of.
 */
const shortestKey = 12;

/** Takes every occurrence of a key out of a stream of bytes, also where the network cut through it. */
export class KeyRedactor {
  readonly #key: Uint8Array;
  #held: Uint8Array = new Uint8Array();

  constructor(key: string) {
    this.#key = new TextEncoder().encode(key);
  }

  push(chunk: Uint8Array): Uint8Array {
    if (this.#key.length < shortestKey) return chunk;
    const bytes = this.#held.length === 0 ? chunk : joinBytes([this.#held, chunk]);
    const clean: Uint8Array[] = [];
    let from = 0;
    for (let at = this.#find(bytes, 0); at !== -1; at = this.#find(bytes, from)) {
      clean.push(bytes.subarray(from, at), replacement);
      from = at + this.#key.length;
    }
    const end = this.#findBeginning(bytes, from);
    this.#held = bytes.subarray(end);
    return from === 0 ? bytes.subarray(0, end) : joinBytes([...clean, bytes.subarray(from, end)]);
  }

  /** What was held back because it might have been the beginning of the key. */
  end(): Uint8Array {
    const rest = this.#held;
    this.#held = new Uint8Array();
    return rest;
  }

  #find(bytes: Uint8Array, from: number): number {
    const [first = 0] = this.#key;
    let at = bytes.indexOf(first, from);
    while (at !== -1 && !this.#matches(bytes, at, this.#key.length)) at = bytes.indexOf(first, at + 1);
    return at;
  }

  /** Where the longest ending of the bytes begins with which the key could begin; their length if none. */
  #findBeginning(bytes: Uint8Array, from: number): number {
    let at = Math.max(from, bytes.length - this.#key.length + 1);
    while (at < bytes.length && !this.#matches(bytes, at, bytes.length - at)) at += 1;
    return at;
  }

  #matches(bytes: Uint8Array, at: number, length: number): boolean {
    if (at + length > bytes.length) return false;
    for (let index = 0; index < length; index += 1) {
      if (bytes[at + index] !== this.#key[index]) return false;
    }
    return true;
  }
}
