import { Bell } from './bell.js';
import type { ReplyPiece } from './reply-piece.js';

/** Bytes that a reader gets in one go, where there is more than one piece. */
const maxTakenBytes = 65_536;

/**
 * The pieces of a reply in the memory of this process, each at a place that it keeps when older ones are dropped.
 */
export class PieceLog {
  readonly #bell = new Bell();
  #pieces: ReplyPiece[] = [];
  /** The place of the first piece that is kept. */
  #first = 0;
  /** Bytes before the first piece, and before the end. */
  #dropped = 0;
  #told = 0;
  #isInside = false;
  #isOver = false;

  /** The place of the piece that comes next. */
  get end(): number {
    return this.#first + this.#pieces.length;
  }

  /** Bytes that are kept. */
  get bytes(): number {
    return this.#told - this.#dropped;
  }

  /** Bytes that were ever told. */
  get told(): number {
    return this.#told;
  }

  /** Whether nothing of ours may be said, since an event is not over. */
  get isInside(): boolean {
    return this.#isInside;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** All pieces that are kept. */
  get pieces(): readonly ReplyPiece[] {
    return this.#pieces;
  }

  add(piece: ReplyPiece): void {
    this.#pieces.push(piece);
    this.#told += piece.bytes.length;
    this.#isInside = !piece.last;
    this.#bell.ring();
  }

  /** Nothing more comes. */
  close(): void {
    this.#isOver = true;
    this.#bell.ring();
  }

  /** Forgets the oldest pieces beyond so many bytes, as far as a place that is still to be read. */
  trim(maxBytes: number, place: number): void {
    const most = Math.min(place - this.#first, this.#pieces.length);
    let count = 0;
    while (this.bytes > maxBytes && count < most) {
      this.#dropped += this.#pieces[count]?.bytes.length ?? 0;
      count += 1;
    }
    if (count === 0) return;
    this.#pieces.splice(0, count);
    this.#first += count;
    // Who waits at a place that is gone has to hear of it.
    this.#bell.ring();
  }

  /** The place after an event, or of the very beginning; undefined where it is not kept. */
  find(id: string | undefined): number | undefined {
    if (id === undefined) return this.#first === 0 ? 0 : undefined;
    const index = this.#pieces.findLastIndex((piece) => piece.id === id);
    return index === -1 ? undefined : this.#first + index + 1;
  }

  /** Bytes before a place that is kept. */
  measure(place: number): number {
    let bytes = this.#dropped;
    for (const piece of this.#pieces.slice(0, place - this.#first)) bytes += piece.bytes.length;
    return bytes;
  }

  /** Pieces from a place on, none where there are none yet; undefined where that place is not kept any more. */
  take(place: number): readonly ReplyPiece[] | undefined {
    if (place < this.#first) return undefined;
    const taken: ReplyPiece[] = [];
    let bytes = 0;
    for (let index = place - this.#first; index < this.#pieces.length; index += 1) {
      const piece = this.#pieces[index];
      bytes += piece?.bytes.length ?? 0;
      if (piece === undefined || (taken.length > 0 && bytes > maxTakenBytes)) break;
      taken.push(piece);
    }
    return taken;
  }

  /** Fulfilled when something changes. */
  change(): Promise<void> {
    return this.#bell.wait();
  }
}
