import type { CallLifetime } from './call-lifetime.js';
import { StreamCleaner } from './stream-cleaner.js';
import type { StreamFormat } from './stream-format.js';
import { untilAborted } from './until-aborted.js';
import { withinSeconds } from './within-seconds.js';

export interface RelayOptions {
  readonly key: string;
  readonly format: StreamFormat;
  readonly heartbeatSeconds: number;
  readonly idleSeconds: number;
}

const timeUp = { code: 'deadline_exceeded', message: 'The reply took longer than this site allows.' };

/**
 * Passes Gemini's stream on as the visitor reads it: nothing is read ahead, and a visitor who leaves stops
 * the work at Gemini. Where Gemini breaks off, the stream just ends: without its last event it is unfinished,
 * which is the truth. When the call's time is up, its last word is an error that says so.
 */
export function relayStream(
  upstream: ReadableStream<Uint8Array>,
  lifetime: CallLifetime,
  options: RelayOptions,
): ReadableStream<Uint8Array> {
  const relay = new StreamRelay(upstream, lifetime, options);
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => relay.start(controller),
      pull: (controller) => relay.pull(controller),
      cancel: () => relay.close(),
    },
    { highWaterMark: 0 },
  );
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

class StreamRelay {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #lifetime: CallLifetime;
  readonly #options: RelayOptions;
  readonly #cleaner: StreamCleaner;
  /** A read that outlasts a heartbeat goes on into the next pull. */
  #reading: Promise<ReadableStreamReadResult<Uint8Array>> | undefined;
  /** Counted only while we wait for Gemini, so that a slow visitor does not make it look silent. */
  #silentSeconds = 0;
  #closed = false;

  constructor(upstream: ReadableStream<Uint8Array>, lifetime: CallLifetime, options: RelayOptions) {
    this.#reader = upstream.getReader();
    this.#lifetime = lifetime;
    this.#options = options;
    this.#cleaner = new StreamCleaner(options.format, options.key);
  }

  start(controller: Controller): void {
    const { signal } = this.#lifetime;
    // Also while nobody reads: a visitor who stopped reading must not keep the call alive.
    const stop = (): void => this.#stop(controller);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  }

  async pull(controller: Controller): Promise<void> {
    try {
      while (!this.#closed) {
        const read = await this.#read();
        if (this.#closed) return;
        if (read === undefined) {
          if (this.#silentSeconds >= this.#options.idleSeconds) return this.#finish(controller);
          if (this.#cleaner.between) return controller.enqueue(this.#cleaner.heartbeat);
        } else {
          if (read.done) return this.#finish(controller);
          const bytes = this.#cleaner.push(read.value);
          if (bytes.length > 0) return controller.enqueue(bytes);
        }
      }
    } catch {
      this.#finish(controller);
    }
  }

  /** Lets go of Gemini, whatever it still had to say. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#lifetime.close();
    this.#reader.cancel().catch(() => undefined);
  }

  /** Undefined after a stretch of silence. */
  async #read(): Promise<ReadableStreamReadResult<Uint8Array> | undefined> {
    const { heartbeatSeconds, idleSeconds } = this.#options;
    const pause = Math.min(heartbeatSeconds, idleSeconds - this.#silentSeconds);
    this.#reading ??= this.#reader.read();
    const read = await withinSeconds(untilAborted(this.#reading, this.#lifetime.signal), pause);
    if (read === undefined) {
      this.#silentSeconds += pause;
    } else {
      this.#reading = undefined;
      this.#silentSeconds = 0;
    }
    return read;
  }

  /** Gemini ended, broke off or fell silent. */
  #finish(controller: Controller): void {
    if (this.#closed) return;
    const rest = this.#cleaner.end();
    if (rest.length > 0) controller.enqueue(rest);
    this.close();
    controller.close();
  }

  /** The call was ended from this side. */
  #stop(controller: Controller): void {
    if (this.#closed) return;
    const { end, signal } = this.#lifetime;
    this.close();
    if (end === 'client-left') return controller.error(signal.reason);
    if (this.#cleaner.between) controller.enqueue(this.#cleaner.fail(timeUp));
    controller.close();
  }
}
