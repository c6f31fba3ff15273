import { html, nothing, type TemplateResult } from 'lit';
import type { Attachable } from '../attachments/attachment.js';
import type { AttachmentOptions } from '../attachments/attachment-options.js';
import { english } from '../i18n/english.js';
import { ChatError } from '../protocol/chat-error.js';
import type { Content } from '../protocol/step.js';
import type { AttachmentsElement } from './attachments-element.js';
import { attachIcon, sendIcon, stopIcon } from './icons.js';
import { loadAttachments } from './load-attachments.js';
import { PartElement } from './part-element.js';
import type { VoiceControl } from './voice-control.js';

/**
 * The reader wants `text` sent, and `contents` where files go with it: these first, then the text. `replaces`
 * names the unsent message that it was put back from.
 */
export class ComposerSendEvent extends Event {
  readonly text: string;
  readonly replaces: string | undefined;
  readonly contents: Content[] | undefined;

  constructor(text: string, replaces: string | undefined, contents?: Content[]) {
    // Cancelable: what is not taken stays in the box.
    super('composer-send', { bubbles: true, cancelable: true });
    this.text = text;
    this.replaces = replaces;
    this.contents = contents;
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
    locale: {},
    busy: { type: Boolean },
    attachments: { attribute: false },
    voice: { attribute: false },
    text: { state: true },
    trayState: { state: true },
  };

  strings = english;
  placeholder = '';
  locale = 'en';
  /** Whether a reply is under way, which can be stopped. */
  busy = false;
  /** What may be attached; undefined where nothing may. */
  attachments: AttachmentOptions | undefined;
  /** What speaks and listens, where the chat does. */
  voice: VoiceControl | undefined;

  private text = '';
  /** `failed` where files wait for a tray that could not be loaded. */
  private trayState: 'none' | 'open' | 'failed' = 'none';

  /** What goes into the tray as soon as it is there. */
  readonly #waiting: Attachable[] = [];

  /** The unsent message whose text stands in the box, as long as it does. */
  #restored: string | undefined;

