import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import { BackendTransport } from './backend-transport.js';
import { createDirectFarEnd } from './direct-far-end.js';
import { grantError } from './grant-error.js';
import { Grants } from './grants.js';
import { hideCredentials } from './hide-credentials.js';
import { loadLive } from './load-live.js';
import { overGenerateContent } from './over-generate-content.js';
import type { TokenWay } from './over-token.js';
import { readApiBase } from './read-api-base.js';
import type { RetryWatch } from '../protocol/retry-watch.js';
import type { SpokenTurn, Talk } from '../protocol/spoken-turn.js';
import type { Transport } from './transport.js';

/** Asked where the page names neither a model nor an agent: there is no backend that would. */
const usualModel = 'gemini-3.5-flash';

/** Goes to Google by itself, over REST or in a live session, as the credential demands. */
export class TokenTransport implements Transport {
  readonly #way: TokenWay;
  readonly #grants: Grants;
  readonly #direct: Transport;
  #live: Transport | undefined;
  /** What the last credential was for. */
  #isLive = false;

  constructor(way: TokenWay) {
    const base = readApiBase(way.apiBase);
    this.#way = way;
    this.#grants = new Grants(way);
    const farEnd = createDirectFarEnd({
      base,
      grants: this.#grants,
      fetch: () => way.fetch ?? globalThis.fetch,
    });
    const direct = new BackendTransport({ endpoint: base, fetch: farEnd, credentials: 'omit' });
    this.#direct = way.api === 'generate-content' ? overGenerateContent(direct) : direct;
  }

  async *send(
    request: InteractionRequest,
    signal: AbortSignal,
    watch?: RetryWatch,
  ): AsyncGenerator<InteractionEvent, void> {
    if (await this.#goesLive(signal)) {
      const live = await this.#openLive();
      signal.throwIfAborted();
      yield* live.send(request, signal, watch);
      return;
    }
    const isNamed = request.model || request.agent;
    const asked = isNamed ? request : { ...request, model: usualModel };
    yield* hideCredentials(this.#direct.send(asked, signal), this.#grants);
  }

  async *talk(talk: Talk, signal: AbortSignal): AsyncGenerator<SpokenTurn, void> {
    if (!(await this.#goesLive(signal))) {
      throw new ChatError('invalid-request', {
        message: 'Only an ephemeral token opens a session that can hear.',
        reason: 'voice-needs-live',
      });
    }
    const live = await this.#openLive();
    signal.throwIfAborted();
    yield* live.talk?.(talk, signal) ?? [];
  }

  async call(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    signal.throwIfAborted();
    // No credential is needed to know that Google has no such thing.
    if (path === '/config' || (await this.#goesLive(signal))) return new Response(null, { status: 404 });
    return this.#direct.call(path, init, signal);
  }

  watchCall(id: string): AbortSignal | undefined {
    return this.#live?.watchCall?.(id);
  }

  close(): void {
    this.#live?.close?.();
  }

  /** A session is not asked each time whether it is one: tokens for it are fetched when it connects. */
  async #goesLive(signal: AbortSignal): Promise<boolean> {
    if (!this.#isLive) this.#isLive = (await this.#grants.get(signal)).kind === 'auth-token';
    return this.#isLive;
  }

  async #openLive(): Promise<Transport> {
    const { LiveTransport } = await loadLive();
    const { apiBase, openSound } = this.#way;
    // Two turns may have begun to load it.
    return (this.#live ??= new LiveTransport({
      takeToken: (signal) => this.#takeToken(signal),
      apiBase: apiBase && readApiBase(apiBase),
      openSound,
    }));
  }

  async #takeToken(signal: AbortSignal): Promise<string> {
    const credential = await this.#grants.take(signal);
    if (credential.kind === 'auth-token') return credential.reveal();
    // The next turn goes where this one is good for.
    this.#isLive = false;
    throw grantError('token-used-up', 'This credential opens no live session.', { retryable: true });
  }
}
