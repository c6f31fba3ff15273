import type { ChatError } from '../protocol/chat-error.js';
import { pause } from '../protocol/pause.js';
import type { TurnContext } from './answer-turn.js';

/** Waits before another attempt, and shows why and how long. */
export async function pauseBeforeRetry(
  milliseconds: number,
  attempt: number,
  error: ChatError,
  turn: Pick<TurnContext, 'signal' | 'onPause' | 'onNote'>,
): Promise<void> {
  turn.onNote({ retry: Object.freeze({ wait: milliseconds / 1000, attempt, error }) });
  try {
    await pause(milliseconds, turn.signal, turn.onPause);
  } finally {
    turn.onNote({ retry: undefined });
  }
}
