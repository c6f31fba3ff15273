import { html, nothing, type TemplateResult } from 'lit';
import { copyText } from '../dom/copy-text.js';
import { englishSteps, type StepStrings } from '../i18n/english-steps.js';
import { english } from '../i18n/english.js';
import { cleanStrictly } from '../safety/clean-text.js';
import { codeStyles } from './code.styles.js';
import { definePart } from './define-part.js';
import { LazyPart } from './lazy-part.js';

const fewLines = 12;
const fewCharacters = 1500;
/** Beyond it the browser would stand still; copying still gives everything. */
const mostCharacters = 100_000;
const feedbackTime = 2000;

/** Code, output or data of a step: readable, copyable, and short until somebody wants all of it. */
export class CodeElement extends LazyPart {
  static readonly tag = 'gemini-chat-code';
  static override sheet = codeStyles;

  static override properties = {
    text: { attribute: false },
    label: { attribute: false },
    strings: { attribute: false },
    words: { attribute: false },
    isOpen: { state: true },
    feedback: { state: true },
  };

  text = '';
  /** What the text is: "Code", "Output"; a language may be part of it. */
  label = '';
  strings = english;
  words: StepStrings = englishSteps;

  private isOpen = false;
  private feedback = '';

  protected override render(): TemplateResult {
    const { feedback, isOpen, label, strings, text, words } = this;
    const short = cutShort(text);
    const isLong = short.length < text.length;
    const shown = isOpen ? text.slice(0, mostCharacters) : short;
    const leftOut = text.length - mostCharacters;
    return html`<figure part="code-block">
      <figcaption part="code-header">
        <span>${label}</span>
        <button
          type="button"
          part="copy-button"
          aria-label=${feedback || `${strings.copy}: ${label}`}
          @click=${this.#onCopy}
        >
          ${feedback || strings.copy}
        </button>
      </figcaption>
      <pre
        tabindex="0"
        role="group"
        aria-label=${label}
        dir="ltr"
      ><code>${cleanStrictly(shown)}${isLong && !isOpen ? '…' : ''}</code></pre>
      ${isOpen && leftOut > 0 ? html`<p>${words.leftOutCharacters(leftOut)}</p>` : nothing}
      ${
        isLong
          ? html`<button type="button" class="more" aria-expanded=${isOpen} @click=${this.#onToggle}>
              ${isOpen ? words.showLess : words.showAll(words.characters(text.length))}
            </button>`
          : nothing
      }
    </figure>`;
  }

  #onToggle(): void {
    this.isOpen = !this.isOpen;
  }

  async #onCopy(): Promise<void> {
    const copied = await copyText(cleanStrictly(this.text), this.querySelector('code'));
    this.feedback = copied ? this.strings.copied : this.strings.copyFailed;
    setTimeout(() => {
      this.feedback = '';
    }, feedbackTime);
  }
}

function cutShort(text: string): string {
  const start = text.slice(0, fewCharacters);
  const lines = start.split('\n');
  // A cut that hides only a line or two would be more in the way than the lines.
  if (text.length <= start.length && lines.length <= fewLines + 3) return text;
  return lines.slice(0, fewLines).join('\n');
}

definePart(CodeElement);
