import type { ReplyReader } from '../replay/reply-piece.js';
import { joinBytes } from './join-bytes.js';
import type { RequestRecord } from './request-record.js';
import { withinSeconds } from './within-seconds.js';

export interface RelayOptions {
  /** The visitor's request. */
  readonly signal: AbortSignal;
  /** What is said between two events where there is nothing to say. */
  readonly heartbeat: string;
  readonly heartbeatSeconds: number;
  /** Seconds after which a visitor who hardly reads is let go. */
  readonly streamSeconds: number;
  readonly record: RequestRecord;
}

/** A reply as one visitor reads it: at their own pace, with signs of life in silences. */
export function relayStream(reader: ReplyReader, options: RelayOptions): ReadableStream<Uint8Array> {
  const relay = new Relay(reader, options);
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => relay.start(controller),
      pull: (controller) => relay.pull(controller),
      cancel: () => relay.leave(),
    },
    { highWaterMark: 0 },
  );
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

class Relay {
  readonly #reader: ReplyReader;
  readonly #options: RelayOptions;
  readonly #heartbeat: Uint8Array;
  /** A wait that outlasts a heartbeat goes on into the next pull. */
  #waiting: ReturnType<Relay['wait']> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop = (): void => undefined;
  #isBetween = true;
  #isClosed = false;

  constructor(reader: ReplyReader, options: RelayOptions) {
    this.#reader = reader;
    this.#options = options;
    this.#heartbeat = new TextEncoder().encode(options.heartbeat);
  }

  start(controller: Controller): void {
    const { signal, streamSeconds } = this.#options;
    this.#stop = () => {
      if (this.#isClosed) return;
      this.leave();
      controller.error(signal.reason);
    };
    // A little longer than the reply itself, whose last word is why it ended.
    this.#timer = setTimeout(() => this.#finish(controller), (streamSeconds + 1) * 1000);
    if (signal.aborted) this.#stop();
    else signal.addEventListener('abort', this.#stop, { once: true });
  }

  async pull(controller: Controller): Promise<void> {
    while (!this.#isClosed) {
      this.#waiting ??= this.wait();
      const next = await withinSeconds(this.#waiting, this.#options.heartbeatSeconds);
      if (this.#isClosed) return;
      if (next === undefined) {
        if (this.#isBetween) return controller.enqueue(this.#heartbeat);
        continue;
      }
      this.#waiting = undefined;
      const { pieces } = next;
      if (pieces === undefined) return this.#finish(controller);
      const { record } = this.#options;
      record.events = (record.events ?? 0) + pieces.filter(({ last }) => last).length;
      this.#isBetween = pieces.at(-1)?.last !== false;
      const bytes = joinBytes(pieces.map((piece) => piece.bytes));
      if (bytes.length > 0) return controller.enqueue(bytes);
    }
  }

  /** The visitor reads no more. */
  leave(): void {
    if (this.#isClosed) return;
    this.#options.record.end ??= 'client-left';
    this.#close();
  }

  /** Wrapped, so that the end of a reply is not taken for silence. */
  async wait() {
    return { pieces: await this.#reader.next() };
  }

  #finish(controller: Controller): void {
    if (this.#isClosed) return;
    this.#close();
    controller.close();
  }

  #close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#options.signal.removeEventListener('abort', this.#stop);
    this.#reader.leave();
  }
}
