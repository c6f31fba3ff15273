import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { english } from '../i18n/english.js';
import type { MarkdownRenderer } from '../markdown/markdown-renderer.js';
import type { createAnswerRenderer } from './answer-renderer.js';
import type { ContentOptions } from './content-options.js';
import { describeOutcome } from './describe-outcome.js';
import { sparkIcon } from './icons.js';
import { loadMarkdown } from './load-markdown.js';
import { listViews, loadView, type View } from './load-views.js';
import { PartElement } from './part-element.js';

type Call = NonNullable<Message['calls']>[number];

/**
 * How a page shows a call of one of its functions: by a custom element of that name, or by a node that it makes;
 * `undefined` where it leaves that to the chat.
 */
export type CallRenderer = (call: Call) => string | ((call: Call) => Node) | undefined;

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
    renderers: { attribute: false },
    actions: { type: Boolean },
    rendered: { state: true },
  };

  message?: Message;
  strings = english;
  locale = 'en';
  content?: ContentOptions;
  /** A picture of the author, given by the page; copied into each message. */
  avatar?: readonly Element[] | undefined;
  /** Only the last turn can be tried again. */
  last = false;
  /** Shows a call of one of the page's functions as the page wants it. */
  renderers?: CallRenderer | undefined;
  /** Whether it is offered what can be done with a message. */
  actions = false;

  /** The renderer, once all of the text is in the document. */
  private rendered: MarkdownRenderer | undefined;
  /** What stands beside the words, as far as this message has it. */
  readonly #views = new Map<View, HTMLElement>();
  #picture: readonly Node[] | undefined;
  #renderer: MarkdownRenderer | undefined;

  get #container(): HTMLElement | null {
    return this.querySelector('[part~="content"]');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('message')) {
      // Its text may be another one now; what stands in it by position has to wait for that.
      this.rendered = undefined;
      // Messages that come or go between others move the rest along: this element may show another one now.
      if (changed.get('message')?.id !== this.message?.id) this.#views.clear();
    }
    if (changed.has('avatar')) this.#picture = this.avatar?.map((node) => node.cloneNode(true));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { message, strings } = this;
    if (!message) return nothing;
    const isModel = message.role === 'model';
    const author = isModel ? strings.gemini : strings.you;
    const time = new Intl.DateTimeFormat(this.locale, { timeStyle: 'short' }).format(message.createdAt);
    const outcome = describeOutcome(message, strings);
    const views = listViews(message);
    if (hasActions(message, this.actions)) views.add('actions');
    const view = (name: View) => (views.has(name) ? this.#view(name) : nothing);
    return html`
      <article
        part=${`message message-${message.role}`}
        data-status=${message.status}
        aria-label=${strings.messageBy(author, time)}
        aria-busy=${unfinished.has(message.status) ? 'true' : 'false'}
      >
        ${isModel || this.#picture ? html`<div class="avatar" data-own=${this.#picture ? '' : nothing} aria-hidden="true">${this.#picture ?? sparkIcon}</div>` : nothing}
        <div class="body">
          ${view('activity')}${isModel ? nothing : view('media')}
          <div part="bubble" ?hidden=${!message.text || views.has('data')}>
            ${isModel ? html`<div part="content"></div>` : html`<div part="content" dir="auto">${message.text}</div>`}
          </div>
          ${isModel ? view('media') : nothing}${view('data')}${view('sources')}
          ${unfinished.has(message.status) && !message.text && !views.has('activity') ? html`<div class="waiting" aria-hidden="true"><i></i><i></i><i></i></div>` : nothing}
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
          ${view('actions')}
        </div>
      </article>
    `;
  }

  /** The element of a view, which comes to life when its code has loaded. */
  #view(name: View): HTMLElement {
    loadView(name);
    const element = this.#views.get(name) ?? document.createElement(`gemini-chat-${name}`);
    this.#views.set(name, element);
    const { message, strings, locale, content, renderers, rendered: renderer } = this;
    return Object.assign(element, { message, strings, locale, content, renderers, renderer });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('message')) return;
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
        ({ createAnswerRenderer: create }) => this.#startRenderer(create),
        () => {},
      );
      return;
    }
    const renderer = this.#renderer;
    renderer.set(message.text);
    if (!unfinished.has(message.status)) void renderer.end().then(() => this.#onRendered(renderer));
  }

  #onRendered(renderer: MarkdownRenderer): void {
    if (this.#renderer === renderer) this.rendered = renderer;
  }

  #startRenderer(create: typeof createAnswerRenderer): void {
    const { content, message, strings } = this;
    const container = this.#container;
    if (this.#renderer || !container || !message) return;
    container.replaceChildren();
    this.#renderer = create(container, strings, content);
    this.#showText(message);
  }
}

/** Whether what can be done with a message is offered; other branches of it always are. */
function hasActions({ role, status, branch }: Message, isVisited: boolean): boolean {
  if (status === 'queued' || unfinished.has(status)) return false;
  if (branch) return true;
  // Of a reply that failed or was stopped the notice offers another attempt.
  return isVisited && (role === 'user' || status === 'complete' || status === 'truncated');
}
