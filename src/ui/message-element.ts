import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { english } from '../i18n/english.js';
import type { MarkdownRenderer } from '../markdown/markdown-renderer.js';
import type { ContentOptions } from './content-options.js';
import { describeOutcome } from './describe-outcome.js';
import { sparkIcon } from './icons.js';
import { loadMarkdown } from './load-markdown.js';
import { renderSteps } from './render-steps.js';
import { PartElement } from './part-element.js';

const unfinished: ReadonlySet<Message['status']> = new Set(['pending', 'streaming']);

/** One turn of one side: what was said, what was done for it, and how it ended. */
export class MessageElement extends PartElement {
  static readonly tag = 'gemini-chat-message';

  static override properties = {
    message: { attribute: false },
    strings: { attribute: false },
    locale: {},
    content: { attribute: false },
    avatar: { attribute: false },
    last: { type: Boolean },
  };

  message?: Message;
  strings = english;
  locale = 'en';
  content?: ContentOptions;
  /** A picture of the author, given by the page; copied into each message. */
  avatar?: readonly Element[] | undefined;
  /** Only the last turn can be tried again. */
  last = false;

  #picture: readonly Node[] | undefined;
  #renderer: MarkdownRenderer | undefined;

  get #container(): HTMLElement | null {
    return this.querySelector('[part~="content"]');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('avatar')) this.#picture = this.avatar?.map((node) => node.cloneNode(true));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { message, strings } = this;
    if (!message) return nothing;
    const isModel = message.role === 'model';
    const author = isModel ? strings.gemini : strings.you;
    const time = new Intl.DateTimeFormat(this.locale, { timeStyle: 'short' }).format(message.createdAt);
    const outcome = describeOutcome(message, strings);
    return html`
      <article
        part=${`message message-${message.role}`}
        data-status=${message.status}
        aria-label=${strings.messageBy(author, time)}
        aria-busy=${unfinished.has(message.status) ? 'true' : 'false'}
      >
        ${isModel || this.#picture ? html`<div class="avatar" data-own=${this.#picture ? '' : nothing} aria-hidden="true">${this.#picture ?? sparkIcon}</div>` : nothing}
        <div class="body">
          ${isModel ? renderSteps(message, strings) : nothing}
          <div part="bubble" ?hidden=${!message.text}>
            ${isModel ? html`<div part="content"></div>` : html`<div part="content" dir="auto">${message.text}</div>`}
          </div>
          ${unfinished.has(message.status) && !message.text ? html`<div class="waiting" aria-hidden="true"><i></i><i></i><i></i></div>` : nothing}
          ${message.status === 'queued' ? html`<p class="remark">${strings.queued}</p>` : nothing}
          ${
            outcome
              ? html`<gemini-chat-notice
                  .strings=${strings}
                  .locale=${this.locale}
                  .text=${outcome.text}
                  .kind=${outcome.kind}
                  .wait=${this.last ? outcome.wait : 0}
                  .action=${this.last ? outcome.action : ''}
                ></gemini-chat-notice>`
              : nothing
          }
        </div>
      </article>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('message')) return;
    // Messages that come or go between others move the rest along: this element may show another one now.
    if (changed.get('message')?.id !== this.message?.id) this.#forget();
    if (this.message?.role === 'model') this.#showText(this.message);
  }

  #forget(): void {
    if (!this.#renderer) return;
    this.#renderer.destroy();
    this.#renderer = undefined;
    if (this.message?.role === 'model') this.#container?.replaceChildren();
  }

  /** Until the renderer is loaded, and where it cannot be, the answer shows as plain text. */
  #showText(message: Message): void {
    if (!this.#renderer) {
      if (!message.text) return;
      this.#container?.replaceChildren(message.text);
      loadMarkdown().then(
        ({ MarkdownRenderer: Renderer }) => this.#startRenderer(Renderer),
        () => {},
      );
      return;
    }
    this.#renderer.set(message.text);
    if (!unfinished.has(message.status)) void this.#renderer.end();
  }

  #startRenderer(Renderer: typeof MarkdownRenderer): void {
    const { content, message, strings } = this;
    const container = this.#container;
    if (this.#renderer || !container || !message) return;
    container.replaceChildren();
    try {
      this.#renderer = new Renderer(container, { ...content, labels: strings });
    } catch (error) {
      // An address that the page allowed cannot be read. The answer matters more than its images.
      console.warn('<gemini-chat> leaves out its image-hosts and link-hosts:', error);
      this.#renderer = new Renderer(container, { labels: strings });
    }
    this.#showText(message);
  }
}
