/** Why a call to Gemini ended before its answer did. */
export type CallEnd = 'client-left' | 'time-up';

/**
 * How long one call to Gemini may live: until the visitor leaves, its time is up, or it is over. Its signal
 * stops the work at Gemini, which is what costs.
 */
export class CallLifetime {
  readonly #controller = new AbortController();
  readonly #client: AbortSignal;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #end: CallEnd | undefined;

  constructor(client: AbortSignal, seconds: number) {
    this.#client = client;
    this.limit(seconds);
    if (client.aborted) this.#leave();
    else client.addEventListener('abort', this.#leave);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Undefined while the call lives, and after it was over by itself. */
  get end(): CallEnd | undefined {
    return this.#end;
  }

  /** Ends the call after so many seconds, unless the returned function is called before. */
  limit(seconds: number): () => void {
    const timer = setTimeout(() => this.#abort('time-up', timeIsUp()), seconds * 1000);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  /** From now on a visitor may leave and come back. */
  outliveClient(): void {
    this.#client.removeEventListener('abort', this.#leave);
  }

  /** The call is over: stops what may still run at Gemini and forgets the visitor. */
  close(): void {
    this.#release();
    this.#controller.abort();
  }

  readonly #leave = (): void => this.#abort('client-left', this.#client.reason);

  #abort(end: CallEnd, reason: unknown): void {
    this.#end ??= end;
    this.#release();
    this.#controller.abort(reason);
  }

  #release(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.outliveClient();
  }
}

function timeIsUp(): DOMException {
  return new DOMException('The time for this call is up', 'TimeoutError');
}
