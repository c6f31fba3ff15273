import { toConnectionError } from './to-connection-error.js';

/** Loads the transport that speaks generateContent; most chats never need it. */
export async function loadGenerateContent() {
  try {
    return await import('./generate-content-transport.js');
  } catch (cause) {
    throw toConnectionError(cause);
  }
}
