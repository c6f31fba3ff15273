import { ChatError } from './chat-error.js';
import type { InteractionEvent } from './interaction-event.js';
import { readFailure } from './load-error-reader.js';
import { loadOtherAnswer } from './load-other-answer.js';
import { parseJson } from './parse-json.js';
import { readServerEvents, type ServerEvent } from './read-server-events.js';
import { isWireObject } from './wire-object.js';

const names = /^(?:interaction\.(?:created|status_update|completed)|step\.(?:start|delta|stop)|error)$/;

function isEvent(value: unknown): value is InteractionEvent {
  return isWireObject(value) && names.test(String(value['event_type']));
}

/** What the data of a frame stands for: as a rule one event, in words that say so. */
async function interpret(value: unknown, name: string | undefined): Promise<InteractionEvent[]> {
  if (isEvent(value)) return [value];
  const { interpretFrame } = await loadOtherAnswer();
  return interpretFrame(value, name);
}

/** The events of one frame; the stream's own number for it is the cursor to resume from. */
async function readFrame({ event, id, data }: ServerEvent): Promise<InteractionEvent[]> {
  const value = parseJson(data);
  const events = await interpret(value === undefined && event === 'error' ? data : value, event);
  if (id === undefined || id === '') return events;
  const last = events.at(-1);
  return last && !last.event_id ? [...events.slice(0, -1), { ...last, event_id: id }] : events;
}

async function* readStream(body: ReadableStream<Uint8Array>): AsyncGenerator<InteractionEvent, void> {
  let understood = false;
  let isOver = false;
  for await (const frame of readServerEvents(body)) {
    // To the end of the stream all the same: a connection that is left before it counts as broken off.
    isOver ||= frame.data.trim() === '[DONE]';
    if (isOver) continue;
    const events = await readFrame(frame);
    if (events.some(isEvent)) understood = true;
    yield* events;
  }
  if (isOver) return;
  // One broken frame among good ones is skipped; a stream of nothing else is no answer.
  if (!understood) throw new ChatError('bad-response', { message: 'The stream ended without one event.' });
}

/**
 * Reads the answer to a request, streamed or whole, as the events of a reply. Ends quietly where the stream
 * ends, whether or not it was complete; throws a `ChatError` where the answer is none.
 */
export async function* readInteractionEvents(response: Response): AsyncGenerator<InteractionEvent, void> {
  if (!response.ok) throw await readFailure(response);
  const { body, headers, status } = response;
  if (!body) throw new ChatError('bad-response', { message: `HTTP ${status} without a body.` });
  const [type = ''] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  // What names itself a stream is read at once: its first bytes may be a long time coming.
  if (type.trim() === 'text/event-stream') return yield* readStream(body);
  const { readOtherAnswer } = await loadOtherAnswer();
  const answer = await readOtherAnswer(body, type.trim(), status);
  if (answer.kind === 'stream') yield* readStream(answer.body);
  else yield* answer.events;
}
