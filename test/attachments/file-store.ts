import type { FarCall } from '../../src/attachments/attachment-options.js';

/** One request that a far end was sent. */
export interface SeenCall {
  readonly path: string;
  readonly method: string;
  readonly command: string;
  readonly offset: number;
  readonly bytes: number;
}

export interface FakeStoreOptions {
  /** What `/config` says; 404 where nothing. */
  readonly config?: object;
  /** The states that a file is in, one question after the other; the last stays. */
  readonly states?: readonly string[];
  /** Breaks a request before or after it took effect: its number counts all pieces from 1. */
  readonly onPiece?: (number: number, receive: () => void) => void | Promise<void>;
  readonly hasStore?: boolean;
}

/** A far end with a file store in memory, speaking the resumable protocol. */
export class FakeStore {
  readonly seen: SeenCall[] = [];
  readonly received: Uint8Array<ArrayBuffer>[] = [];
  readonly #options: FakeStoreOptions;
  readonly #states: string[];
  #pieces = 0;
  #isFinal = false;

  constructor(options: FakeStoreOptions = {}) {
    this.#options = options;
    this.#states = [...(options.states ?? ['ACTIVE'])];
  }

  get size(): number {
    return this.received.reduce((sum, piece) => sum + piece.length, 0);
  }

  /** Commands and paths, in order. */
  get story(): string[] {
    return this.seen.map(({ method, path, command, offset }) =>
      command ? `${command}${command.startsWith('upload') ? ` ${offset}` : ''}` : `${method} ${path}`,
    );
  }

  readonly call: FarCall = async (path, init, signal) => {
    signal.throwIfAborted();
    const request = new Request(new URL(path, 'https://chat.example'), init);
    const command = request.headers.get('x-goog-upload-command') ?? '';
    const offset = Number(request.headers.get('x-goog-upload-offset'));
    const bytes = new Uint8Array(await request.arrayBuffer());
    this.seen.push({ path, method: request.method, command, offset, bytes: bytes.length });
    if (path === '/config') return this.#answerConfig();
    if (path.startsWith('/files/')) return Response.json(request.method === 'DELETE' ? {} : this.#describe());
    if (this.#options.hasStore === false) return new Response('Not here', { status: 404 });
    if (command === 'start') {
      return new Response(null, {
        headers: { 'x-goog-upload-url': 'https://chat.example/upload/files?id=1' },
      });
    }
    if (command.startsWith('upload')) {
      this.#pieces += 1;
      const receive = (): void => {
        if (offset !== this.size) throw new Error(`A piece for ${offset} came at ${this.size}.`);
        this.received.push(bytes);
        this.#isFinal = command.includes('finalize');
      };
      if (this.#options.onPiece) await this.#options.onPiece(this.#pieces, receive);
      else receive();
      signal.throwIfAborted();
    }
    const headers = {
      'x-goog-upload-status': this.#isFinal ? 'final' : 'active',
      'x-goog-upload-size-received': String(this.size),
    };
    const body = command.includes('finalize') ? JSON.stringify({ file: this.#describe() }) : null;
    return new Response(body, { headers });
  };

  #answerConfig(): Response {
    const { config } = this.#options;
    return config ? Response.json(config) : new Response(null, { status: 404 });
  }

  #describe(): object {
    const state = this.#states.length > 1 ? this.#states.shift() : this.#states[0];
    return { name: 'files/abc-1', uri: 'https://store.example/v1beta/files/abc-1', state };
  }
}
