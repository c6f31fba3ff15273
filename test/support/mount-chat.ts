import '../../src/index.js';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';

/** The whole tag on a page, as a site would have it; removed after each test. */
export async function mountChat(properties: Partial<GeminiChatElement> = {}): Promise<GeminiChatElement> {
  const chat = document.createElement('gemini-chat');
  Object.assign(chat, { endpoint: '/api/gemini', ...properties });
  document.body.append(chat);
  await chat.updateComplete;
  await settle();
  return chat;
}

afterEach(() => {
  for (const chat of document.querySelectorAll('gemini-chat')) chat.remove();
});

/** Waits until the frame after the next is painted: all that is scheduled for a frame has happened. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}

/** Waits until `read` gives something other than a falsy value. */
export async function until<Value>(read: () => Value, what = 'it'): Promise<NonNullable<Value>> {
  const end = performance.now() + 8000;
  for (;;) {
    const value = read();
    if (value) return value;
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** All elements of the chat that carry a part name. */
export function parts(chat: GeminiChatElement, name: string): HTMLElement[] {
  return [...(chat.shadowRoot?.querySelectorAll<HTMLElement>(`[part~="${name}"]`) ?? [])];
}

/** The first visible element that carries a part name. */
export function part(chat: GeminiChatElement, name: string): HTMLElement | undefined {
  return parts(chat, name).find((element) => element.checkVisibility());
}

/** The box to write in. */
export function input(chat: GeminiChatElement): HTMLTextAreaElement {
  const box = part(chat, 'input');
  if (!(box instanceof HTMLTextAreaElement)) throw new Error('The chat has no message box.');
  return box;
}

/** Types as a person does, and presses Enter. */
export async function ask(chat: GeminiChatElement, text: string): Promise<void> {
  await type(chat, text);
  press(input(chat), 'Enter');
  await settle();
}

/** Types into the message box. */
export async function type(chat: GeminiChatElement, text: string): Promise<void> {
  const box = input(chat);
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await chat.updateComplete;
  await settle();
}

/** Presses a key; whether the page let it through. */
export function press(target: EventTarget, key: string, more: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );
}
