import type { ChatError } from '../protocol/chat-error.js';
import type { Message } from './message.js';

/** What the conversation is doing. */
export type ChatStatus = 'ready' | 'submitted' | 'streaming' | 'awaiting-confirmation' | 'error';

/** Whether a reply is under way, which can be stopped. */
export function isBusy(status: ChatStatus): boolean {
  return status !== 'ready' && status !== 'error';
}

/** Everything the screen needs; frozen, replaced and never changed. */
export interface Snapshot {
  readonly messages: readonly Message[];
  readonly status: ChatStatus;
  readonly error?: ChatError;
}
