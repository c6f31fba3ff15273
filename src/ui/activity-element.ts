import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { english, type Strings } from '../i18n/english.js';
import { englishSteps, type StepStrings } from '../i18n/english-steps.js';
import { activityStyles } from './activity.styles.js';
import './code-element.js';
import { definePart } from './define-part.js';
import './elapsed-element.js';
import { formatDuration } from './format-duration.js';
import type { CallRenderer } from './message-element.js';
import './function-call-element.js';
import { chevronIcon } from './icons.js';
import { LazyPart } from './lazy-part.js';
import { listActivity, summarizeActivity } from './list-activity.js';
import './picture-element.js';
import { readThoughts } from './read-thoughts.js';
import { renderStep } from './render-step.js';
import './retry-element.js';

/** Up to so many, steps are whole even while folded, so that a search in the page finds what is in them. */
const fewSteps = 20;
const underWay: ReadonlySet<Message['status']> = new Set(['pending', 'streaming']);

/** What the model did for an answer: its thoughts, its steps, and what it asks of the page. */
export class ActivityElement extends LazyPart {
  static readonly tag = 'gemini-chat-activity';
  static override sheet = activityStyles;

  static override properties = {
    message: { attribute: false },
    strings: { attribute: false },
    locale: {},
    renderers: { attribute: false },
    isOpen: { state: true },
  };

  message?: Message;
  /** The words of the chat; those of steps may be among them, and are English otherwise. */
  strings: Strings & Partial<StepStrings> = english;
  locale = 'en';
  /** Shows a call of one of the page's functions in the page's own way. */
  renderers?: CallRenderer | undefined;

  /** Whether the reader opened the steps. */
  private isOpen = false;
  #words: StepStrings = englishSteps;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('strings')) this.#words = { ...englishSteps, ...this.strings };
    const before = changed.get('message');
    // The element may have got another message, which nobody opened yet.
    if (!before || before.id === this.message?.id) return;
    this.isOpen = false;
    this.querySelector('[part~="thoughts"]')?.removeAttribute('open');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { locale, message, strings } = this;
    if (!message) return nothing;
    const isUnderWay = underWay.has(message.status);
    const steps = this.#renderSteps(message);
    const thoughts = this.#renderThoughts(message);
    const isIdle = thoughts === nothing && steps === nothing && !message.calls?.length;
    return html`
      ${thoughts} ${steps}
      ${
        // The message leaves it to this part to show that something goes on.
        isIdle && isUnderWay && !message.text && !message.retry && !message.isBackground
          ? html`<div class="waiting" aria-hidden="true"><i></i><i></i><i></i></div>`
          : nothing
      }
      ${message.calls?.map(
        (call) =>
          html`<gemini-chat-function-call
            .call=${call}
            .strings=${strings}
            .words=${this.#words}
            .renderer=${this.renderers}
          ></gemini-chat-function-call>`,
      )}
      ${
        message.isBackground && isUnderWay && !message.retry
          ? html`<gemini-chat-elapsed
              .since=${message.createdAt}
              .words=${this.#words}
              .locale=${locale}
            ></gemini-chat-elapsed>`
          : nothing
      }
      ${
        message.retry && isUnderWay
          ? html`<gemini-chat-retry
              .retry=${message.retry}
              .strings=${strings}
              .words=${this.#words}
              .locale=${locale}
            ></gemini-chat-retry>`
          : nothing
      }
    `;
  }

  #renderThoughts(message: Message): TemplateResult | typeof nothing {
    const { paragraphs, images, title } = readThoughts(message.steps);
    if (paragraphs.length === 0 && images.length === 0) return nothing;
    return html`<details part="thoughts">
      <summary class="fold" data-live=${isLive(message) ? '' : nothing}>
        ${chevronIcon}<bdi>${this.#summarizeThoughts(message, title)}</bdi>
      </summary>
      <div class="thought">
        ${paragraphs.map(({ text, isTitle }) => html`<p dir="auto">${isTitle ? html`<strong>${text}</strong>` : text}</p>`)}
        ${images.map(
          (content) =>
            html`<gemini-chat-picture
              .content=${content}
              .alt=${this.#words.thoughtPicture}
              .strings=${this.strings}
              bare
            ></gemini-chat-picture>`,
        )}
      </div>
    </details>`;
  }

  /** What it thinks about now; afterwards, how long it thought. */
  #summarizeThoughts(message: Message, title: string): string {
    const words = this.#words;
    const isThinking = message.status === 'streaming' && message.steps.at(-1)?.type === 'thought';
    if (isThinking) return title || words.thinking;
    if (message.thinkingMs === undefined) return words.thoughts;
    return words.thoughtFor(formatDuration(message.thinkingMs, this.locale));
  }

  #renderSteps(message: Message): TemplateResult | typeof nothing {
    const words = this.#words;
    const views = listActivity(message, words);
    if (views.length === 0) return nothing;
    const isShown = this.isOpen || views.length <= fewSteps;
    return html`<details class="timeline" ?open=${this.isOpen} @toggle=${this.#onToggle}>
      <summary class="fold" data-live=${isLive(message) ? '' : nothing}>
        ${chevronIcon}<bdi>${summarizeActivity(views, words)}</bdi>
      </summary>
      <ol>
        ${views.map((view) => renderStep(view, isShown, { strings: this.strings, words }))}
      </ol>
    </details>`;
  }

  #onToggle(event: Event): void {
    // A list inside that folds does not concern the steps: its event does not bubble, but others may be sent.
    if (event.currentTarget instanceof HTMLDetailsElement) this.isOpen = event.currentTarget.open;
  }
}

/** Whether the reader waits for words, and what is done is all there is to see. */
function isLive({ status, text }: Message): boolean {
  return underWay.has(status) && text === '';
}

definePart(ActivityElement);
