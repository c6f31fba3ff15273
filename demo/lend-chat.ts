import type { GeminiChatElement } from '../src/index.js';

/**
 * The chat, lent to a script until `signal` aborts: then its listeners are gone, and whatever it does to the chat
 * throws the signal's reason. A script that was overtaken must not speak in the next one's conversation.
 */
export function lendChat(chat: GeminiChatElement, signal: AbortSignal): GeminiChatElement {
  const listen = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    const signals = options?.signal ? [signal, options.signal] : [signal];
    chat.addEventListener(type, listener, { ...options, signal: AbortSignal.any(signals) });
  };
  return new Proxy(chat, {
    get(_, name) {
      signal.throwIfAborted();
      if (name === 'addEventListener') return listen;
      // Read from the element itself, whose private fields the proxy does not have.
      const value: unknown = Reflect.get(chat, name);
      return typeof value === 'function' ? value.bind(chat) : value;
    },
    set(_, name, value) {
      signal.throwIfAborted();
      return Reflect.set(chat, name, value);
    },
  });
}
