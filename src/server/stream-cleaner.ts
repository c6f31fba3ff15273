import type { ReplyPiece } from '../replay/reply-piece.js';
import type { IdSeal } from '../visitors/id-seal.js';
import type { UpstreamError } from './describe-upstream-error.js';
import { joinBytes } from './join-bytes.js';
import { KeyRedactor } from './key-redactor.js';
import { EventNumbers, numberEvent, readEventId } from './number-event.js';
import type { StreamFormat, StreamPiece, StreamSplitter } from './stream-format.js';
import type { ToldContent } from './told-content.js';
import type { UsageMeter } from './usage-meter.js';

/** No error is longer; an event that is gets passed on in pieces, so that no image is ever held in memory. */
const maxHeldBytes = 65_536;

/** What may hold an id to seal is held to its end, as far as this. */
const maxSealedBytes = 8_388_608;

/** Where a long event of Gemini's may name its id: near its beginning, or its end. */
const edgeBytes = 1024;

/** No model can say this: in JSON the quotation marks and line breaks of a text are others. */
const lastEvent = /(?:^|[\r\n])data: ?\[DONE\]|"event_type":\s*"(?:interaction\.completed|error)"/;

export interface CleanerOptions {
  readonly format: StreamFormat;
  readonly key: string;
  readonly ids: IdSeal;
  readonly meter: UsageMeter;
  /** Whether events get ids where the stream is of an interaction that has one. */
  readonly numbered: boolean;
  /** What the visitor was told already, where Gemini tells it again. */
  readonly known?: ToldContent | undefined;
}

/** Gemini's stream on its way to a visitor: whole events, no key, no foreign words about errors, ids sealed. */
export class StreamCleaner {
  readonly #options: CleanerOptions;
  readonly #splitter: StreamSplitter;
  readonly #redactor: KeyRedactor;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #started = false;
  #dropping = false;
  /** A long event that has to be seen as a whole. */
  #whole: Uint8Array[] | undefined;
  #wholeBytes = 0;
  /** Undefined until the first event says whether events are numbered. */
  #numbers: EventNumbers | false | undefined;
  #interactionId: string | undefined;
  /** The id of the long event that is being passed on, and the end of what was passed on of it. */
  #longId: string | undefined;
  #longEdge: Uint8Array = new Uint8Array();
  #lastHadOwnId = false;
  #isComplete = false;

  constructor(options: CleanerOptions) {
    this.#options = options;
    this.#splitter = options.format.createSplitter(maxHeldBytes);
    this.#redactor = new KeyRedactor(options.key);
    if (!options.numbered) this.#numbers = false;
  }

  /** Gemini's id of the interaction whose events are numbered; undefined where they are not, or not yet. */
  get interactionId(): string | undefined {
    return this.#interactionId;
  }

  /** Whether the event came that is an interaction's last. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  push(chunk: Uint8Array): ReplyPiece[] {
    return this.#splitter.push(chunk).flatMap((piece) => this.#clean(piece));
  }

  /** The rest of the stream; half an event at its end is left out, since nobody can read it. */
  end(): ReplyPiece[] {
    const piece = this.#splitter.end();
    const text = piece?.first
      ? this.#options.format.completeEvent(this.#decoder.decode(piece.bytes))
      : undefined;
    const whole = text === undefined ? [] : this.#cleanWhole(this.#encoder.encode(text));
    const rest = this.#redactor.end();
    return rest.length === 0 ? whole : [...whole, { bytes: rest, last: piece?.first !== false }];
  }

