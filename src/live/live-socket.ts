import { parseJson } from '../protocol/parse-json.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** Who is told what a socket does. */
export interface LiveSocketEnds {
  readonly onOpen: () => void;
  readonly onMessage: (message: WireObject) => void;
  readonly onClose: (code: number, reason: string) => void;
}

/** Milliseconds that a farewell may take. */
const longestFarewell = 1000;
/** Characters of a frame: to read a larger one would freeze the page. */
const longestFrame = 2 ** 25;

/**
 * A socket as Google's client wants one. Its frames come in their order, whatever they are made of, and those that
 * hold no object are left out.
 */
export class LiveSocket {
  readonly #url: string;
  readonly #ends: LiveSocketEnds;
  #socket: WebSocket | undefined;
  /** What came while a frame was still being read. */
  #reading: Promise<void> | undefined;
  #isOver = false;
  /** Ends with the socket. */
  readonly #page = new AbortController();
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
    // A page that may be shown again keeps no connection meanwhile. There are none where there is no page.
    globalThis.addEventListener?.('pagehide', () => this.#drop(), { signal: this.#page.signal });
    let hasOpened = false;
    // By properties, as Google's client does: what pages put in the place of `WebSocket` has these at least.
    Object.assign(socket, {
      binaryType: 'arraybuffer',
      onopen: () => {
        hasOpened = true;
        if (!this.#isOver) this.#ends.onOpen();
      },
      onmessage: ({ data }: MessageEvent<unknown>) => this.#receive(data),
      onclose: ({ code, reason }: CloseEvent) => {
        this.#noteClosed();
        if (this.#reading) void this.#reading.then(() => this.#end(code, reason));
        else this.#end(code, reason);
      },
      // What went wrong is told by how it closes. Chromium does not close what a page's policy keeps from opening.
      onerror: () => {
        if (!hasOpened) setTimeout(() => this.#end(1006, ''));
      },
    });
  }

  send(text: string): void {
    // What a closed socket is given is lost; that it is closed is told in another way.
    if (this.#socket && !(this.#socket.readyState > 1)) this.#socket.send(text);
  }

  /** How much of what was said has not left yet. */
  get unsent(): number {
    const { bufferedAmount = 0 }: { bufferedAmount?: number } = this.#socket ?? {};
    return bufferedAmount;
  }

  /** Ends it from here: nothing is told of it any more. */
  close(): void {
    this.#isOver = true;
    this.#page.abort();
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

  #drop(): void {
    this.#socket?.close();
    this.#end(1006, '');
  }

  #end(code: number, reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#page.abort();
    this.#noteClosed();
    this.#ends.onClose(code, reason);
  }

  #receive(data: unknown): void {
    if (!this.#reading && !(data instanceof Blob)) {
      this.#pass(decode(data));
      return;
    }
    const reading = (this.#reading ?? Promise.resolve()).then(async () => {
      this.#pass(data instanceof Blob ? await data.text().catch(() => '') : decode(data));
      if (this.#reading === reading) this.#reading = undefined;
    });
    this.#reading = reading;
  }

  #pass(text: string): void {
    if (this.#isOver) return;
    if (text.length > longestFrame) {
      this.#socket?.close();
      this.#end(1011, 'The server said too much at once.');
      return;
    }
    const message = parseJson(text);
    if (isWireObject(message)) this.#ends.onMessage(message);
  }
}

function decode(data: unknown): string {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? new TextDecoder().decode(data) : '';
}
