import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { writeServerEvent } from '../../src/protocol/write-server-event.js';
import { answerEvents, streamOf } from './fake-backend.js';

/** An event as it stands on the wire. */
export interface WireEvent {
  readonly event_type: string;
  readonly [field: string]: unknown;
}

const stream = { headers: { 'content-type': 'text/event-stream' } };

/** A streamed answer of generateContent: one frame for each chunk. */
export function chunksOf(...chunks: readonly WireObject[]): Response {
  return new Response(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(''), stream);
}

/** A chunk of the one candidate of an answer. */
export function candidate(parts: readonly WireObject[] | undefined, finish: WireObject = {}): WireObject {
  return { candidates: [{ ...(parts && { content: { role: 'model', parts } }), ...finish, index: 0 }] };
}

/** A streamed interaction: its steps, each as a start, deltas and a stop, and how it ends. */
export function interactionOf(
  steps: readonly (readonly [start: WireObject, ...deltas: WireObject[]])[],
  ending: WireEvent | undefined = completed(),
): WireEvent[] {
  return [
    {
      event_type: 'interaction.created',
      interaction: { id: 'reply', object: 'interaction', status: 'in_progress' },
    },
    ...steps.flatMap(([step, ...deltas], index) => [
      { event_type: 'step.start', index, step },
      ...deltas.map((delta) => ({ event_type: 'step.delta', index, delta })),
      { event_type: 'step.stop', index },
    ]),
    ...(ending ? [ending] : []),
  ];
}

/** The last event of an interaction. */
export function completed(more: WireObject = {}): WireEvent {
  const interaction = { id: 'reply', object: 'interaction', status: 'completed', ...more };
  return { event_type: 'interaction.completed', interaction };
}

/** Events as a stream. */
export function eventsOf(events: readonly WireEvent[]): Response {
  return new Response(events.map((event) => writeServerEvent(event)).join(''), stream);
}

/** An answer as it should be, in the words of an API. */
export function plainAnswer(api: GeminiChatElement['api'], text = 'Fine.'): Response {
  if (api === 'interactions') return streamOf(answerEvents(text));
  return chunksOf(candidate([{ text }], { finishReason: 'STOP' }));
}
