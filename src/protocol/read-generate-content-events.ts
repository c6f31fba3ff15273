import { ChatError } from './chat-error.js';
import { GenerateContentNarrator, isGenerateContentChunk } from './generate-content-narrator.js';
import type { InteractionEvent } from './interaction-event.js';
import { JsonCutter } from './json-cutter.js';
import { readFailure } from './load-error-reader.js';
import { parseJson } from './parse-json.js';
import { readServerEvents } from './read-server-events.js';
import { sniffBody } from './sniff-body.js';
import { isWireObject } from './wire-object.js';

/** One piece of an answer as data; `name` is what the stream called it. */
interface Frame {
  readonly value: unknown;
  readonly name?: string | undefined;
}

async function* readFrames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame, void> {
  for await (const { event, data } of readServerEvents(body)) {
    if (data.trim() === '[DONE]') continue;
    const value = parseJson(data);
    yield { value: value === undefined && event === 'error' ? data : value, name: event };
  }
}

/** The objects of a body of JSON, each as soon as it is whole. */
async function* readObjects(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const cutter = new JsonCutter();
  let ended = false;
  try {
    while (!ended) {
      const { done, value } = await reader.read();
      ended = done;
      for (const text of cutter.take(decoder.decode(value, { stream: !done }))) {
        yield { value: parseJson(text) };
      }
    }
  } finally {
    // Not awaited: a far end that never answers the cancellation may not hold up the one who leaves.
    if (!ended) reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}

/** What one frame brings; undefined where it is no part of an answer. */
function narrate({ value, name }: Frame, narrator: GenerateContentNarrator): InteractionEvent[] | undefined {
  if (Array.isArray(value)) {
    const told = value.map((item: unknown) =>
      isWireObject(item) ? narrate({ value: item }, narrator) : undefined,
    );
    return told.some(Boolean) ? told.flatMap((events) => events ?? []) : undefined;
  }
  if (isWireObject(value)) {
    if (isGenerateContentChunk(value)) return narrator.take(value);
    if (value['error'] !== undefined && value['error'] !== null) return narrator.fail(value);
    // Of use only beside candidates: a last chunk may hold nothing but the count of tokens.
    if (isWireObject(value['usageMetadata']) && value['serverContent'] === undefined)
      return narrator.take(value);
  }
  return name === 'error' && value !== undefined ? narrator.fail(value) : undefined;
}

interface Source {
  readonly frames: AsyncIterable<Frame>;
  /** The answer is one object and not a list of chunks. */
  readonly isWhole: boolean;
}

async function openSource({ body, headers, status }: Response): Promise<Source> {
  if (!body) throw new ChatError('bad-response', { message: `HTTP ${status} without a body.` });
  const [type = ''] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  // What names itself a stream is read at once: its first bytes may be a long time coming.
  if (type.trim() === 'text/event-stream') return { frames: readFrames(body), isWhole: false };
  const { start, body: rest } = await sniffBody(body);
  if (/^(data|event|id|retry)?:/.test(start)) return { frames: readFrames(rest), isWhole: false };
  if (/^[{[]/.test(start)) return { frames: readObjects(rest), isWhole: start.startsWith('{') };
  rest.cancel().catch(() => undefined);
  const what = start === '' ? 'an empty body' : `a body of type ${type.trim().slice(0, 60) || 'unknown'}`;
  throw new ChatError('bad-response', { message: `HTTP ${status} with ${what}.` });
}

/**
 * Reads the answer to a generateContent request, streamed as events, as an array or whole, as the events of an
 * interaction. Ends without a terminal event where the stream was cut; throws a `ChatError` where the answer
 * is none.
 */
export async function* readGenerateContentEvents(response: Response): AsyncGenerator<InteractionEvent, void> {
  if (!response.ok) throw await readFailure(response);
  const { frames, isWhole } = await openSource(response);
  const narrator = new GenerateContentNarrator();
  let understood = false;
  for await (const frame of frames) {
    // One broken frame among good ones is skipped; an answer of nothing else is none.
    const events = narrate(frame, narrator);
    if (!events) continue;
    understood = true;
    yield* events;
  }
  if (!understood)
    throw new ChatError('bad-response', { message: 'The answer holds nothing of generateContent.' });
  yield* narrator.end(isWhole);
}
