import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';

/** What a server does with a message of the client's. */
export type FakeServer = (message: WireObject, socket: FakeLiveSocket) => void;

/** How frames are made of messages. */
export type FrameKind = 'text' | 'blob' | 'buffer';

/** A `WebSocket` of the browser with a scripted server at its other end. */
export class FakeLiveSocket extends EventTarget {
  readonly url: string;
  /** Which connection it is, from 0. */
  readonly number: number;
  /** What the client sent, parsed. */
  readonly sent: WireObject[] = [];
  readyState = 0;
  bufferedAmount = 0;
  binaryType = 'blob';
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: Event) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readonly #server: FakeServer;
  readonly #kind: FrameKind;

  constructor(url: string, { number, server, kind, opens }: FakeSocketOptions) {
    super();
    made.push(this);
    this.addEventListener('open', (event) => this.onopen?.(event));
    this.addEventListener('message', (event) => this.onmessage?.(event));
    this.addEventListener('close', (event) => this.onclose?.(event));
    this.url = url;
    this.number = number;
    this.#server = server;
    this.#kind = kind;
    if (opens) {
      later(() => {
        if (this.readyState !== 0) return;
        this.readyState = 1;
        this.dispatchEvent(new Event('open'));
      });
    }
  }

  /** The setup, with which it began. */
  get setup(): WireObject {
    const setup = this.sent[0]?.['setup'];
    return isWireObject(setup) ? setup : {};
  }

  send(text: string): void {
    const message: WireObject = JSON.parse(text);
    this.sent.push(message);
    later(() => this.#server(message, this));
  }

  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    later(() => this.fail(1000, ''));
  }

  /** The server says something: a message, or a frame as it is. */
  say(...messages: readonly (WireObject | string)[]): void {
    for (const message of messages) {
      later(() => {
        if (this.readyState === 1)
          this.dispatchEvent(new MessageEvent('message', { data: this.#shape(message) }));
      });
    }
  }

  /** The server, or the net, closes the connection. */
  fail(code = 1006, reason = ''): void {
    later(() => {
      if (this.readyState === 3) return;
      this.readyState = 3;
      if (code === 1006) this.dispatchEvent(new Event('error'));
      this.dispatchEvent(new CloseEvent('close', { code, reason }));
    });
  }

  #shape(message: WireObject | string): string | Blob | ArrayBuffer {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    if (this.#kind === 'text') return text;
    return this.#kind === 'blob' ? wrap(text) : new TextEncoder().encode(text).buffer;
  }
}

const made: FakeLiveSocket[] = [];

/** The sockets of this test and of those before that nobody has closed. */
export function listOpenSockets(): FakeLiveSocket[] {
  return made.filter(({ readyState }) => readyState !== 3);
}

interface FakeSocketOptions {
  readonly number: number;
  readonly server: FakeServer;
  readonly kind: FrameKind;
  readonly opens: boolean;
}

/** Large blobs take longer to be read than small ones. */
function wrap(text: string): Blob {
  const blob = new Blob([text]);
  if (text.length < 100_000) return blob;
  const read = () => new Promise((resolve) => setTimeout(resolve, 50, text));
  return Object.defineProperty(blob, 'text', { value: read });
}

/** Each in a task of its own, in order. */
function later(task: () => void): void {
  setTimeout(task, 0);
}

const restores = new Set<() => void>();

/** Puts a scripted server in the place of all sockets, until the test is over. Gives them in the order of opening. */
export function installFakeLive(
  server: FakeServer,
  { kind = 'text', opens = true }: { kind?: FrameKind; opens?: boolean } = {},
): FakeLiveSocket[] {
  const { WebSocket } = globalThis;
  const sockets: FakeLiveSocket[] = [];
  globalThis.WebSocket = new Proxy(WebSocket, {
    construct(_target, [url]: [string]) {
      const socket = new FakeLiveSocket(url, { number: sockets.length, server, kind, opens });
      sockets.push(socket);
      return socket;
    },
  });
  restores.add(() => {
    globalThis.WebSocket = WebSocket;
  });
  return sockets;
}

/** A server that accepts every setup, and leaves all else to `answer`. */
export function accepting(answer: FakeServer = () => undefined): FakeServer {
  return (message, socket) => {
    if (message['setup']) socket.say({ setupComplete: {} });
    answer(message, socket);
  };
}

/** What is asked in a message, as text; empty for all else. */
export function readAsked({ realtimeInput: input, clientContent: content }: WireObject): string {
  if (isWireObject(input)) return typeof input['text'] === 'string' ? input['text'] : '';
  return isWireObject(content) && content['turnComplete'] === true ? JSON.stringify(content['turns']) : '';
}

/** A whole answer in words that are heard. */
export function speech(...words: readonly string[]): WireObject[] {
  return [
    ...words.map((text) => ({ serverContent: { outputTranscription: { text } } })),
    { serverContent: { generationComplete: true } },
    {
      serverContent: { turnComplete: true },
      usageMetadata: { promptTokenCount: 3, responseTokenCount: 4, totalTokenCount: 7 },
    },
  ];
}

/** The handle by which a session can go on. */
export function offer(newHandle: string): WireObject {
  return { sessionResumptionUpdate: { newHandle, resumable: true } };
}

afterEach(() => {
  for (const restore of [...restores].toReversed()) restore();
  restores.clear();
});
