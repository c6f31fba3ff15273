import { toConnectionError } from './to-connection-error.js';

/** Loads what speaks to Google without a backend; most chats have one. */
export async function loadTokenTransport() {
  try {
    return await import('./token-transport.js');
  } catch (cause) {
    throw toConnectionError(cause);
  }
}
