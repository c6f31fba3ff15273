import { createButton } from './create-element.js';

const feedbackTime = 2000;

/** What a copy button says for a moment. */
export interface CopyLabels {
  /** On the copy button for a moment after copying. */
  readonly copied: string;
  /** On the copy button where the browser refuses; what is to be copied is selected instead. */
  readonly copyFailed: string;
}

/** What a button copies, and what it is called. */
export interface CopyAction {
  /** The word on it. */
  readonly word: string;
  /** Its accessible name, where that is not the word. */
  readonly name?: string;
  /** Says false where the browser refused. */
  readonly copy: (button: HTMLButtonElement) => Promise<boolean>;
}

/** A button that copies, and for a moment says whether it could. */
export function createCopyButton(
  owner: Document,
  { copied, copyFailed }: CopyLabels,
  { copy, name, word }: CopyAction,
): HTMLButtonElement {
  const attributes = { part: 'copy-button', ...(name !== undefined && { 'aria-label': name }) };
  return createButton(owner, attributes, word, (button) => {
    const show = (text: string, label: string): void => {
      button.textContent = text;
      if (name !== undefined) button.setAttribute('aria-label', label);
    };
    void copy(button).then((isCopied) => {
      const outcome = isCopied ? copied : copyFailed;
      show(outcome, outcome);
      setTimeout(() => show(word, name ?? word), feedbackTime);
    });
  });
}
