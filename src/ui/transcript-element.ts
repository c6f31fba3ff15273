import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { english } from '../i18n/english.js';
import type { ContentOptions } from './content-options.js';
import { FollowScrollController } from './follow-scroll.js';
import { downIcon, sparkIcon } from './icons.js';
import type { CallRenderer } from './message-element.js';
import { PartElement } from './part-element.js';

/** The reader picked a suggested question. */
export class SuggestionEvent extends Event {
  readonly text: string;

  constructor(text: string) {
    super('suggestion', { bubbles: true });
    this.text = text;
  }
}

/** The pictures that a page gives for the two sides. */
export interface Avatars {
  readonly user?: readonly Element[] | undefined;
  readonly model?: readonly Element[] | undefined;
}

/** What was said so far, in a scroller that follows the answer unless the reader moves. */
export class TranscriptElement extends PartElement {
  static readonly tag = 'gemini-chat-transcript';

  static override properties = {
    messages: { attribute: false },
    suggestions: { attribute: false },
    strings: { attribute: false },
    locale: {},
    content: { attribute: false },
    avatars: { attribute: false },
    renderers: { attribute: false },
    isVisited: { state: true },
  };

  messages: readonly Message[] = [];
  suggestions: readonly string[] = [];
  strings = english;
  locale = 'en';
  content?: ContentOptions;
  avatars: Avatars = {};
  renderers?: CallRenderer | undefined;

  /** Whether a pointer or the focus has come here: what can be done with messages is loaded for who may do it. */
  private isVisited = false;

  readonly #scroll = new FollowScrollController(this, () => {
    const scroller = this.#scroller;
    const list = this.querySelector<HTMLElement>('.list');
    return scroller && list ? { scroller, list } : undefined;
  });

  get #scroller(): HTMLElement | null {
    return this.querySelector('[part~="transcript"]');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('messages');
    // Whoever sends something wants to see it, wherever they had scrolled to.
    if (before && this.messages.length > before.length && this.messages.some(isNewQuestion(before))) {
      void this.updateComplete.then(() => this.#scroll.follow());
    }
  }

  protected override render(): TemplateResult {
    const { messages, strings } = this;
    const last = messages.findLast((message) => message.status !== 'queued');
    return html`
      <div
        part="transcript"
        role="log"
        aria-live="off"
        aria-label=${strings.transcript}
        tabindex="0"
        ?data-free=${!this.#scroll.following}
        @scroll=${() => this.#scroll.onScroll()}
        @click=${this.#onClick}
        @pointermove=${this.#onVisit}
        @focusin=${this.#onVisit}
        @wheel=${(event: WheelEvent) => this.#scroll.onWheel(event)}
      >
        <div class="list">
          ${messages.length === 0 ? this.#renderEmpty() : nothing}
          ${messages.map(
            (message) =>
              html`<gemini-chat-message
                .message=${message}
                .strings=${strings}
                .locale=${this.locale}
                .content=${this.content}
                .avatar=${this.avatars[message.role]}
                .last=${message === last}
                .renderers=${this.renderers}
                .actions=${this.isVisited}
              ></gemini-chat-message>`,
          )}
        </div>
      </div>
      ${this.#scroll.following ? nothing : this.#renderJump()}
    `;
  }

  #renderEmpty(): TemplateResult {
    return html`
      <div class="empty">
        <slot name="empty">
          <div class="greeting">
            ${sparkIcon}
            <p>${this.strings.greeting}</p>
          </div>
        </slot>
        ${
          this.suggestions.length > 0
            ? html`<ul class="suggestions">
                ${this.suggestions.map(
                  (text) =>
                    html`<li>
                      <button
                        type="button"
                        part="suggestion"
                        dir="auto"
                        @click=${() => this.dispatchEvent(new SuggestionEvent(text))}
                      >
                        ${text}
                      </button>
                    </li>`,
                )}
              </ul>`
            : nothing
        }
      </div>
    `;
  }

  #renderJump(): TemplateResult {
    const { strings } = this;
    return html`<button
      type="button"
      part="jump-button"
      aria-label=${strings.jumpToLatest}
      title=${strings.jumpToLatest}
      @click=${this.#onJump}
    >
      ${downIcon}${this.#scroll.hasNews ? html`<span>${strings.newMessages}</span>` : nothing}
    </button>`;
  }

  #onClick(event: Event): void {
    if (event.target instanceof Element && event.target.closest('summary')) this.#scroll.onToggle();
  }

  #onVisit(): void {
    this.isVisited = true;
  }

  #onJump(): void {
    this.#scroll.follow();
    // The button goes away; the transcript beside it takes the focus.
    this.#scroller?.focus({ preventScroll: true });
  }
}

function isNewQuestion(before: readonly Message[]): (message: Message) => boolean {
  const known = new Set(before.map((message) => message.id));
  return (message) => message.role === 'user' && !known.has(message.id);
}
