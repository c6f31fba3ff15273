import { ChatError } from './chat-error.js';
import type { InteractionEvent } from './interaction-event.js';
import { interpretFrame } from './interpret-frame.js';
import { readFailure } from './load-error-reader.js';
import { parseJson } from './parse-json.js';
import { readBodyText } from './read-body-text.js';
import { readServerEvents, type ServerEvent } from './read-server-events.js';
import { sniffBody } from './sniff-body.js';

type BodyKind = 'stream' | 'json' | 'neither';

/** Types that a backend sends when it does not say what it sends. */
const silentTypes: ReadonlySet<string> = new Set(['', 'text/plain', 'application/octet-stream']);

/** The media type says what a body should be, its first characters what it is. */
function decideKind(type: string, start: string): BodyKind {
  const isStream = /^(data|event|id|retry)?:/.test(start);
  if (type === 'text/event-stream') return 'stream';
  if (type === 'application/json' || type.endsWith('+json')) return isStream ? 'stream' : 'json';
  if (!silentTypes.has(type)) return 'neither';
  if (isStream) return 'stream';
  return /^[{[]/.test(start) ? 'json' : 'neither';
}

/** The events of one frame; the stream's own number for it is the cursor to resume from. */
function readFrame({ event, id, data }: ServerEvent): InteractionEvent[] {
  const value = parseJson(data);
  const events = interpretFrame(value === undefined && event === 'error' ? data : value, event);
  if (id === undefined || id === '') return events;
  const last = events.at(-1);
  return last && !last.event_id ? [...events.slice(0, -1), { ...last, event_id: id }] : events;
}

async function* readStream(body: ReadableStream<Uint8Array>): AsyncGenerator<InteractionEvent, void> {
  let understood = false;
  for await (const frame of readServerEvents(body)) {
    if (frame.data.trim() === '[DONE]') return;
    const events = readFrame(frame);
    if (events.length > 0) understood = true;
    yield* events;
  }
  // One broken frame among good ones is skipped; a stream of nothing else is no answer.
  if (!understood) throw new ChatError('bad-response', { message: 'The stream ended without one event.' });
}

async function readWhole(body: ReadableStream<Uint8Array>): Promise<InteractionEvent[]> {
  const events = interpretFrame(parseJson(await readBodyText(body)));
  if (events.length > 0) return events;
  throw new ChatError('bad-response', { message: 'The answer is JSON, but no interaction.' });
}

/**
 * Reads the answer to a request, streamed or whole, as the events of a reply. Ends quietly where the stream
 * ends, whether or not it was complete; throws a `ChatError` where the answer is none.
 */
export async function* readInteractionEvents(response: Response): AsyncGenerator<InteractionEvent, void> {
  if (!response.ok) throw await readFailure(response);
  const [type = ''] = (response.headers.get('content-type') ?? '').toLowerCase().split(';');
  if (!response.body) {
    throw new ChatError('bad-response', { message: `HTTP ${response.status} without a body.` });
  }
  const mediaType = type.trim();
  // What names itself a stream is read at once: its first bytes may be a long time coming.
  const { start, body } =
    mediaType === 'text/event-stream' ? { start: '', body: response.body } : await sniffBody(response.body);
  const kind = decideKind(mediaType, start);
  if (kind === 'stream') yield* readStream(body);
  else if (kind === 'json') yield* await readWhole(body);
  else {
    body.cancel().catch(() => undefined);
    const what = start === '' ? 'an empty body' : `a body of type ${mediaType.slice(0, 60) || 'unknown'}`;
    throw new ChatError('bad-response', { message: `HTTP ${response.status} with ${what}.` });
  }
}
