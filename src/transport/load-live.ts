import { toConnectionError } from './to-connection-error.js';

/** Loads what holds live sessions, and Google's client with it; only ephemeral tokens need them. */
export async function loadLive() {
  try {
    return await import('../live/live-transport.js');
  } catch (cause) {
    throw toConnectionError(cause);
  }
}