  /** An error of ours as the last word of the stream. */
  fail(error: UpstreamError): ReplyPiece[] {
    const { format } = this.#options;
    return this.tell(format.writeError(error, !this.#started) + format.ending);
  }

  /** Words of ours, between two events. */
  tell(text: string): ReplyPiece[] {
    const held = this.#redactor.end();
    return this.#give(joinBytes([held, this.#encoder.encode(text)]));
  }

  #clean(piece: StreamPiece): ReplyPiece[] {
    const { bytes, first, last } = piece;
    this.#options.meter.read(bytes.length);
    if (first && last) return this.#cleanWhole(bytes);
    if (this.#whole !== undefined) return this.#addToWhole(this.#whole, bytes, last);
    if (first) return this.#begin(bytes);
    if (this.#dropping) return [];
    this.#longEdge = joinBytes([this.#longEdge, bytes]).slice(-edgeBytes);
    const id = last ? (this.#findOwnId(this.#longEdge) ?? this.#longId) : undefined;
    if (last) this.#lastHadOwnId = id !== undefined && id !== this.#longId;
    return [this.#redact(bytes, last, id)];
  }

  /** The first piece of an event that is too long to be held. */
  #begin(bytes: Uint8Array): ReplyPiece[] {
    const { format } = this.#options;
    const start = this.#decoder.decode(bytes.subarray(0, 512));
    this.#dropping = format.beginsAsError(start);
    if (this.#dropping) return this.#refuse('api_error', 'Gemini had an internal error.');
    if (this.#options.known !== undefined || !format.mayPassInPieces(start)) {
      this.#whole = [bytes];
      this.#wholeBytes = bytes.length;
      return [];
    }
    this.#started = true;
    // Nothing that began like this tells of an interaction.
    this.#numbers ??= false;
    this.#longEdge = bytes.slice(-edgeBytes);
    this.#longId = this.#findOwnId(bytes.subarray(0, edgeBytes));
    // Gemini numbers all events or none; where it does, this one's id may come at its end.
    if (this.#longId !== undefined || this.#lastHadOwnId || !this.#numbers)
      return [this.#redact(bytes, false)];
    const id = this.#numbers.next();
    const numbered = numberEvent(bytes, id);
    if (numbered !== undefined) this.#longId = id;
    return [this.#redact(numbered ?? bytes, false)];
  }

  #addToWhole(whole: Uint8Array[], bytes: Uint8Array, last: boolean): ReplyPiece[] {
    whole.push(bytes);
    this.#wholeBytes += bytes.length;
    const tooLong = this.#wholeBytes > maxSealedBytes;
    if (!last && !tooLong) return [];
    this.#whole = undefined;
    if (!tooLong) return this.#cleanWhole(joinBytes(whole));
    this.#dropping = true;
    return this.#refuse('bad_gateway', 'Gemini gave an answer that is not understood.');
  }

  #refuse(code: string, message: string): ReplyPiece[] {
    const text = this.#options.format.writeError({ code, message }, !this.#started);
    this.#started = true;
    return this.#give(this.#encoder.encode(text));
  }

  #cleanWhole(bytes: Uint8Array): ReplyPiece[] {
    const { format, ids, meter, known } = this.#options;
    const text = this.#decoder.decode(bytes);
    this.#dropping = false;
    this.#started = true;
    meter.read(0, text);
    if (this.#numbers === undefined && /(?:^|[\r\n])data:/.test(text)) this.#decide(text);
    this.#isComplete ||= lastEvent.test(text);
    const news = known === undefined ? text : known.drop(text);
    if (news === undefined) return [];
    const clean = format.cleanEvent(news, ids);
    const isSame = news === text && clean === undefined;
    return this.#give(isSame ? bytes : this.#encoder.encode(clean ?? news), clean ?? news);
  }

  #decide(text: string): void {
    this.#interactionId = this.#options.format.readInteractionId?.(text) || undefined;
    this.#numbers = this.#interactionId === undefined ? false : new EventNumbers();
  }

  /** Whole events, with a number where there is none. */
  #give(bytes: Uint8Array, text = this.#decoder.decode(bytes)): ReplyPiece[] {
    if (bytes.length === 0) return [];
    if (!this.#numbers) return [this.#redact(bytes, true)];
    const own = readEventId(text);
    if (own !== undefined) this.#lastHadOwnId = true;
    if (own !== undefined) return [this.#redact(bytes, true, own)];
    const id = this.#numbers.next();
    const numbered = numberEvent(bytes, id);
    return [numbered === undefined ? this.#redact(bytes, true) : this.#redact(numbered, true, id)];
  }

  #findOwnId(bytes: Uint8Array): string | undefined {
    if (!this.#numbers) return undefined;
    return /"event_id":\s*"([^"\\]{1,1024})"/.exec(this.#decoder.decode(bytes))?.[1];
  }

  /** A whole event ends in a line break, which no key does: of it nothing is held back. */
  #redact(bytes: Uint8Array, last: boolean, id?: string): ReplyPiece {
    return { bytes: this.#redactor.push(bytes), last, ...(id === undefined ? {} : { id }) };
  }
}
