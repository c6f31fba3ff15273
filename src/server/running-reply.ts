import { Bell } from '../replay/bell.js';
import { LogReader } from '../replay/log-reader.js';
import { PieceLog } from '../replay/piece-log.js';
import type { ReplyCopy } from '../replay/reply-copy.js';
import type { ReplyPiece, ReplyReader } from '../replay/reply-piece.js';
import type { CallLifetime } from './call-lifetime.js';
import type { UpstreamError } from './describe-upstream-error.js';
import type { ReplyOptions } from './reply-options.js';
import { startTimer } from './start-timer.js';
import { StreamCleaner } from './stream-cleaner.js';
import { untilAborted } from './until-aborted.js';
import { withinSeconds } from './within-seconds.js';

/** How far Gemini is read ahead of the reader who is furthest. */
const maxAheadBytes = 65_536;

/** More than the devices of one person. */
const maxReaders = 8;

const timeUp = { code: 'deadline_exceeded', message: 'The reply took longer than this site allows.' };
const restarting = { code: 'service_unavailable', message: 'This service is about to restart.' };

/**
 * An answer of Gemini's while it streams. It is read no faster than those who listen read it. One of an interaction
 * with an id can be resumed: it goes on for a while when nobody listens, and what was told is kept. Any other is
 * read only as it is asked for, and stopped at once when its reader leaves.
 *
 * Where Gemini breaks off, the stream just ends: without its last event it is unfinished, which is the truth. When
 * the call's time is up, its last word is an error that says so.
 */
export class RunningReply {
  readonly #log = new PieceLog();
  readonly #cleaner: StreamCleaner;
  readonly #upstream: ReadableStreamDefaultReader<Uint8Array>;
  readonly #lifetime: CallLifetime;
  readonly #options: ReplyOptions;
  readonly #readers = new Set<LogReader>();
  /** Rings when there is a reason to read on. */
  readonly #wanted = new Bell();
  #isStarted = false;
  #isKept = false;
  #isForgotten = false;
  #copy: ReplyCopy | undefined;
  /** Whether anybody was told anything of it. */
  #isKnown = false;
  #counted = 0;
  #stopTimer = (): void => undefined;
  /** For the end of the service. */
  #stopListening = (): void => undefined;

  constructor(upstream: ReadableStream<Uint8Array>, lifetime: CallLifetime, options: ReplyOptions) {
    this.#upstream = upstream.getReader();
    this.#lifetime = lifetime;
    this.#options = options;
    this.#cleaner = new StreamCleaner(options);
    const { signal } = lifetime;
    // Also while nobody reads: a visitor who stopped reading must not keep the call alive.
    if (signal.aborted) this.#stop();
    else signal.addEventListener('abort', () => this.#stop(), { once: true });
    for (const piece of options.told?.pieces ?? []) this.#log.add(piece);
    this.#isKnown = options.told !== undefined;
    if (options.told) this.#keep(options.told.id);
    if (!this.isOver) this.#stopListening = options.running.onEnding(() => this.#interrupt());
  }

  get isOver(): boolean {
    return this.#log.isOver;
  }

  /** Where one goes on who knows an event, or begins; undefined where that is not kept. */
  find(eventId: string | undefined): number | undefined {
    return this.#log.find(eventId);
  }

  /** Whether Gemini works on it in the background, whoever listens. */
  get isRun(): boolean {
    return this.#options.isRun;
  }

  /** Whether somebody listens, here or at another machine. */
  get isHeard(): boolean {
    return this.#readers.size > 0 || this.#copy?.seen !== undefined;
  }

  /** Whether as many listen as may. */
  get isCrowded(): boolean {
    return this.#readers.size >= maxReaders;
  }

  /** One more reader, from a place on. */
  read(place: number): ReplyReader {
    const reader = new LogReader(this.#log, place, {
      want: () => this.#want(),
      leave: () => this.#leave(reader),
    });
    this.#readers.add(reader);
    this.#stopTimer();
    this.#wanted.ring();
    return reader;
  }

  /** Stops it, with last events for those who listen. */
  cancel(...events: readonly string[]): void {
    if (this.isOver) return;
    this.#options.record.end ??= 'cancelled';
    if (!this.#log.isInside) for (const event of events) this.#tell(this.#cleaner.tell(event));
    this.#close();
  }

  /** Forgets what was told, and stops what runs. */
  drop(): void {
    this.#close();
    this.#copy?.drop();
    this.#forget();
  }

  /** What kept Gemini waiting may be over. */
  readOn(): void {
    this.#wanted.ring();
  }

  /** Readers at other machines came, went on or left. */
  noteReaders(): void {
    if (this.isHeard) this.#stopTimer();
    else this.#startTimer();
    this.#trim();
    this.#wanted.ring();
  }

  /** The service ends. A reply that can be resumed breaks off, which clients know how to go on from. */
  #interrupt(): void {
    if (this.isOver) return;
    this.#options.record.end ??= 'broken';
    if (!this.#isKept) return this.#fail(restarting);
    // Another machine may go on with it.
    this.#copy?.release();
    this.drop();
  }

  #want(): void {
    this.#isKnown ||= [...this.#readers].some(({ place }) => place > 0);
    this.#trim();
    if (!this.#isStarted) {
      this.#isStarted = true;
      void this.#run();
    }
    this.#wanted.ring();
  }

