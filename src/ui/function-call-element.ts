import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { englishSteps, type StepStrings } from '../i18n/english-steps.js';
import { english } from '../i18n/english.js';
import { cleanText } from '../safety/clean-text.js';
import './code-element.js';
import { definePart } from './define-part.js';
import { functionCallStyles } from './function-call.styles.js';
import { chevronIcon } from './icons.js';
import { LazyPart } from './lazy-part.js';
import type { CallRenderer } from './message-element.js';
import { renderArguments, renderData } from './render-arguments.js';
import { stepIcon } from './step-icons.js';

/** A call of one of the page's functions. */
type Call = NonNullable<Message['calls']>[number];

/** The reader allowed a call that waits, or refused it. */
export class CallDecisionEvent extends Event {
  readonly id: string;
  readonly accepted: boolean;

  constructor(id: string, accepted: boolean) {
    super('call-decision', { bubbles: true });
    this.id = id;
    this.accepted = accepted;
  }
}

/** Shows a call of one of the page's functions: what is passed, how far it got, and the question whether it may. */
export class FunctionCallElement extends LazyPart {
  static readonly tag = 'gemini-chat-function-call';
  static override sheet = functionCallStyles;

  static override properties = {
    call: { attribute: false },
    strings: { attribute: false },
    words: { attribute: false },
    renderer: { attribute: false },
  };

  call?: Call;
  strings = english;
  words: StepStrings = englishSteps;
  renderer?: CallRenderer | undefined;

  #own: Node | undefined;
  #hadFocus = false;
  #decided: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('call') || changed.has('renderer')) this.#own = this.#askPage();
    // A model may use an id again: this is another question.
    if (this.call?.state === 'waiting' && changed.get('call')?.state !== 'waiting') this.#decided = undefined;
    const isAnswered = changed.get('call')?.state === 'waiting' && this.call?.state !== 'waiting';
    this.#hadFocus = isAnswered && this.querySelector('.choices :focus') !== null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { call, words } = this;
    if (!call) return nothing;
    const name = cleanText(call.name).replaceAll('_', ' ');
    const isWaiting = call.state === 'waiting';
    const isFolded = !isWaiting && !this.#own;
    return html`<div
      role="group"
      part="function-call"
      data-state=${call.state}
      tabindex="-1"
      aria-label=${words.callOf(name)}
    >
      ${isFolded ? this.#renderFolded(call, name) : html`<div class="head">${this.#renderHead(call, name)}</div>`}
      ${isWaiting ? html`<p class="question" dir="auto">${call.question || words.callQuestion(name)}</p>` : nothing}
      ${this.#own ?? (isWaiting ? renderArguments(call.malformed ?? call.args, words.callArguments, this) : nothing)}
      ${call.error ? html`<p class="problem" dir="auto">${cleanText(call.error.slice(0, longestProblem))}</p>` : nothing}
      ${isWaiting ? this.#renderChoices(call) : nothing}
    </div>`;
  }

  protected override updated(): void {
    // The pressed button is gone; who works by keyboard must not be thrown to the top of the page.
    if (this.#hadFocus)
      this.querySelector<HTMLElement>('[part="function-call"]')?.focus({ preventScroll: true });
  }

  #renderHead(call: Call, name: string): TemplateResult {
    return html`${stepIcon(call.state === 'failed' ? 'problem' : 'function')}
      <bdi class="name">${name}</bdi>
      <span class="state">${this.words.callState[call.state]}</span>`;
  }

  #renderFolded(call: Call, name: string): TemplateResult {
    const { words } = this;
    return html`<details>
      <summary class="head">${this.#renderHead(call, name)}${chevronIcon}</summary>
      ${renderArguments(call.malformed ?? call.args, words.callArguments, this)}
      ${call.result === undefined ? nothing : renderData(call.result, words.callResult, this)}
    </details>`;
  }

  #renderChoices(call: Call): TemplateResult {
    const { words } = this;
    return html`<div class="choices">
      <button type="button" class="confirm" @click=${() => this.#decide(call, true)}>
        ${words.confirmCall}
      </button>
      <button type="button" @click=${() => this.#decide(call, false)}>${words.refuseCall}</button>
    </div>`;
  }

  #decide(call: Call, accepted: boolean): void {
    // A double click is one decision.
    if (this.#decided === call.id) return;
    this.#decided = call.id;
    this.dispatchEvent(new CallDecisionEvent(call.id, accepted));
  }

  /** A mistake of the page must not cost the reader the call. */
  #askPage(): Node | undefined {
    const render = this.call && this.renderer?.(this.call);
    if (!this.call || !render) return undefined;
    try {
      const node: unknown = typeof render === 'string' ? this.#fill(render, this.call) : render(this.call);
      if (node === undefined || node === null || node instanceof Node) return node ?? undefined;
      console.warn(`<gemini-chat>: what shows the function ${this.call.name} gave no node:`, node);
    } catch (error) {
      console.warn(`<gemini-chat>: what shows the function ${this.call.name} failed:`, error);
    }
    return undefined;
  }

  /** The page's element for a call stays while the call goes on. */
  #fill(tag: string, { args, state, result, error }: Call): Node {
    const isOwn = this.#own instanceof HTMLElement && this.#own.localName === tag.toLowerCase();
    return Object.assign(isOwn && this.#own ? this.#own : document.createElement(tag), {
      args,
      state,
      result,
      error,
    });
  }
}

const longestProblem = 1000;

definePart(FunctionCallElement);
