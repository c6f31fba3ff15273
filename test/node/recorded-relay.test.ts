import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { createChatHandler } from '../../src/server.js';
import { readRecordings, recordingsMissing } from './recordings.js';

const site = 'https://shop.example/api/gemini';

/** The fields that hold the id of something of Gemini's, as opposed to the id of a step or a call. */
const idFields: ReadonlySet<string> = new Set([
  'interaction_id',
  'previous_interaction_id',
  'continuation_token',
  'environment_id',
]);

/** A frame of an event stream. */
interface Frame {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly data: string;
}

function readFrames(text: string): Frame[] {
  return text
    .split(/\r?\n\r?\n/)
    .map((frame) => frame.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith(':')))
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const field = (name: string) =>
        lines
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trimStart();
      return { name: field('event'), id: field('id'), data: field('data') ?? '' };
    });
}

/** Finds which sealed id stands for which of Gemini's: an id always for the same one, and never for itself. */
class SealedIds {
  readonly #originals = new Map<string, string>();

  get count(): number {
    return this.#originals.size;
  }

  /** Gemini's own id for each sealed one. */
  get pairs(): readonly (readonly [sealed: string, original: string])[] {
    return [...this.#originals];
  }

  /** What came out, with the ids that went in where both say an id. */
  open(output: unknown, input: unknown, name = '', isResource = false): unknown {
    if (typeof output === 'string' && typeof input === 'string') {
      const isId = idFields.has(name) || (isResource && name === 'id');
      return isId ? this.#openId(output, input) : output;
    }
    if (Array.isArray(output) && Array.isArray(input)) {
      return output.map((item, index) => this.open(item, input[index], name));
    }
    if (typeof output !== 'object' || output === null || typeof input !== 'object' || input === null) {
      return output;
    }
    const isInteraction = Reflect.get(input, 'object') === 'interaction';
    return Object.fromEntries(
      Object.entries(output).map(([key, value]) => [
        key,
        this.open(value, Reflect.get(input, key), key, isInteraction),
      ]),
    );
  }

  #openId(sealed: string, original: string): string {
    // What is not stored has no id, and gets none.
    if (original === '') return sealed;
    assert.notEqual(sealed, original, 'an id of Gemini’s own comes through');
    const known = this.#originals.get(sealed) ?? original;
    assert.equal(known, original, 'a sealed id stands for two of Gemini’s');
    this.#originals.set(sealed, original);
    return original;
  }
}

/** Pieces whose sizes look random but are always the same. */
function cut(bytes: Uint8Array<ArrayBuffer>, most: number): ReadableStream<Uint8Array> {
  let state = 7;
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start >= bytes.length) {
        controller.close();
        return;
      }
      state = (state * 48_271) % 2_147_483_647;
      const end = start + 1 + (state % most);
      controller.enqueue(bytes.subarray(start, end));
      start = end;
    },
  });
}

/** A backend before a Gemini that answers everything with the same body; tells what it was asked. */
function serveBody(body: () => ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>, type: string) {
  const asked: string[] = [];
  const handler = createChatHandler({
    apiKey: 'key-of-the-site-0123456789',
    log: false,
    fetch: (request) => {
      asked.push(new URL(request.url).pathname);
      return Promise.resolve(new Response(body(), { headers: { 'content-type': type } }));
    },
  });
  return { asked, handler };
}

function create(stream: boolean): Request {
  return new Request(`${site}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: 'as recorded', stream }),
  });
}

/** Compares two events: nothing may differ but the ids, which are sealed, and the event's own id, which is new. */
function compareEvents(output: Frame, input: Frame, ids: SealedIds): void {
  assert.equal(output.name, input.name);
  if (!input.data.startsWith('{')) {
    assert.deepEqual(output, input);
    return;
  }
  const told: unknown = JSON.parse(output.data);
  const meant: unknown = JSON.parse(input.data);
  assert.ok(typeof told === 'object' && told !== null);
  const { event_id: eventId, ...rest } = { event_id: undefined, ...told };
  assert.equal(eventId, output.id);
  const opened = ids.open(rest, meant);
  assert.deepEqual(opened, meant);
  // An event that names nothing of Gemini's is not even written anew.
  if (!isDeepStrictEqual(opened, rest)) return;
  assert.equal(output.data.replace(`"event_id":${JSON.stringify(eventId)},`, ''), input.data);
}

describe('recorded streams through the backend', { skip: recordingsMissing }, () => {
  for (const { name, bytes, text } of readRecordings('interactions', '.sse')) {
    for (const most of [1_000_000, 997]) {
      it(`come event for event, in pieces of up to ${most} bytes: ${name}`, async () => {
        const { asked, handler } = serveBody(() => cut(bytes, most), 'text/event-stream');
        const response = await handler(create(true));
        assert.equal(response.status, 200);
        const [output, input] = [readFrames(await response.text()), readFrames(text)];
        assert.equal(output.length, input.length);
        const ids = new SealedIds();
        for (const [index, frame] of input.entries()) {
          compareEvents(output[index] ?? { name: 'none', id: '', data: '' }, frame, ids);
        }
        // What has an id of its own can be resumed: each of its events has one too, and no other has it.
        const events = output.filter(({ data }) => data.startsWith('{'));
        const numbered = events.map(({ id }) => id).filter((id) => id !== undefined);
        assert.equal(new Set(numbered).size, ids.count > 0 ? events.length : 0);
        for (const [sealed, original] of ids.pairs) {
          await (await handler(new Request(`${site}/interactions/${sealed}`))).body?.cancel();
          assert.equal(asked.at(-1), `/v1beta/interactions/${original}`);
        }
      });
    }
  }
});

describe('recorded streams of the older API through the backend', { skip: recordingsMissing }, () => {
  for (const { name, bytes, text } of readRecordings('generatecontent', '.sse')) {
    it(`come to the letter: ${name}`, async () => {
      const { handler } = serveBody(() => cut(bytes, 997), 'text/event-stream');
      const response = await handler(
        new Request(`${site}/models/gemini-3.5-flash:streamGenerateContent?alt=sse`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'as recorded' }] }] }),
        }),
      );
      assert.equal(response.status, 200);
      // An error that Google writes between the events, as no event, is told as one and in the backend's words.
      const [events = '', error] = text.split(/^(?=\{)/m);
      const output = await response.text();
      assert.ok(output.startsWith(events.trimEnd()));
      // A last event without its blank line gets one: SDKs would drop it.
      if (error === undefined) assert.equal(output.trimEnd(), text.trimEnd());
      assert.match(output, /\n\r?\n$/);
    });
  }
});

describe('recorded whole answers through the backend', { skip: recordingsMissing }, () => {
  for (const { name, bytes, text } of readRecordings('interactions', '.json')) {
    it(`come with nothing but their ids sealed: ${name}`, async () => {
      const { handler } = serveBody(() => bytes, 'application/json');
      const response = await handler(create(false));
      assert.equal(response.status, 200);
      const meant: unknown = JSON.parse(text);
      const ids = new SealedIds();
      assert.deepEqual(ids.open(await response.json(), meant), meant);
      assert.equal(
        ids.count > 0,
        typeof meant === 'object' && meant !== null && Boolean(Reflect.get(meant, 'id')),
      );
    });
  }
});
