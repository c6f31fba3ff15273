import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import { isPassing } from './live-close.js';
import { LiveHeard } from './live-heard.js';
import { LiveLeg } from './live-leg.js';
import type { LiveOptions } from './live-options.js';
import type { LiveLine } from './live-line.js';
import { LiveQueue } from './live-queue.js';
import type { LiveListener } from './live-listener.js';
import type { LiveSession } from './live-session.js';
import type { LiveTimes } from './live-times.js';
import { openSound } from './open-live-sound.js';
import { pause } from '../protocol/pause.js';
import { writeSamples } from './read-live-sound.js';
import type { SoundOut } from '../protocol/sound-out.js';
import type { SpokenTurn, Talk } from '../protocol/spoken-turn.js';

/** Bytes of a tenth of a second. */
const pieceBytes = 3200;
/** Bytes that are kept while there is no connection: five seconds. */
const mostKept = 160_000;
/** Characters that may wait to leave: some five seconds, too. */
const mostUnsent = 220_000;
const mimeType = 'audio/pcm;rate=16000';
/** Milliseconds between two looks whether the last turn is over. */
const lookMs = 50;

/** Somebody who speaks, and is answered, for as long as sound comes. */
export class LiveTalk implements LiveListener {
  readonly #session: LiveSession;
  readonly #options: LiveOptions;
  readonly #times: LiveTimes;
  readonly #turns = new LiveQueue<SpokenTurn>();
  /** Somebody was heard, and the answer has not begun. */
  #waiting: LiveLeg | undefined;
  #sound: SoundOut | undefined;
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #isOpening = false;
  #failures = 0;
  #openedAt = 0;
  /** When something was last heard or said. */
  #lastWord = 0;
  #awaitsWords = false;
  /** How much waits to leave at least, and since when it is not less. */
  #unsent = 0;
  #unsentSince = 0;

  constructor(session: LiveSession, options: LiveOptions, times: LiveTimes) {
    this.#session = session;
    this.#options = options;
    this.#times = times;
  }

