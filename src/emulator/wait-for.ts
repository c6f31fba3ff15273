import { pause } from '../protocol/pause.js';

/** Resolves after some milliseconds, at once after none; rejects with the signal's reason when it aborts. */
export async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (milliseconds > 0) await pause(milliseconds, signal);
}
