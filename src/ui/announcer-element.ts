import { html, LitElement, type TemplateResult } from 'lit';

/** Speaks to screen readers, outside the transcript, so that a streaming answer is not read token by token. */
export class AnnouncerElement extends LitElement {
  static readonly tag = 'gemini-chat-announcer';

  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Says `text` when the reader is idle, after what was said before. */
  say(text: string): void {
    this.#waiting.push(text);
    // Some readers drop what changes together with the focus, so the region changes a moment later.
    this.#timer ??= setTimeout(() => this.#speak(), 250);
  }

  /** Says `text` at once: for what the reader must know before going on. */
  alert(text: string): void {
    this.#fill('[aria-live="assertive"]', text);
  }

  #speak(): void {
    this.#timer = undefined;
    this.#fill('[aria-live="polite"]', this.#waiting.join(' '));
    this.#waiting = [];
  }

  /** A new node each time: the same words said twice are otherwise no change, and stay silent. */
  #fill(selector: string, text: string): void {
    const line = document.createElement('p');
    line.textContent = text;
    this.querySelector(selector)?.replaceChildren(line);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  protected override render(): TemplateResult {
    return html`
      <div class="visually-hidden" aria-live="polite"></div>
      <div class="visually-hidden" aria-live="assertive"></div>
    `;
  }
}
