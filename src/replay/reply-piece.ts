/** A stretch of a reply's stream as it was told: an event, or a part of a long one. */
export interface ReplyPiece {
  readonly bytes: Uint8Array;
  /** An event is over with the last byte. */
  readonly last: boolean;
  /** The id of the event that is over, where it has one: what one who comes back names. */
  readonly id?: string;
}

/** One who reads a reply, while it is told or again. */
export interface ReplyReader {
  /** What comes next, as soon as there is something; undefined after the end, or where it is no longer kept. */
  next(): Promise<readonly ReplyPiece[] | undefined>;
  /** Reads no more. May be called more than once. */
  leave(): void;
}
