import type { ChatError } from '../protocol/chat-error.js';
import type { TurnContext } from './answer-turn.js';

/** Waits; the reader may end the wait. Rejects with the signal's reason when the turn is stopped. */
export function pause(
  milliseconds: number,
  { signal, onPause }: Pick<TurnContext, 'signal' | 'onPause'>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const hurry = () => {
      leave();
      resolve();
    };
    const stop = () => {
      leave();
      reject(signal.reason);
    };
    const timer = setTimeout(hurry, milliseconds);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    onPause(hurry);
  });
}

/** Waits before another attempt, and shows why and how long. */
export async function pauseBeforeRetry(
  milliseconds: number,
  attempt: number,
  error: ChatError,
  turn: Pick<TurnContext, 'signal' | 'onPause' | 'onNote'>,
): Promise<void> {
  turn.onNote({ retry: Object.freeze({ wait: milliseconds / 1000, attempt, error }) });
  try {
    await pause(milliseconds, turn);
  } finally {
    turn.onNote({ retry: undefined });
  }
}
