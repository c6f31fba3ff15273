/** A far end that a test plays: it keeps the requests it got and answers as told. */
export class PlayedFarEnd {
  readonly requests: Request[] = [];
  readonly #answer: (request: Request) => Response | Promise<Response>;

  constructor(answer: (request: Request) => Response | Promise<Response>) {
    this.#answer = answer;
  }

  /** To be given as `fetch`. */
  readonly fetch = async (request: Request): Promise<Response> => {
    this.requests.push(request);
    return this.#answer(request);
  };
}

/** An event stream that a test writes to while it is read. */
export class WrittenStream {
  /** Why the reader cancelled; undefined while it did not. */
  cancelled = false;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;

  constructor() {
    this.body = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      cancel: () => void (this.cancelled = true),
    });
  }

  write(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  close(): void {
    this.#controller?.close();
  }

  break(error: unknown): void {
    this.#controller?.error(error);
  }

  /** The answer that carries this stream. */
  respond(): Response {
    return new Response(this.body, { headers: { 'content-type': 'text/event-stream' } });
  }
}
