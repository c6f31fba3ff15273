import { ChatError } from '../protocol/chat-error.js';

/** Loads what speaks to Google without a backend; most chats have one. */
export async function loadTokenTransport() {
  try {
    return await import('./token-transport.js');
  } catch (cause) {
    throw new ChatError('network', { message: 'The part that speaks to Google did not load.', cause });
  }
}
