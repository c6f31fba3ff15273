import { createParser } from 'eventsource-parser';
import { BareJson } from './bare-json.js';
import { ChatError } from './chat-error.js';
import { parseJson } from './parse-json.js';
import { isWireObject } from './wire-object.js';

/** One event of a server-sent event stream, its data not yet understood. */
export interface ServerEvent {
  event?: string;
  id?: string;
  data: string;
}

/** Characters one event may hold: far above a picture in base64, far below what ends a tab. */
const longestEvent = 128 * 1024 * 1024;

/** JSON that came without a field name: Google writes errors so, in the middle of a stream. */
function readBareJson(text: string): ServerEvent | undefined {
  const value = parseJson(text);
  if (value === undefined) return undefined;
  const isOther =
    isWireObject(value) &&
    !value['error'] &&
    ['event_type', 'type', 'object', 'steps'].some((key) => key in value);
  return isOther ? { data: text } : { event: 'error', data: text };
}

/** Cuts text into events; holds what has arrived of an event until its end comes. */
class EventCutter {
  #events: ServerEvent[] = [];
  #bareJson = new BareJson();
  /** The parser looks for a byte order mark in the first piece alone, which may be a part of the mark. */
  #start: string | undefined = '';
  #tooLong = false;
  #parser = createParser({
    maxBufferSize: longestEvent,
    onEvent: ({ event, id, data }) => {
      this.#bareJson.reset();
      this.#events.push({
        ...(event === undefined ? {} : { event }),
        ...(id === undefined ? {} : { id }),
        data,
      });
    },
    onError: ({ type, line }) => {
      if (type === 'max-buffer-size-exceeded') this.#tooLong = true;
      const text = type === 'unknown-field' && line !== undefined ? this.#bareJson.add(line) : undefined;
      const event = text === undefined ? undefined : readBareJson(text);
      if (event) this.#events.push(event);
    },
  });

  take(text: string): ServerEvent[] {
    if (this.#start === undefined) this.#parser.feed(text);
    else {
      this.#start += text;
      if (this.#start.length < 3) return [];
      this.#parser.feed(this.#start);
      this.#start = undefined;
    }
    return this.#flush();
  }

  /** The events that the end of the stream completes: a last blank line is often missing. */
  end(text: string): ServerEvent[] {
    this.#parser.feed(`${this.#start ?? ''}${text}\n\n`);
    return this.#flush();
  }

  #flush(): ServerEvent[] {
    if (this.#tooLong) {
      throw new ChatError('bad-response', { message: `An event is longer than ${longestEvent} characters.` });
    }
    const events = this.#events;
    if (events.length > 0) this.#events = [];
    return events;
  }
}

/** Reads an event stream, however its bytes are cut; cancels `body` when the reader leaves early. */
export async function* readServerEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const cutter = new EventCutter();
  let ended = false;
  try {
    while (!ended) {
      const { done, value } = await reader.read();
      ended = done;
      yield* done ? cutter.end(decoder.decode()) : cutter.take(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Not awaited: a far end that never answers the cancellation may not hold up the one who leaves.
    if (!ended) reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
