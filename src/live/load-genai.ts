import { createLiveError } from './live-close.js';

/** Loads Google's own client; only live sessions need it. */
export async function loadGenai() {
  try {
    return await import('@google/genai/web');
  } catch {
    throw createLiveError('network', 'live-unreachable', 'The part that speaks the Live API did not load.');
  }
}
