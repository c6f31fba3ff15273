import type { GeminiChatElement } from '../src/index.js';

/** Lets the chat follow the page's choice of a theme; the page itself does so by its style sheet. */
export function followTheme(chat: Pick<GeminiChatElement, 'theme'>): void {
  const apply = (theme: string) => {
    if (theme === 'auto' || theme === 'light' || theme === 'dark') chat.theme = theme;
  };
  for (const choice of document.querySelectorAll<HTMLInputElement>('input[name="theme"]')) {
    choice.addEventListener('change', () => apply(choice.value));
    // Browsers bring back what was chosen before a reload.
    if (choice.checked) apply(choice.value);
  }
}
