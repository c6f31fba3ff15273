import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { englishActions } from '../i18n/english-actions.js';
import { actionsStyles } from './actions.styles.js';
import { foldStyles } from './fold.styles.js';
import { editIcon, regenerateIcon } from './action-icons.js';
import { chevronIcon } from './icons.js';
import { LazyPart } from './lazy-part.js';

/** What the reader wants of a message: another of its branches, other words, or neither: another answer. */
export interface MessageChange {
  readonly branch?: number;
  readonly text?: string;
}

/** The reader wants a message changed. */
export class MessageActionEvent extends Event {
  readonly id: string;
  readonly change: MessageChange;

  constructor(id: string, change: MessageChange) {
    super('message-action', { bubbles: true });
    this.id = id;
    this.change = change;
  }
}

const usageNames = Object.entries(englishActions.usage);

/** What can be done with a message, which of its versions it is, and what it cost. */
export class ActionsElement extends LazyPart {
  static readonly tag = 'gemini-chat-actions';
  static override sheet = [foldStyles, actionsStyles];

  static override properties = {
    message: { attribute: false },
    isEditing: { state: true },
  };

  message?: Message;

  private isEditing = false;

  protected override render(): TemplateResult | typeof nothing {
    const { message } = this;
    if (!message) return nothing;
    if (this.isEditing) return this.#renderEditor(message);
    const isModel = message.role === 'model';
    return html`<div class="actions">
      ${this.#renderBranches(message)}
      ${
        isModel
          ? this.#renderButton('regenerate', englishActions.regenerate, regenerateIcon, () =>
              this.#change({}),
            )
          : this.#renderButton('edit', englishActions.edit, editIcon, () => this.#edit())
      }
      ${this.#renderUsage(message)}
    </div>`;
  }

  #renderButton(part: string, label: string, icon: TemplateResult, act: () => void): TemplateResult {
    return html`<button
      type="button"
      part=${`action-button ${part}-button`}
      aria-label=${label}
      title=${label}
      @click=${act}
    >
      ${icon}
    </button>`;
  }

  #renderBranches({ branch }: Message): TemplateResult | typeof nothing {
    if (!branch || branch.count < 2) return nothing;
    const { index, count } = branch;
    const step = (to: number, label: string, name: string) =>
      html`<button
        type="button"
        class=${name}
        part=${`action-button ${name}-branch-button`}
        aria-label=${label}
        title=${label}
        aria-disabled=${to < 0 || to >= count ? 'true' : 'false'}
        @click=${() => to >= 0 && to < count && this.#change({ branch: to })}
      >
        ${chevronIcon}
      </button>`;
    return html`<div class="branches" role="group" aria-label=${englishActions.branches}>
      ${step(index - 1, englishActions.previousBranch, 'previous')}
      <span part="branch">${englishActions.branchOf(index + 1, count)}</span>
      ${step(index + 1, englishActions.nextBranch, 'next')}
    </div>`;
  }

  #renderUsage({ usage }: Message): TemplateResult | typeof nothing {
    const counts: Readonly<Record<string, unknown>> = { ...usage };
    const { total_tokens: total } = counts;
    if (typeof total !== 'number' || total === 0) return nothing;
    const known = usageNames.flatMap(([name, label]) => {
      const count = counts[name];
      return typeof count === 'number' && count > 0 ? [{ label, count }] : [];
    });
    return html`<details part="usage">
      <summary>${chevronIcon}<span>${englishActions.tokens(total)}</span></summary>
      <dl>
        ${known.map(
          ({ label, count }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${englishActions.count(count)}</dd>
            </div>`,
        )}
      </dl>
    </details>`;
  }

  #renderEditor({ text }: Message): TemplateResult {
    return html`<form class="editor" @submit=${this.#onSubmit} @keydown=${this.#onKeydown}>
      <textarea
        part="edit-input"
        dir="auto"
        rows="3"
        aria-label=${englishActions.editLabel}
        .value=${text}
      ></textarea>
      <div>
        <button type="button" part="action-button cancel-button" @click=${() => this.#leave()}>
          ${englishActions.cancel}
        </button>
        <button type="submit" part="action-button save-button">${englishActions.save}</button>
      </div>
    </form>`;
  }

  #edit(): void {
    this.isEditing = true;
    void this.updateComplete.then(() => {
      const box = this.querySelector('textarea');
      box?.focus();
      box?.setSelectionRange(box.value.length, box.value.length);
    });
  }

  /** Back to the buttons, with the focus on the one that was used. */
  #leave(): void {
    this.isEditing = false;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('[part~="edit-button"]')?.focus());
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    const text = this.querySelector('textarea')?.value.trim() ?? '';
    if (!text) return;
    this.isEditing = false;
    this.#change({ text });
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      // Only the editor closes; an answer under way goes on.
      event.stopPropagation();
      this.#leave();
    } else if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLTextAreaElement) {
      this.#onSubmit(event);
    }
  }

  #change(change: MessageChange): void {
    if (this.message) this.dispatchEvent(new MessageActionEvent(this.message.id, change));
  }
}

if (!customElements.get(ActionsElement.tag)) customElements.define(ActionsElement.tag, ActionsElement);
