import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';

const names = [
  'chat-send',
  'chat-reply-start',
  'chat-reply-delta',
  'chat-reply-end',
  'chat-error',
  'chat-function-call',
  'chat-status-change',
  'chat-conversation-change',
] as const;

/** The public events of a chat as a page hears them, in order; of those that repeat, the first of each run. */
export function logEvents(chat: GeminiChatElement): string[] {
  const heard: string[] = [];
  for (const name of names) {
    chat.addEventListener(name, (event) => {
      const told = event.type === 'chat-status-change' ? `${event.type} ${chat.status}` : event.type;
      if (heard.at(-1) !== told) heard.push(told);
    });
  }
  return heard;
}
