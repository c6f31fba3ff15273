import { cleanStrictly } from './clean-text.js';
import { createButton, createElement } from './create-element.js';
import type { RenderContext } from './render-context.js';

const feedbackTime = 2000;

/** A code block with its language and a button that copies it. */
export function createCodeBlock(
  owner: Document,
  text: string,
  info: string,
  { labels }: RenderContext,
): HTMLElement {
  const language = /^[\w+#.-]{1,32}/.exec(info)?.[0] ?? '';
  const code = createElement(owner, 'code', {}, cleanStrictly(text));
  const name = labels.copyCode(language);
  const copy = createButton(owner, { part: 'copy-button', 'aria-label': name }, labels.copy, (button) => {
    const show = (word: string): void => {
      button.textContent = word;
      button.setAttribute('aria-label', word);
    };
    void copyCode(button).then((copied) => {
      show(copied ? labels.copied : labels.copyFailed);
      setTimeout(() => {
        show(labels.copy);
        button.setAttribute('aria-label', name);
      }, feedbackTime);
    });
  });
  return createElement(
    owner,
    'figure',
    { part: 'code-block' },
    createElement(
      owner,
      'figcaption',
      { part: 'code-header' },
      createElement(owner, 'span', {}, language),
      copy,
    ),
    createElement(
      owner,
      'pre',
      { tabindex: '0', role: 'group', 'aria-label': labels.code(language), dir: 'ltr' },
      code,
    ),
  );
}

/** Copies the code beside the button; where the browser refuses, selects it and says false. */
async function copyCode(button: HTMLElement): Promise<boolean> {
  const code = button.closest('figure')?.querySelector('code');
  if (!code) return false;
  try {
    await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ''));
    return true;
  } catch {
    getSelection()?.selectAllChildren(code);
    return false;
  }
}
