import { html, nothing, type TemplateResult } from 'lit';
import { english } from '../i18n/english.js';
import { alertIcon } from './icons.js';
import { loadCountdown } from './load-countdown.js';
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
  };

  strings = english;
  locale = 'en';
  text = '';
  /** An error looks and is named differently from a remark. */
  kind: 'error' | 'remark' = 'error';
  /** Seconds to wait before trying again helps. */
  wait = 0;
  action: TurnAction | '' = '';

  protected override render(): TemplateResult {
    const { strings } = this;
    const label = this.action === 'continue' ? strings.continueAnswer : strings.retry;
    return html`
      <div part=${this.kind === 'error' ? 'notice error' : 'notice'}>
        ${this.kind === 'error' ? alertIcon : nothing}
        <div class="words">
          <p dir="auto">${this.text} ${this.wait > 0 ? this.#renderWait() : nothing}</p>
          ${this.action ? html`<button type="button" part="retry-button" @click=${this.#onClick}>${label}</button>` : nothing}
        </div>
      </div>
    `;
  }

  /** The wait as it passes; where its code cannot be loaded, the sentence before it says enough. */
  #renderWait(): TemplateResult {
    void loadCountdown().catch(() => {});
    return html`<gemini-chat-countdown
      .wait=${this.wait}
      .strings=${this.strings}
      .locale=${this.locale}
    ></gemini-chat-countdown>`;
  }

  #onClick(): void {
    if (this.action) this.dispatchEvent(new TurnActionEvent(this.action));
  }
}
