import type { Interactions } from '@google/genai';

/** An event of a shape this version does not know; kept as data. */
export interface UnknownEvent {
  event_type: string;
  event_id?: string;
  [field: string]: unknown;
}

/** One event of a reply, as the Interactions API streams it. */
export type InteractionEvent = Interactions.InteractionSSEEvent | UnknownEvent;
