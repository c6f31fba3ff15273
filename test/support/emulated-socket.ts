import type { GeminiEmulator } from '../../src/emulator.js';
import {
  beginLiveSession,
  findLiveFault,
  type LiveServerOptions,
} from '../../src/emulator/begin-live-session.js';
import { isLiveAddress } from '../../src/emulator/live-caller.js';
import type { LiveFrames } from '../../src/emulator/live-fault.js';
import { findLiveHome } from '../../src/emulator/live-home.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';

/** How emulated sockets behave. */
export interface EmulatedSocketOptions extends LiveServerOptions {
  /** Google sends binary frames; `text` has them as strings. */
  readonly frames?: 'binary' | 'text';
  /** Hears each whole message of the server's before the client does; `false` keeps it from the client. */
  readonly onMessage?: (message: WireObject, socket: EmulatedSocket) => unknown;
}

/** The sockets that were opened since the emulated one was installed, in order. */
export interface EmulatedSockets {
  readonly all: readonly EmulatedSocket[];
  /** Those that are open, or about to be. */
  readonly open: () => EmulatedSocket[];
  /** Puts the browser's own `WebSocket` back. */
  readonly restore: () => void;
}

/** A `WebSocket` of the browser that leads to an emulator in the same page. */
export class EmulatedSocket extends EventTarget {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readonly url: string;
  readonly protocol = '';
  readonly extensions = '';
  readonly bufferedAmount = 0;
  /** What the client sent, parsed. */
  readonly sent: WireObject[] = [];
  readyState: 0 | 1 | 2 | 3 = 0;
  binaryType: BinaryType = 'blob';
  onopen: ((event: Event) => unknown) | null = null;
  onmessage: ((event: MessageEvent) => unknown) | null = null;
  onerror: ((event: Event) => unknown) | null = null;
  onclose: ((event: CloseEvent) => unknown) | null = null;
  readonly #emulator: GeminiEmulator;
  readonly #options: EmulatedSocketOptions;
  readonly #tasks: (() => void)[] = [];
  readonly #tick = new MessageChannel();
  #pieces: Uint8Array[] = [];
  #session: ReturnType<typeof beginLiveSession>;

  constructor(url: string, emulator: GeminiEmulator, options: EmulatedSocketOptions = {}) {
    super();
    this.url = url;
    this.#emulator = emulator;
    this.#options = options;
    this.addEventListener('open', (event) => this.onopen?.(event));
    this.addEventListener('error', (event) => this.onerror?.(event));
    this.addEventListener('message', (event) => {
      if (event instanceof MessageEvent) this.onmessage?.(event);
    });
    this.addEventListener('close', (event) => {
      if (event instanceof CloseEvent) this.onclose?.(event);
    });
    this.#tick.port1.addEventListener('message', () => this.#tasks.shift()?.());
    this.#tick.port1.start();
    void this.#connect();
  }

  send(data: string | ArrayBuffer | ArrayBufferView<ArrayBuffer>): void {
    if (this.readyState === 0) throw new DOMException('Still connecting.', 'InvalidStateError');
    if (this.readyState !== 1) return;
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    const message: unknown = JSON.parse(text);
    this.sent.push(isWireObject(message) ? message : {});
    // The other end hears it later, as over a wire.
    this.#later(() => this.#session?.receive(text));
  }

  close(code?: number, reason = ''): void {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
      throw new DOMException(`A page may not close with ${code}.`, 'InvalidAccessError');
    }
    if (this.readyState === 0) return this.#finish(1006, '', true);
    if (this.readyState !== 1) return;
    this.readyState = 2;
    this.#later(() => {
      this.#session?.end();
      this.#finish(code ?? 1005, reason, false);
    });
  }

  /** The server closes the connection. */
  fail(code: number, reason = ''): void {
    this.#session?.end();
    this.#finish(code, reason, false);
  }

  /** The connection is lost. */
  drop(): void {
    this.#session?.end();
    this.#finish(1006, '', true);
  }

  async #connect(): Promise<void> {
    const request = new Request(this.url.replace(/^ws/, 'http'));
    const home = findLiveHome(this.#emulator);
    const fault = await findLiveFault(request, home);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'status') return this.#finish(1006, '', true);
    this.#later(() => {
      if (this.readyState !== 0) return;
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
      this.#session = beginLiveSession(request, this.#createFrames(), { ...this.#options, home, fault });
    });
  }

  #createFrames(): LiveFrames {
    return {
      send: (bytes, isLast) => {
        this.#pieces.push(bytes.slice());
        if (!isLast) return;
        const pieces = this.#pieces;
        this.#pieces = [];
        this.#later(() => this.#deliver(joinPieces(pieces)));
      },
      close: (code, reason) => this.#finish(code, reason, false),
      drop: () => this.#finish(1006, '', true),
    };
  }

  #deliver(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== 1) return;
    const text = new TextDecoder().decode(bytes);
    const { frames = 'binary', onMessage } = this.#options;
    if (onMessage?.(readObject(text), this) === false) return;
    this.dispatchEvent(new MessageEvent('message', { data: this.#shape(bytes, text, frames) }));
  }

  #shape(bytes: Uint8Array<ArrayBuffer>, text: string, frames: 'binary' | 'text') {
    if (frames === 'text') return text;
    return this.binaryType === 'blob' ? new Blob([bytes]) : bytes.buffer;
  }

  /** Ends it for the client, after all that was sent before. */
  #finish(code: number, reason: string, isBroken: boolean): void {
    this.#later(() => {
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.#session?.end();
      if (isBroken) this.dispatchEvent(new Event('error'));
      this.dispatchEvent(new CloseEvent('close', { code, reason, wasClean: !isBroken }));
      this.#tick.port1.close();
    });
  }

  /** In a task of its own: a browser hands over one event at a time. */
  #later(task: () => void): void {
    this.#tasks.push(task);
    this.#tick.port2.postMessage(undefined);
  }
}

function joinPieces(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const piece of pieces) {
    whole.set(piece, start);
    start += piece.length;
  }
  return whole;
}

function readObject(text: string): WireObject {
  try {
    const message: unknown = JSON.parse(text);
    return isWireObject(message) ? message : {};
  } catch {
    return {};
  }
}

const restores = new Set<() => void>();

/** Leads all sockets to the Live API into an emulator, until the test is over; others go where they went. */
export function installEmulatedSocket(
  emulator: GeminiEmulator,
  options: EmulatedSocketOptions = {},
): EmulatedSockets {
  const { WebSocket } = globalThis;
  const all: EmulatedSocket[] = [];
  const emulated = new Proxy(WebSocket, {
    construct(target, given: ConstructorParameters<typeof WebSocket>) {
      const address = new URL(given[0], document.baseURI);
      if (!isLiveAddress(address.href)) return new target(...given);
      const socket = new EmulatedSocket(address.href, emulator, options);
      all.push(socket);
      return socket;
    },
  });
  const restore = () => {
    if (!restores.delete(restore)) return;
    globalThis.WebSocket = WebSocket;
    for (const socket of all) socket.drop();
  };
  restores.add(restore);
  globalThis.WebSocket = emulated;
  return { all, restore, open: () => all.filter(({ readyState }) => readyState < 2) };
}

afterEach(() => {
  // The last first: each puts back what it found.
  for (const restore of [...restores].toReversed()) restore();
});
