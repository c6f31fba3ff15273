import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import type { Transport } from '../../src/transport/transport.js';

type Play = (request: InteractionRequest, signal: AbortSignal) => AsyncIterable<InteractionEvent>;

/** A transport that records what is asked and answers each request with the next of `plays`. */
export class FakeTransport implements Transport {
  readonly requests: InteractionRequest[] = [];
  /** What was asked beside turns: method and path. */
  readonly calls: string[] = [];
  /** The answers to that, in order. */
  readonly answers: ((path: string) => Response | Promise<Response>)[] = [];
  readonly #plays: Play[];

  constructor(...plays: Play[]) {
    this.#plays = plays;
  }

  send(request: InteractionRequest, signal: AbortSignal): AsyncIterable<InteractionEvent> {
    this.requests.push(request);
    const play = this.#plays.shift();
    if (!play) throw new Error('The test did not expect another request.');
    return play(request, signal);
  }

  async call(path: string, { method = 'GET' }: RequestInit, signal: AbortSignal): Promise<Response> {
    signal.throwIfAborted();
    this.calls.push(`${method} ${path}`);
    const answer = this.answers.shift();
    if (!answer) throw new Error(`The test did not expect a call of ${path}.`);
    return answer(path);
  }
}

/** Plays the given events, then ends. */
export function play(...events: readonly InteractionEvent[]): Play {
  return async function* playEvents() {
    yield* events;
  };
}

/** Plays the given events, then waits until it is aborted. */
export function playThenWait(...events: readonly InteractionEvent[]): Play {
  return async function* waitForAbort(_request, signal) {
    yield* events;
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    signal.throwIfAborted();
  };
}

/** Plays the given events, then breaks with `error`. */
export function playThenThrow(error: unknown, ...events: readonly InteractionEvent[]): Play {
  return async function* breakOff() {
    yield* events;
    throw error;
  };
}
