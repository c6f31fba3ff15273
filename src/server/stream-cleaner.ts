import type { UpstreamError } from './describe-upstream-error.js';
import { joinBytes } from './join-bytes.js';
import { KeyRedactor } from './key-redactor.js';
import type { StreamFormat, StreamPiece, StreamSplitter } from './stream-format.js';

/** No error is longer; an event that is gets passed on in pieces, so that no image is ever held in memory. */
const maxHeldBytes = 65_536;

/** Gemini's stream on its way to a visitor: whole events, no key, no foreign words about errors. */
export class StreamCleaner {
  readonly #format: StreamFormat;
  readonly #splitter: StreamSplitter;
  readonly #redactor: KeyRedactor;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #started = false;
  #dropping = false;

  constructor(format: StreamFormat, key: string) {
    this.#format = format;
    this.#splitter = format.createSplitter(maxHeldBytes);
    this.#redactor = new KeyRedactor(key);
  }

  /** Whether something of our own may be said without breaking into an event. */
  get between(): boolean {
    return this.#splitter.between;
  }

  /** A sign of life, for between two events. */
  get heartbeat(): Uint8Array {
    return this.#encoder.encode(this.#format.heartbeat);
  }

  push(chunk: Uint8Array): Uint8Array {
    const pieces = this.#splitter.push(chunk).map((piece) => this.#clean(piece));
    return pieces.length === 0 ? new Uint8Array() : this.#redactor.push(joinBytes(pieces));
  }

  /** The rest of the stream; half an event at its end is left out, since nobody can read it. */
  end(): Uint8Array {
    const piece = this.#splitter.end();
    if (piece === undefined || !piece.first) return this.#redactor.end();
    const text = this.#format.completeEvent(this.#decoder.decode(piece.bytes));
    if (text === undefined) return this.#redactor.end();
    const whole = this.#clean({ ...piece, bytes: this.#encoder.encode(text) });
    return joinBytes([this.#redactor.push(whole), this.#redactor.end()]);
  }

  /** An error of ours as the last word of the stream. */
  fail(error: UpstreamError): Uint8Array {
    const { ending } = this.#format;
    const held = this.#redactor.end();
    return joinBytes([held, this.#encoder.encode(this.#format.writeError(error, !this.#started) + ending)]);
  }

  #clean(piece: StreamPiece): Uint8Array {
    const isFirst = !this.#started;
    this.#started = true;
    if (piece.first && piece.last) {
      const clean = this.#format.cleanEvent(this.#decoder.decode(piece.bytes));
      return clean === undefined ? piece.bytes : this.#encoder.encode(clean);
    }
    if (piece.first) {
      const start = this.#decoder.decode(piece.bytes.subarray(0, 64));
      this.#dropping = this.#format.beginsAsError(start);
      if (this.#dropping) {
        const error = { code: 'api_error', message: 'Gemini had an internal error.' };
        return this.#encoder.encode(this.#format.writeError(error, isFirst));
      }
    }
    return this.#dropping ? new Uint8Array() : piece.bytes;
  }
}
