import { unrefTimer } from '../limits/unref-timer.js';

/** Calls back after so many seconds, and keeps no process alive for it; the returned function calls it off. */
export function startTimer(seconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, seconds * 1000);
  unrefTimer(timer);
  return () => clearTimeout(timer);
}
