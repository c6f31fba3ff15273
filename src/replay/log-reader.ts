import type { PieceLog } from './piece-log.js';
import type { ReplyPiece, ReplyReader } from './reply-piece.js';

/** One who reads the log of a reply. */
export class LogReader implements ReplyReader {
  readonly #log: PieceLog;
  readonly #reply: { readonly want: () => void; readonly leave: () => void };
  #place: number;
  #seen: number;
  #isWaiting = false;
  #isGone = false;

  constructor(
    log: PieceLog,
    place: number,
    reply: { readonly want: () => void; readonly leave: () => void },
  ) {
    this.#log = log;
    this.#reply = reply;
    this.#place = place;
    this.#seen = log.measure(place);
  }

  /** Where the piece stands that comes next. */
  get place(): number {
    return this.#place;
  }

  /** Bytes of the reply up to there. */
  get seen(): number {
    return this.#seen;
  }

  /** Whether it has read all that there is, and wants more. */
  get isWaiting(): boolean {
    return this.#isWaiting && this.#place === this.#log.end;
  }

  async next(): Promise<readonly ReplyPiece[] | undefined> {
    while (!this.#isGone) {
      const pieces = this.#log.take(this.#place);
      if (pieces === undefined || (pieces.length === 0 && this.#log.isOver)) return undefined;
      this.#isWaiting = pieces.length === 0;
      this.#place += pieces.length;
      for (const { bytes } of pieces) this.#seen += bytes.length;
      this.#reply.want();
      if (pieces.length > 0) return pieces;
      await this.#log.change();
    }
    return undefined;
  }

  leave(): void {
    this.#isGone = true;
    this.#reply.leave();
  }
}
