import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import type { ChatHandler } from '../../src/server/create-chat-handler.js';
import { FakeGemini, HeldStream, makeRequest, post, readOne } from '../server/fake-gemini.js';
import { created, readEvents } from '../server/resumable-reply.js';
import { findRedisObstacle, type RedisServer, startRedisServer } from './redis-server.js';

/** Reads until something of that kind came. */
export async function readUntil(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  end: string,
): Promise<string> {
  let text = '';
  while (!text.includes(end)) {
    const { done: isOver, value } = await reader.read();
    if (isOver) throw new Error(`The stream ended without ${end}: ${text.slice(-500)}`);
    text += new TextDecoder().decode(value);
  }
  return text;
}

/** Machines of one site: what begins at the first is asked of the last. */
export type Machines = (gemini: FakeGemini, options: Partial<ChatHandlerOptions>) => ChatHandler[];

/** Closed when the file's tests are over. */
export const running: ChatHandler[] = [];

/** Gemini's id of the reply of each test: what is left of one in Redis must not meet the next. */
export let name = '';
let count = 0;

beforeEach(() => {
  count += 1;
  name = `v1_run${count}`;
});

/** Events of the reply of this test. */
export function tell(...events: readonly string[]): string {
  return events.join('').replaceAll('"v1_run"', JSON.stringify(name));
}

/** A reply that has begun at the first machine, whose bytes are under control, and what is asked of the last. */
export async function begin(machines: Machines, options: Partial<ChatHandlerOptions> = {}) {
  const held = new HeldStream();
  const gemini = new FakeGemini((request) =>
    request.method === 'POST' && request.url.endsWith('/interactions')
      ? held.response
      : Response.json({ id: 'v1_run', object: 'interaction', status: 'completed', steps: [] }),
  );
  const handlers = machines(gemini, { log: false, ...options });
  running.push(...handlers);
  const [first] = handlers;
  const last = handlers.at(-1);
  if (!first || !last) throw new Error('There are no machines');
  const visitor = new AbortController();
  const response = await first(post({ input: 'x', stream: true }, {}, visitor.signal));
  const reader = response.body?.getReader();
  if (!reader) throw new Error('There is no stream');
  held.push(tell(created));
  const [event] = readEvents(await readOne(reader));
  const id = event?.interaction?.id ?? '';
  const ask = (method: string, rest = '', init: RequestInit = {}): Promise<Response> =>
    last(makeRequest(method, `/api/chat/interactions/${id}${rest}`, {}, init));
  return {
    held,
    gemini,
    handlers,
    visitor,
    reader,
    id,
    first: event?.event_id ?? '',
    ask,
    resume: async (cursor: string, init: RequestInit = {}) => {
      const answer = await ask('GET', `?stream=true&last_event_id=${cursor}`, init);
      assert.equal(answer.status, 200, await (answer.status === 200 ? '' : answer.clone().text()));
      if (!answer.body) throw new Error('There is no stream');
      return answer.body.getReader();
    },
    isStopped: () => gemini.calls[0]?.request.signal.aborted === true,
  };
}

/** Why no machines can share anything here; false where they can. */
export const obstacle = findRedisObstacle();

/** What they share. */
export let redis: RedisServer | undefined;

/** A machine of a site that has several. */
export function machineOverRedis(gemini: FakeGemini, options: Partial<ChatHandlerOptions>): ChatHandler {
  if (!redis) throw new Error('There is no Redis');
  return gemini.handler({ redis: redis.url, ...options });
}

/** Two machines of one site. */
export const two: Machines = (gemini, options) => [
  machineOverRedis(gemini, options),
  machineOverRedis(gemini, options),
];

before(async () => {
  if (obstacle === false) redis = await startRedisServer();
});

after(async () => {
  await Promise.all(running.map((handler) => handler.close(0)));
  await redis?.stop();
});
