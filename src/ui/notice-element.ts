import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { english } from '../i18n/english.js';
import { alertIcon } from './icons.js';
import { PartElement } from './part-element.js';

/** What a reader can do about a message: ask it again, or ask for the rest of a cut answer. */
export type TurnAction = 'retry' | 'continue';

/** The reader wants something done about the last turn. */
export class TurnActionEvent extends Event {
  readonly action: TurnAction;

  constructor(action: TurnAction) {
    super('turn-action', { bubbles: true });
    this.action = action;
  }
}

/** Longer waits are said by their sentence alone: nobody watches a clock for an hour. */
const longestCountdown = 600;

/** Says what went wrong, and offers what helps. */
export class NoticeElement extends PartElement {
  static readonly tag = 'gemini-chat-notice';

  static override properties = {
    strings: { attribute: false },
    locale: {},
    text: {},
    kind: {},
    wait: { type: Number },
    action: {},
    left: { state: true },
  };

  strings = english;
  locale = 'en';
  text = '';
  /** An error looks and is named differently from a remark. */
  kind: 'error' | 'remark' = 'error';
  /** Seconds to wait before trying again helps. */
  wait = 0;
  action: TurnAction | '' = '';

  private left = 0;
  #end = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('wait')) this.#count();
  }

  protected override render(): TemplateResult {
    const { strings } = this;
    const label = this.action === 'continue' ? strings.continueAnswer : strings.retry;
    return html`
      <div part=${this.kind === 'error' ? 'notice error' : 'notice'}>
        ${this.kind === 'error' ? alertIcon : nothing}
        <div class="words">
          <p dir="auto">
            ${this.text}${this.left > 0 ? html` <span class="wait">${strings.retryIn(this.#formatLeft())}</span>` : nothing}
          </p>
          ${this.action ? html`<button type="button" part="retry-button" @click=${this.#onClick}>${label}</button>` : nothing}
        </div>
      </div>
    `;
  }

  #count(): void {
    const seconds = this.wait <= longestCountdown ? Math.ceil(this.wait) : 0;
    this.left = seconds;
    // By the monotonic clock: a computer that sleeps, or a clock that is set, must not stretch the wait.
    this.#end = performance.now() + seconds * 1000;
    this.#tick();
  }

  /** Goes on counting: a chat that is moved does not begin its wait anew. */
  #tick(): void {
    clearInterval(this.#timer);
    if (this.#end <= performance.now()) return;
    this.#timer = setInterval(() => {
      this.left = Math.max(0, Math.ceil((this.#end - performance.now()) / 1000));
      if (this.left === 0) clearInterval(this.#timer);
    }, 1000);
  }

  #formatLeft(): string {
    return new Intl.NumberFormat(this.locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(
      this.left,
    );
  }

  #onClick(): void {
    if (this.action) this.dispatchEvent(new TurnActionEvent(this.action));
  }
}
