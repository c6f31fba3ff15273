import { html, type TemplateResult } from 'lit';
import { PartElement } from './part-element.js';

/** What a screen reader is told: in its turn, or at once. */
export interface Announcement {
  readonly text: string;
  readonly urgent: boolean;
}

/** Speaks to screen readers, outside the transcript, so that a streaming answer is not read token by token. */
export class AnnouncerElement extends PartElement {
  static readonly tag = 'gemini-chat-announcer';

  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Says what is urgent at once, all else when the reader is idle, after what was said before. */
  announce({ text, urgent }: Announcement): void {
    if (urgent) {
      // That an answer is coming would be heard after the error, and be false.
      this.hush();
      this.#fill('[aria-live="assertive"]', text);
      return;
    }
    this.#waiting.push(text);
    // Some readers drop what changes together with the focus, so the region changes a moment later.
    this.#timer ??= setTimeout(() => this.#speak(), 250);
  }

  /** Forgets what waits to be said. */
  hush(): void {
    this.#waiting = [];
  }

  #speak(): void {
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    this.#fill('[aria-live="polite"]', this.#waiting.join(' '));
    this.#waiting = [];
  }

  /** A new node each time: the same words said twice are otherwise no change, and stay silent. */
  #fill(selector: string, text: string): void {
    const line = document.createElement('p');
    line.textContent = text;
    this.querySelector(selector)?.replaceChildren(line);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => this.#speak(), 250);
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
