import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import { parseJson } from '../protocol/parse-json.js';
import type { WireObject } from '../protocol/wire-object.js';
import type { Grants } from './grants.js';

/** The same events, and the same error, in which nothing that went wrong repeats a credential. */
export async function* hideCredentials(
  events: AsyncIterable<InteractionEvent>,
  grants: Grants,
): AsyncGenerator<InteractionEvent, void> {
  try {
    for await (const event of events) yield event.event_type === 'error' ? hideInEvent(event, grants) : event;
  } catch (error) {
    throw error instanceof ChatError ? hideInError(error, grants) : error;
  }
}

function hideInEvent(event: InteractionEvent, grants: Grants): InteractionEvent {
  const fields: WireObject = event;
  const error = parseJson(grants.hideIn(JSON.stringify(fields['error'] ?? null)));
  return { ...fields, event_type: 'error', error };
}

function hideInError(error: ChatError, grants: Grants): ChatError {
  const message = grants.hideIn(error.message);
  if (message === error.message) return error;
  const { code, retryable, retryAfter, reason } = error;
  return new ChatError(code, {
    message,
    retryable,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(reason && { reason }),
  });
}
