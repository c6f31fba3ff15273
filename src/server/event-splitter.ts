import { joinBytes } from './join-bytes.js';
import type { StreamPiece, StreamSplitter } from './stream-format.js';

const lineFeed = 10;
const carriageReturn = 13;

/**
 * Cuts the bytes of an event stream between its events, wherever the network cut them, and changes none.
 * Events up to `maxHeldBytes` come in one piece; longer ones (images) are passed on as they arrive.
 */
export class EventSplitter implements StreamSplitter {
  readonly #maxHeldBytes: number;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #first = true;
  #lineStart = true;
  #afterReturn = false;

  constructor(maxHeldBytes: number) {
    this.#maxHeldBytes = maxHeldBytes;
  }

  push(chunk: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = [];
    let from = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index];
      if (byte !== lineFeed && byte !== carriageReturn) {
        this.#lineStart = false;
      } else if (byte !== lineFeed || !this.#afterReturn) {
        if (this.#lineStart) {
          // The blank line's own feed belongs to it, where it is already here.
          if (byte === carriageReturn && chunk[index + 1] === lineFeed) index += 1;
          this.#hold(chunk.subarray(from, index + 1));
          pieces.push(this.#give(true));
          from = index + 1;
        }
        this.#lineStart = true;
      }
      this.#afterReturn = chunk[index] === carriageReturn;
    }
    this.#hold(chunk.subarray(from));
    if (this.#heldBytes > this.#maxHeldBytes) pieces.push(this.#give(false));
    return pieces;
  }

  end(): StreamPiece | undefined {
    return this.#heldBytes === 0 ? undefined : this.#give(true);
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
