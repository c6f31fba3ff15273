import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { english } from '../i18n/english.js';
import { englishSteps, type StepStrings } from '../i18n/english-steps.js';
import type { Retry } from '../protocol/retry-watch.js';
import { definePart } from './define-part.js';
import { describeError } from './describe-error.js';
import { EachSecondController } from './each-second.js';
import { formatDuration } from './format-duration.js';
import { LazyPart } from './lazy-part.js';

/** Says why an answer waits, when it is tried again, and lets the reader end the wait either way. */
export class RetryElement extends LazyPart {
  static readonly tag = 'gemini-chat-retry';

  static override properties = {
    retry: { attribute: false },
    strings: { attribute: false },
    words: { attribute: false },
    locale: {},
  };

  retry?: Retry;
  strings = english;
  words: StepStrings = englishSteps;
  locale = 'en';

  #end = 0;

  constructor() {
    super();
    this.addController(new EachSecondController(this, () => this.#left > 0));
  }

  get #left(): number {
    // By the monotonic clock: a clock that is set must not stretch the wait.
    return Math.max(0, this.#end - performance.now());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('retry')) this.#end = performance.now() + (this.retry?.wait ?? 0) * 1000;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { retry, strings, words, locale } = this;
    if (!retry) return nothing;
    const left = this.#left;
    const wait =
      left > 0 ? words.tryingIn(formatDuration(Math.ceil(left / 1000) * 1000, locale)) : words.tryingNow;
    return html`<div part="notice" role="group">
      <p>${describeError(retry.error, strings)}</p>
      <p class="wait">
        <span role="timer" aria-live="off">${wait}</span>
        ${retry.attempt > 1 ? html`<span class="attempt">${words.attempt(retry.attempt)}</span>` : nothing}
      </p>
      <div class="choices">
        <button type="button" part="retry-button" @click=${() => this.#choose('retry-now')}>
          ${words.tryNow}
        </button>
        <button type="button" @click=${() => this.#choose('composer-stop')}>${words.stopWaiting}</button>
      </div>
    </div>`;
  }

  #choose(type: 'retry-now' | 'composer-stop'): void {
    this.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

definePart(RetryElement);