  get #input(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  get #tray(): AttachmentsElement | null {
    return this.querySelector('gemini-chat-attachments');
  }

  get #isBlank(): boolean {
    return !this.text.trim() && (this.#tray?.isEmpty ?? true);
  }

  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) this.#input?.focus(options);
    else void this.updateComplete.then(() => this.#input?.focus(options));
  }

  /** Attaches files and links. Resolves when each of them is ready, or the reader has been told why not. */
  async attach(files: Iterable<Attachable>): Promise<void> {
    if (!this.attachments) throw new ChatError('attachment-failed', { message: 'This chat takes no files.' });
    // At once: what a drop or an input holds is gone a moment later. A single link is no list of letters.
    this.#waiting.push(...(typeof files === 'string' ? [files] : files));
    await this.#openTray();
  }

  /** Puts a message that was not sent back into the box, unless something else is there. */
  restore(text: string, message?: string, contents: readonly Content[] = []): void {
    if (!this.#isBlank) return;
    this.#write(text);
    this.#restored = message;
    if (contents.some((content) => content.type !== 'text' || content.text !== text)) {
      void this.reuse(contents).then(() => {
        this.#restored = message;
      });
    }
    // Whoever types on begins anew; whoever wants the text back presses an arrow key.
    if (this.#input?.matches(':focus')) this.#input.select();
  }

  /** Puts what was attached or made before among the files of the next message. */
  async reuse(contents: readonly Content[]): Promise<void> {
    await this.#openTray();
    this.#tray?.restore(contents);
  }

  /** The files and the words as one message; undefined where nothing is attached. */
  compose(text: string): Content[] | undefined {
    return this.#tray?.compose(text);
  }

  /** Takes the files out, which have been sent. */
  clearFiles(): void {
    this.#tray?.clear();
  }

  /** Takes back what `restore` put there, where it still stands as it was. */
  takeBack(message: string, text: string): void {
    if (this.#restored !== message) return;
    // What was changed meanwhile is a message of its own from now on.
    this.#restored = undefined;
    if (this.text !== text) return;
    this.#write('');
    this.#tray?.takeBack();
  }

  protected override willUpdate(): void {
    if (!this.text && this.#isBlank) this.#restored = undefined;
    // The stop button is about to go; focus would fall out of the chat.
    if (!this.busy && this.querySelector('[part~="stop-button"]')?.matches(':focus')) this.focus();
  }

  protected override render(): TemplateResult {
    const { attachments, strings } = this;
    const blank = this.#isBlank;
    const hasTray = attachments && this.trayState === 'open';
    const tray = this.#tray;
    const reason = tray?.reason;
    return html`
      ${
        this.trayState === 'failed'
          ? html`<gemini-chat-notice
              class="connection"
              .text=${strings.errors['attachment-failed']}
            ></gemini-chat-notice>`
          : nothing
      }
      <form
        part="composer"
        @submit=${this.#onSubmit}
        @click=${this.#onClick}
        @dragover=${this.#onTransfer}
        @dragleave=${this.#onTransfer}
        @drop=${this.#onTransfer}
        @paste=${this.#onTransfer}
      >
        ${
          hasTray
            ? html`<gemini-chat-attachments
                .options=${attachments}
                .locale=${this.locale}
                @attachments-change=${() => this.requestUpdate()}
              ></gemini-chat-attachments>`
            : nothing
        }
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
          attachments
            ? html`<input
                  type="file"
                  hidden
                  multiple
                  accept=${attachments.accept}
                  @change=${this.#onPick}
                /><button
                  type="button"
                  part="attach-button"
                  aria-label=${strings.attach}
                  title=${tray?.hint || strings.attach}
                  @click=${() => this.querySelector('input')?.click()}
                  @focus=${this.#openTray}
                  @pointerenter=${this.#openTray}
                >
                  ${attachIcon}
                </button>`
            : nothing
        }
        ${this.voice ? html`<gemini-chat-voice .voice=${this.voice} .strings=${strings}></gemini-chat-voice>` : nothing}
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
                title=${reason || strings.send}
                aria-disabled=${blank || reason ? 'true' : 'false'}
              >
                ${sendIcon}
              </button>`
        }
      </form>
    `;
  }

  #onInput(): void {
    this.text = this.#input?.value ?? '';
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

  #onPick({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    void this.attach(target.files ?? []);
    // The same file can be chosen again.
    target.value = '';
    this.focus();
  }

  /** Files that are pasted, or dragged over the box and dropped. */
  #onTransfer(event: ClipboardEvent | DragEvent): void {
    const { currentTarget: form, type } = event;
    const data = 'clipboardData' in event ? event.clipboardData : event.dataTransfer;
    const has = (kind: string) => data?.types.includes(kind);
    // Office programs put a picture of a copied text beside it.
    if (!data || !this.attachments || !has('Files') || (has('text/plain') && has('text/html'))) return;
    event.preventDefault();
    if (form instanceof Element) form.toggleAttribute('data-over', type === 'dragover');
    if (type === 'drop' || type === 'paste') void this.attach(data.files);
  }

  /** Loads the tray where it is not there yet, and puts into it what waits for it. */
  async #openTray(): Promise<void> {
    try {
      await loadAttachments();
      this.trayState = 'open';
    } catch {
      // Tried again by whoever comes near the button.
      if (this.#waiting.length > 0) this.trayState = 'failed';
    }
    await this.updateComplete;
    await this.#tray?.add(this.#waiting.splice(0));
  }

  #send(): void {
    const text = this.text.trimEnd();
    const tray = this.#tray;
    if (this.#isBlank) return;
    if (tray?.reason) return tray.insist();
    const taken = this.dispatchEvent(new ComposerSendEvent(text, this.#restored, this.compose(text)));
    if (taken) {
      this.#write('');
      this.clearFiles();
    }
    this.focus();
  }

  #write(text: string): void {
    this.text = text;
    this.#restored = undefined;
    if (this.#input) this.#input.value = text;
  }
}
