import { withinSeconds } from './within-seconds.js';

/** Why a body that a visitor sends was not read to its end. */
export type BodyFault = 'too-large' | 'too-slow' | 'broken';

/** A visitor's bytes on their way to Gemini: read as Gemini takes them, and counted; never more than one chunk here. */
export class CountedBody {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #left: number;
  #fault: BodyFault | undefined;

  /** `stallSeconds`: how long a visitor may send nothing while Gemini waits. */
  constructor(body: ReadableStream<Uint8Array>, maxBytes: number, stallSeconds: number) {
    this.#reader = body.getReader();
    this.#left = maxBytes;
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => this.#pull(controller, stallSeconds),
        cancel: () => this.close(),
      },
      { highWaterMark: 0 },
    );
  }

  get fault(): BodyFault | undefined {
    return this.#fault;
  }

  /** Reads no more. */
  close(): void {
    this.#reader.cancel().catch(() => undefined);
  }

  async #pull(controller: ReadableStreamDefaultController<Uint8Array>, stallSeconds: number): Promise<void> {
    let read: ReadableStreamReadResult<Uint8Array> | undefined;
    try {
      read = await withinSeconds(this.#reader.read(), stallSeconds);
    } catch {
      return this.#fail(controller, 'broken');
    }
    if (read === undefined) return this.#fail(controller, 'too-slow');
    if (read.done) return controller.close();
    this.#left -= read.value.length;
    if (this.#left < 0) return this.#fail(controller, 'too-large');
    controller.enqueue(read.value);
  }

  #fail(controller: ReadableStreamDefaultController<Uint8Array>, fault: BodyFault): void {
    this.#fault = fault;
    this.close();
    controller.error(new Error(`The body is ${fault}`));
  }
}
