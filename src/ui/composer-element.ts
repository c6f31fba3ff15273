import { html, nothing, type TemplateResult } from 'lit';
import { english } from '../i18n/english.js';
import { sendIcon, stopIcon } from './icons.js';
import { PartElement } from './part-element.js';

/** The reader wants `text` sent; `replaces` names the unsent message that it was put back from. */
export class ComposerSendEvent extends Event {
  readonly text: string;
  readonly replaces: string | undefined;

  constructor(text: string, replaces: string | undefined) {
    // Cancelable: what is not taken stays in the box.
    super('composer-send', { bubbles: true, cancelable: true });
    this.text = text;
    this.replaces = replaces;
  }
}

/** The reader wants the answer to stop. */
export class ComposerStopEvent extends Event {
  constructor() {
    super('composer-stop', { bubbles: true });
  }
}

/** The mirror that gives the box its height needs no more than what fits above its greatest height. */
const mirroredCharacters = 4000;

/** Where one writes: a box that grows with its text, and the buttons to send and to stop. */
export class ComposerElement extends PartElement {
  static readonly tag = 'gemini-chat-composer';

  static override properties = {
    strings: { attribute: false },
    placeholder: {},
    busy: { type: Boolean },
    text: { state: true },
  };

  strings = english;
  placeholder = '';
  /** Whether a reply is under way, which can be stopped. */
  busy = false;

  private text = '';

  /** The unsent message whose text stands in the box, as long as it does. */
  #restored: string | undefined;

  get #input(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) this.#input?.focus(options);
    else void this.updateComplete.then(() => this.#input?.focus(options));
  }

  /** Puts the text of a message that was not sent back into the box, unless something else is there. */
  restore(text: string, message?: string): void {
    if (this.text) return;
    this.#write(text);
    this.#restored = message;
    // Whoever types on begins anew; whoever wants the text back presses an arrow key.
    if (this.#input?.matches(':focus')) this.#input.select();
  }

  /** Takes back what `restore` put there, where it still stands as it was. */
  takeBack(message: string, text: string): void {
    if (this.#restored !== message) return;
    // What was changed meanwhile is a message of its own from now on.
    this.#restored = undefined;
    if (this.text === text) this.#write('');
  }

  protected override willUpdate(): void {
    // The stop button is about to go; focus would fall out of the chat.
    if (!this.busy && this.querySelector('[part~="stop-button"]')?.matches(':focus')) this.focus();
  }

  protected override render(): TemplateResult {
    const blank = !this.text.trim();
    const { strings } = this;
    return html`
      <form part="composer" @submit=${this.#onSubmit} @click=${this.#onClick}>
        <slot name="composer-start"></slot>
        <div class="grow" data-text=${`${this.text.slice(0, mirroredCharacters)} `}>
          <textarea
            part="input"
            rows="1"
            dir="auto"
            enterkeyhint="send"
            autocomplete="off"
            aria-label=${strings.messageLabel}
            placeholder=${this.placeholder || strings.placeholder}
            @input=${this.#onInput}
            @keydown=${this.#onKeydown}
          ></textarea>
        </div>
        <slot name="composer-end"></slot>
        ${
          this.busy
            ? html`<button
                type="button"
                part="stop-button"
                aria-label=${strings.stop}
                title=${strings.stop}
                @click=${this.#onStop}
              >
                ${stopIcon}
              </button>`
            : nothing
        }
        ${
          this.busy && blank
            ? nothing
            : html`<button
                type="submit"
                part="send-button"
                aria-label=${strings.send}
                title=${strings.send}
                aria-disabled=${blank ? 'true' : 'false'}
              >
                ${sendIcon}
              </button>`
        }
      </form>
    `;
  }

  #onInput(): void {
    this.text = this.#input?.value ?? '';
    if (!this.text) this.#restored = undefined;
  }

  #onKeydown(event: KeyboardEvent): void {
    // 229: some browsers end a composition before they report the Enter that ended it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    this.#send();
  }

  /** The whole box is one target: a click beside the text is meant for it. */
  #onClick(event: Event): void {
    if (event.target === event.currentTarget) this.focus();
  }

  #onStop(): void {
    this.dispatchEvent(new ComposerStopEvent());
    this.focus();
  }

  #send(): void {
    const text = this.text.trimEnd();
    if (!text) return;
    const taken = this.dispatchEvent(new ComposerSendEvent(text, this.#restored));
    if (taken) this.#write('');
    this.focus();
  }

  #write(text: string): void {
    this.text = text;
    this.#restored = undefined;
    if (this.#input) this.#input.value = text;
  }
}
