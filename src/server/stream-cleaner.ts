import { writeServerEvent } from '../protocol/write-server-event.js';
import { cleanEvent, isWholeEvent } from './clean-event.js';
import { EventSplitter } from './event-splitter.js';
import type { EventPiece } from './event-splitter.js';
import { joinBytes } from './join-bytes.js';
import { KeyRedactor } from './key-redactor.js';

/** No error is longer; an event that is gets passed on in pieces, so that no image is ever held in memory. */
const maxHeldBytes = 65_536;

const blankLine = new Uint8Array([10, 10]);

/** Gemini's event stream on its way to a visitor: whole events, no key, no foreign words about errors. */
export class StreamCleaner {
  readonly #splitter = new EventSplitter(maxHeldBytes);
  readonly #redactor: KeyRedactor;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #dropping = false;

  constructor(key: string) {
    this.#redactor = new KeyRedactor(key);
  }

  /** Whether something of our own may be said without breaking into an event. */
  get between(): boolean {
    return this.#splitter.between;
  }

  push(chunk: Uint8Array): Uint8Array {
    const pieces = this.#splitter.push(chunk).map((piece) => this.#clean(piece));
    return pieces.length === 0 ? new Uint8Array() : this.#redactor.push(joinBytes(pieces));
  }

  /** The rest of the stream; half an event at its end is left out, since nobody can read it. */
  end(): Uint8Array {
    const piece = this.#splitter.end();
    if (piece === undefined || !piece.first) return this.#redactor.end();
    if (!isWholeEvent(this.#decoder.decode(piece.bytes))) return this.#redactor.end();
    const clean = this.#clean(piece);
    const ended = clean === piece.bytes ? joinBytes([clean, blankLine]) : clean;
    return joinBytes([this.#redactor.push(ended), this.#redactor.end()]);
  }

  #clean(piece: EventPiece): Uint8Array {
    if (piece.first && piece.last) {
      const clean = cleanEvent(this.#decoder.decode(piece.bytes));
      return clean === undefined ? piece.bytes : this.#encoder.encode(clean);
    }
    if (piece.first) {
      const start = this.#decoder.decode(piece.bytes.subarray(0, 64));
      this.#dropping = /^\s*(?:event: ?error\s|[[{])/.test(start);
      if (this.#dropping) {
        const error = { code: 'api_error', message: 'Gemini had an internal error.' };
        return this.#encoder.encode(writeServerEvent({ event_type: 'error', error }));
      }
    }
    return this.#dropping ? new Uint8Array() : piece.bytes;
  }
}
