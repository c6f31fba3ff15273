import { findElement } from './find-element.js';

/** How long a button says that it worked. */
const thanksMilliseconds = 2500;

/** Makes a button copy the text of a block of code, and tell it to whoever sees and whoever listens. */
export function copyCode(button: HTMLButtonElement, code: HTMLElement, status: HTMLElement): void {
  const label = button.textContent;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (short: string, full: string) => {
    button.textContent = short;
    status.textContent = full;
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
      status.textContent = '';
    }, thanksMilliseconds);
  };

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code.textContent.trim());
      tell('Copied', 'The code was copied.');
    } catch {
      // No permission, or no clipboard on a page without TLS: one key away is the next best.
      getSelection()?.selectAllChildren(code);
      tell('Selected', 'The code could not be copied, but it is selected: press Ctrl or Command and C.');
    }
  };
  button.addEventListener('click', () => void copy());
}

/** Makes each button of the page copy the block that it names. */
export function copyNamedCode(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    copyCode(button, findElement(`#${button.dataset['copy']}`), findElement('#copy-status'));
  }
}