  #leave(reader: LogReader): void {
    if (!this.#readers.delete(reader) || this.isHeard) return;
    if (!this.isOver) this.#options.onQuiet();
    // Who was told nothing of it does not know what to ask for.
    if (!this.#isKept) this.#close();
    else if (!this.#isKnown) this.drop();
    else this.#startTimer();
    this.#wanted.ring();
  }

  async #run(): Promise<void> {
    const { signal } = this.#lifetime;
    try {
      while (!this.isOver) {
        if (!this.#mayRead()) {
          await this.#wanted.wait();
          continue;
        }
        const reading = untilAborted(this.#upstream.read(), signal);
        const read = await withinSeconds(reading, this.#options.idleSeconds);
        if (this.isOver) return;
        if (read === undefined) return this.#breakOff();
        if (read.done) return this.#finish();
        this.#options.record.firstByteMs ??= Math.round(performance.now() - this.#options.began);
        this.#tell(this.#cleaner.push(read.value));
      }
    } catch {
      this.#breakOff();
    }
  }

  #mayRead(): boolean {
    const readers = [...this.#readers];
    if (!this.#isKept) return readers.some(({ isWaiting }) => isWaiting);
    if (this.#copy?.isBehind) return false;
    const { maxResumeBytes } = this.#options;
    const { told } = this.#log;
    if (!this.isHeard) return this.#log.bytes < maxResumeBytes;
    if (readers.some(({ seen }) => told - seen < maxAheadBytes)) return true;
    // What readers at other machines have read is known only now and then.
    const seen = this.#copy?.seen;
    return seen !== undefined && told - seen < maxResumeBytes / 2;
  }

  #tell(pieces: readonly ReplyPiece[]): void {
    for (const piece of pieces) {
      this.#log.add(piece);
      this.#copy?.add(piece);
    }
    const id = this.#cleaner.interactionId;
    if (id !== undefined && !this.#isKept && !this.isOver) this.#keep(id);
    this.#trim();
  }

  #keep(id: string): void {
    this.#isKept = true;
    this.#lifetime.outliveClient();
    this.#copy = this.#options.keeper?.keep(id, this);
    for (const piece of this.#log.pieces) this.#copy?.add(piece);
    if (!this.isHeard) this.#startTimer();
  }

  /**
   * While somebody reads, half of what may be kept is for what was read, so that there is room for what comes while
   * nobody does.
   */
  #trim(): void {
    const places = [...this.#readers].map(({ place }) => place);
    if (this.#copy?.seen !== undefined) places.push(this.#log.end);
    if (places.length > 0) {
      this.#log.trim(this.#isKept ? this.#options.maxResumeBytes / 2 : 0, Math.max(...places));
    }
    this.#count(this.#log.bytes);
  }

  #count(bytes: number): void {
    if (!this.#isKept || this.#isForgotten || bytes === this.#counted) return;
    const more = bytes - this.#counted;
    this.#counted = bytes;
    this.#options.keeper?.count(more);
  }

  #breakOff(): void {
    if (this.isOver) return;
    this.#options.record.end ??= 'broken';
    this.#finish();
  }

  /** Gemini ended, broke off or fell silent. */
  #finish(): void {
    if (this.isOver) return;
    this.#tell(this.#cleaner.end());
    // Gemini may have the rest, or the whole: what is kept here must not stand in the way.
    if (this.#isKept && !this.#cleaner.isComplete) {
      this.#options.record.end ??= 'broken';
      this.drop();
    }
    this.#close();
  }

  /** The call was ended from this side. */
  #stop(): void {
    if (this.isOver) return;
    const { end } = this.#lifetime;
    if (end !== undefined) this.#options.record.end ??= end;
    if (end === 'time-up') this.#fail(timeUp);
    else this.#close();
  }

  #fail(error: UpstreamError): void {
    if (!this.#log.isInside) {
      this.#options.record.error = error.code;
      this.#tell(this.#cleaner.fail(error));
    }
    this.#close();
  }

  /** Lets go of Gemini, whatever it still had to say. */
  #close(): void {
    if (this.isOver) return;
    this.#stopListening();
    this.#log.close();
    this.#lifetime.close();
    this.#upstream.cancel().catch(() => undefined);
    this.#wanted.ring();
    this.#options.onEnd(this.#cleaner.interactionId);
    if (!this.#isKept) return;
    this.#copy?.finish();
    this.#options.keeper?.finish(this);
    if (!this.isHeard) this.#startTimer();
  }

  /** Nobody reads: whoever comes back has to come soon. */
  #startTimer(): void {
    this.#stopTimer();
    if (this.#isForgotten) return;
    this.#stopTimer = startTimer(this.#options.resumeSeconds, () => {
      if (!this.isOver) this.#options.record.end ??= 'client-left';
      this.drop();
    });
  }

  #forget(): void {
    this.#stopTimer();
    this.#count(0);
    this.#isForgotten = true;
    this.#options.keeper?.forget(this);
  }
}
