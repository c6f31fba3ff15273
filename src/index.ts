import { GeminiChatElement } from './element/gemini-chat-element.js';

export * from './element.js';

declare global {
  interface HTMLElementTagNameMap {
    'gemini-chat': GeminiChatElement;
  }
}

// A page may carry two copies, say its own and a plugin's: the first keeps the name.
if (customElements.get('gemini-chat')) {
  console.warn('<gemini-chat> is already defined; this second copy of it stays unused.');
} else {
  customElements.define('gemini-chat', GeminiChatElement);
}
