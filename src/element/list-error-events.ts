import type { ChatError } from '../protocol/chat-error.js';
import { ChatErrorEvent, ChatSignInEvent } from './events.js';

/** The public events that tell of an error, in their order. */
export function listErrorEvents(error: ChatError): Event[] {
  const events: Event[] = [new ChatErrorEvent(error)];
  if (error.code === 'unauthorized') events.push(new ChatSignInEvent(error));
  return events;
}
