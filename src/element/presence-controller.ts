import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What happens to a chat while it comes to a page and leaves it. */
export interface Presence {
  /** The reader has lost the chat: it was taken out and not put back in. */
  readonly onLost: () => void;
  readonly onOnline: () => void;
}

/** Tells a chat that was moved within the page from one that was removed, and when the network is back. */
export class PresenceController implements ReactiveController {
  #connection: AbortController | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #presence: Presence;

  constructor(host: ReactiveControllerHost & HTMLElement, presence: Presence) {
    this.#host = host;
    this.#presence = presence;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#connection) return;
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    globalThis.addEventListener('online', () => this.#presence.onOnline(), { signal });
  }

  hostDisconnected(): void {
    // A page may move the element: only when it stays out beyond this task has the reader lost it.
    setTimeout(() => {
      if (this.#host.isConnected) return;
      this.#connection?.abort();
      this.#connection = undefined;
      this.#presence.onLost();
    });
  }
}
