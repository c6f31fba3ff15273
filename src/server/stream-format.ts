import type { IdSeal } from '../visitors/id-seal.js';
import type { UpstreamError } from './describe-upstream-error.js';

/** A stretch of a stream that ends no later than its event, or its element of an array, does. */
export interface StreamPiece {
  readonly bytes: Uint8Array;
  /** The event begins here. */
  readonly first: boolean;
  /** The event is over with the last byte. */
  readonly last: boolean;
}

/** Cuts the bytes of a stream between its events, wherever the network cut them, and changes none. */
export interface StreamSplitter {
  push(chunk: Uint8Array): StreamPiece[];
  /** What is left of an event that the stream's end cut short. */
  end(): StreamPiece | undefined;
}

/** How one API writes a stream: all that the relay must know of it. */
export interface StreamFormat {
  readonly mediaType: string;
  /** What can be said between two events to no effect. */
  readonly heartbeat: string;
  /** Splits a stream into events of up to `maxHeldBytes`; longer ones come in several pieces. */
  createSplitter(maxHeldBytes: number): StreamSplitter;
  /**
   * One whole event with what it says about errors put into our words: Google's can name the project and its
   * quotas; and with Gemini's ids sealed. Undefined where there is nothing to change, so that the event is relayed
   * to the byte.
   */
  cleanEvent(text: string, ids: IdSeal): string | undefined;
  /** Whether an event too long to be looked at begins as an error does. */
  beginsAsError(start: string): boolean;
  /** Whether an event begins as one of those that may be long, and hold nothing that would have to be changed. */
  mayPassInPieces(start: string): boolean;
  /** The end of a stream as a whole event, undefined where it is only half of one. */
  completeEvent(text: string): string | undefined;
  /** An event that tells of an error; `isFirst` of the stream, perhaps. */
  writeError(error: UpstreamError, isFirst: boolean): string;
  /** What ends a stream after an error of ours. */
  readonly ending: string;
  /** Gemini's id of the interaction that an event tells of, where the API has such. */
  readInteractionId?(text: string): string | undefined;
}