  async *hold(talk: Talk, signal: AbortSignal): AsyncGenerator<SpokenTurn, void> {
    const over = new AbortController();
    const stop = () => over.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    this.#run(talk, over.signal).then(
      () => this.#turns.end(),
      (error: unknown) => this.#turns.end(error),
    );
    try {
      yield* this.#turns.read(over.signal);
    } catch (error) {
      // To be switched off is no error.
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      over.abort();
      this.#end();
    }
  }

  /** Nobody listens any more. */
  close(): void {
    this.#turns.end();
  }

  onHeard(piece: string): void {
    this.#noteWord();
    this.#waiting ??= this.#begin();
    this.#waiting.heard?.add(piece);
    this.#session.line?.watch();
  }

  onAnswer(mayBegin: boolean): LiveLeg | undefined {
    const leg = this.#waiting ?? (mayBegin ? this.#begin() : undefined);
    this.#waiting = undefined;
    if (leg) this.#noteWord();
    return leg;
  }

  onRest(): void {
    this.#lastWord = performance.now();
  }

  onClosed(error: ChatError): void {
    this.#failures = this.#isSteady ? 1 : this.#failures + 1;
    this.#waiting?.fail(error);
    this.#waiting = undefined;
    if (!canGoOn(error) || this.#failures > this.#times.waits.length) this.#turns.end(error);
  }

  async #run(talk: Talk, signal: AbortSignal): Promise<void> {
    this.#sound = await openSound(this.#options);
    signal.throwIfAborted();
    const listening = this.#listen(talk, signal);
    listening.catch((error: unknown) => this.#turns.end(error));
    const sound = talk.sound[Symbol.asyncIterator]();
    signal.addEventListener('abort', () => void sound.return?.().catch(() => undefined), { once: true });
    for (;;) {
      const { done, value } = await sound.next();
      signal.throwIfAborted();
      if (done) break;
      this.#keep(value);
      if (this.#needsLine()) this.#listen(talk, signal).catch((error: unknown) => this.#turns.end(error));
      else this.#send(pieceBytes);
    }
    await listening;
    await this.#finish(signal);
  }

  /** Opens a session, or another connection of it. */
  async #listen(talk: Talk, signal: AbortSignal): Promise<void> {
    this.#isOpening = true;
    try {
      for (;;) {
        try {
          if (this.#failures > 0) await pause(this.#times.waits[this.#failures - 1] ?? 0, signal);
          await this.#session.listen(talk.request(), this, signal);
          break;
        } catch (error) {
          signal.throwIfAborted();
          this.#failures += 1;
          const isMended = error instanceof ChatError && canGoOn(error);
          if (!isMended || this.#failures > this.#times.waits.length) throw error;
        }
      }
      this.#openedAt = performance.now();
      this.#unsentSince = this.#openedAt;
      talk.onListening();
    } finally {
      this.#isOpening = false;
    }
  }

  /** Whether there is no connection, or one that is soon closed and that nobody needs right now. */
  #needsLine(): boolean {
    const { line } = this.#session;
    if (this.#isOpening) return false;
    if (!line) return true;
    const isQuiet = performance.now() - this.#lastWord > this.#times.settleMs;
    // A server that wants to go as soon as it is there would be asked again and again.
    return line.isLeaving && !this.#isBusy && isQuiet && this.#isSteady;
  }

  get #isSteady(): boolean {
    return performance.now() - this.#openedAt > this.#times.steadyMs;
  }

  get #isBusy(): boolean {
    const { line } = this.#session;
    return Boolean(this.#waiting || line?.leg || (line && line.calls.size > 0));
  }

  #keep(piece: Uint8Array): void {
    this.#kept.push(piece);
    this.#keptBytes += piece.length;
    while (this.#keptBytes > mostKept) this.#keptBytes -= this.#kept.shift()?.length ?? this.#keptBytes;
  }

  #send(least: number): void {
    const { line } = this.#session;
    if (this.#isOpening || !line?.hears || this.#keptBytes < Math.max(least, 1)) return;
    if (this.#isStuck(line)) return;
    const bytes = new Uint8Array(this.#keptBytes);
    let start = 0;
    for (const piece of this.#kept) {
      bytes.set(piece, start);
      start += piece.length;
    }
    this.#kept = [];
    this.#keptBytes = 0;
    line.say((session) => session.sendRealtimeInput({ audio: { data: writeSamples(bytes), mimeType } }));
  }

  /** A connection over which nothing leaves: what is said is kept, until it is clear that it is broken. */
  #isStuck(line: LiveLine): boolean {
    const { unsent } = line;
    const now = performance.now();
    const isMoving = unsent <= mostUnsent || unsent < this.#unsent;
    this.#unsent = unsent;
    if (isMoving) this.#unsentSince = now;
    else if (now - this.#unsentSince > this.#times.silenceMs) line.lose();
    return unsent > mostUnsent;
  }

  /** Nothing more is said: waits for the answer to what was said last. */
  async #finish(signal: AbortSignal): Promise<void> {
    this.#send(0);
    this.#session.line?.say((session) => session.sendRealtimeInput({ audioStreamEnd: true }));
    this.#awaitsWords = true;
    this.#lastWord = performance.now();
    for (;;) {
      await pause(lookMs, signal);
      const isLong = performance.now() - this.#lastWord > this.#times.lastWordsMs;
      if (!this.#isBusy && (isLong || !this.#awaitsWords)) return;
    }
  }

  #noteWord(): void {
    this.#lastWord = performance.now();
    // What was said last is being answered: after that there is nothing to wait for.
    this.#awaitsWords = false;
  }

  #begin(): LiveLeg {
    const heard = new LiveHeard();
    const model = this.#session.model;
    const leg = new LiveLeg({ model, sound: this.#sound, heard, times: this.#times });
    const stop = () => this.#stop(leg);
    this.#turns.put({ heard: heard.read(), events: this.#tell(leg), stop });
    void openSound(this.#options).then((sound) => {
      this.#sound = sound;
    });
    return leg;
  }

  async *#tell(leg: LiveLeg): AsyncGenerator<InteractionEvent, void> {
    try {
      yield* leg.read();
    } finally {
      this.#stop(leg);
    }
  }

  /** Nobody wants an answer any more: what makes it must stop, and with it its connection. */
  #stop(leg: LiveLeg): void {
    if (leg.end) return;
    if (this.#waiting === leg) {
      this.#waiting = undefined;
      this.#session.close();
    }
    this.#session.abandon(leg);
  }

  #end(): void {
    this.#waiting?.cancel();
    this.#waiting = undefined;
    const { line } = this.#session;
    if (line?.leg?.heard) this.#session.abandon(line.leg);
    this.#session.endListening(this);
  }
}

/** Whether another connection can take the place of one that broke. */
function canGoOn(error: ChatError): boolean {
  return isPassing(error) || error.reason === 'live-silent' || error.reason === 'token-used-up';
}
