import { ChatError } from '../protocol/chat-error.js';

/** Loads Google's own client; only live sessions need it. */
export async function loadGenai() {
  try {
    return await import('@google/genai/web');
  } catch (cause) {
    throw new ChatError('network', { message: 'The part that speaks the Live API did not load.', cause });
  }
}
