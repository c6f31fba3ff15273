import { joinBytes } from './join-bytes.js';
import type { StreamPiece, StreamSplitter } from './stream-format.js';

const quote = 0x22;
const backslash = 0x5c;
const openers: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closers: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Cuts the bytes of a JSON array after each of its elements and changes none; brackets, commas and blanks go
 * with the element that follows. Elements up to `maxHeldBytes` come in one piece, longer ones as they arrive.
 */
export class ElementSplitter implements StreamSplitter {
  readonly #maxHeldBytes: number;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #first = true;
  #depth = 0;
  #quoted = false;
  #escaped = false;

  constructor(maxHeldBytes: number) {
    this.#maxHeldBytes = maxHeldBytes;
  }

  push(chunk: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = [];
    let from = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      if (this.#endsElement(chunk[index] ?? 0)) {
        this.#hold(chunk.subarray(from, index + 1));
        pieces.push(this.#give(true));
        from = index + 1;
      }
    }
    this.#hold(chunk.subarray(from));
    if (this.#heldBytes > this.#maxHeldBytes) pieces.push(this.#give(false));
    return pieces;
  }

  end(): StreamPiece | undefined {
    return this.#heldBytes === 0 ? undefined : this.#give(true);
  }

  #endsElement(byte: number): boolean {
    if (this.#quoted) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#quoted = false;
    } else if (byte === quote) {
      this.#quoted = true;
    } else if (openers.has(byte)) {
      this.#depth += 1;
    } else if (closers.has(byte)) {
      this.#depth -= 1;
      return this.#depth <= 1;
    }
    return false;
  }

  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  #give(last: boolean): StreamPiece {
    const piece = { bytes: joinBytes(this.#held), first: this.#first, last };
    this.#held = [];
    this.#heldBytes = 0;
    this.#first = last;
    return piece;
  }
}
