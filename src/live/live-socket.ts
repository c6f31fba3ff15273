import { parseJson } from '../protocol/parse-json.js';
import { isWireObject } from '../protocol/wire-object.js';

/** Who is told what a socket does. */
export interface LiveSocketEnds {
  readonly onOpen: () => void;
  /** A frame that holds an object of JSON, as text. */
  readonly onText: (text: string) => void;
  readonly onClose: (code: number, reason: string) => void;
}

/** Milliseconds that a farewell may take. */
const longestFarewell = 1000;

/**
 * A socket as Google's client wants one. Its frames come in their order, whatever they are made of, and those that
 * nobody could read are left out: the client would choke on them.
 */
export class LiveSocket {
  readonly #url: string;
  readonly #ends: LiveSocketEnds;
  #socket: WebSocket | undefined;
  /** What came while a frame was still being read. */
  #reading: Promise<void> | undefined;
  #isOver = false;
  readonly #closed: Promise<void>;
  #noteClosed: () => void = () => undefined;

  constructor(url: string, ends: LiveSocketEnds) {
    this.#url = url;
    this.#ends = ends;
    this.#closed = new Promise((resolve) => {
      this.#noteClosed = resolve;
    });
  }

  connect(): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.#url);
    } catch {
      // What it says would repeat the address, and with it the token.
      queueMicrotask(() => this.#end(1006, ''));
      return;
    }
    this.#socket = socket;
    // By properties, as Google's client does: what pages put in the place of `WebSocket` has these at least.
    Object.assign(socket, {
      binaryType: 'arraybuffer',
      onopen: () => {
        if (!this.#isOver) this.#ends.onOpen();
      },
      onmessage: ({ data }: MessageEvent<unknown>) => this.#receive(data),
      onclose: ({ code, reason }: CloseEvent) => {
        this.#noteClosed();
        if (this.#reading) void this.#reading.then(() => this.#end(code, reason));
        else this.#end(code, reason);
      },
      // What went wrong is told by how it closes.
      onerror: () => undefined,
    });
  }

  send(text: string): void {
    // What a closed socket is given is lost; that it is closed is told in another way.
    if (this.#socket && !(this.#socket.readyState > 1)) this.#socket.send(text);
  }

  /** Ends it from here: nothing is told of it any more. */
  close(): void {
    this.#isOver = true;
    this.#socket?.close();
  }

  /** Ends it from here, and waits until the other end knows; not for long. */
  async leave(): Promise<void> {
    this.close();
    if (!this.#socket || this.#socket.readyState === 3) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, longestFarewell);
    });
    await Promise.race([this.#closed, late]);
    clearTimeout(timer);
  }

  #end(code: number, reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#noteClosed();
    this.#ends.onClose(code, reason);
  }

  #receive(data: unknown): void {
    if (!this.#reading && !(data instanceof Blob)) {
      this.#pass(decode(data));
      return;
    }
    const reading = (this.#reading ?? Promise.resolve()).then(async () => {
      this.#pass(data instanceof Blob ? await data.text() : decode(data));
      if (this.#reading === reading) this.#reading = undefined;
    });
    this.#reading = reading;
  }

  #pass(text: string): void {
    if (!this.#isOver && isWireObject(parseJson(text))) this.#ends.onText(text);
  }
}

function decode(data: unknown): string {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? new TextDecoder().decode(data) : '';
}
