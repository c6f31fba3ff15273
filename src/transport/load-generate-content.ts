import { ChatError } from '../protocol/chat-error.js';

/** Loads the transport that speaks generateContent; most chats never need it. */
export async function loadGenerateContent() {
  try {
    return await import('./generate-content-transport.js');
  } catch (cause) {
    throw new ChatError('network', { message: 'The part that speaks generateContent did not load.', cause });
  }
}
