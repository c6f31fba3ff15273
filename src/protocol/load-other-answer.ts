import { ChatError } from './chat-error.js';

/** Most answers are event streams of events; what reads the others is loaded when one comes. */
export async function loadOtherAnswer() {
  try {
    return await import('./read-other-answer.js');
  } catch (cause) {
    throw new ChatError('bad-response', { cause });
  }
}
