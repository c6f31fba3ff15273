import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { GoogleGenAI } from '@google/genai';
import { collect, findRefusal, listNamed, model, readOutput, readText } from './sdk-call.js';
import type { SdkCall, SdkEvent } from './sdk-call.js';

const once = { maxRetries: 0 };

/** Asks until the work is done. */
async function poll({ interactions }: GoogleGenAI, id: string) {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const found = await interactions.get(id);
    if (found.status !== 'in_progress') return found;
    await pause(100);
  }
  throw new Error('It is still in progress after five seconds.');
}

/** The first events of a stream, which is then left. */
export async function readSome(stream: AsyncIterable<SdkEvent>, count: number): Promise<SdkEvent[]> {
  const events: SdkEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

/** What is done with interactions that are kept. */
export const storedCalls: readonly SdkCall[] = [
  {
    name: 'interactions.get',
    async run({ client }) {
      const { id } = await client.interactions.create({ model, input: 'echo kept' });
      const found = await client.interactions.get(id);
      assert.equal(found.id, id);
      assert.deepEqual(
        found.steps.map(({ type }) => type),
        ['user_input', 'thought', 'model_output'],
      );
      assert.equal(found.output_text, 'kept');
    },
  },
  {
    name: 'interactions.get, streamed from the beginning',
    async run({ client }) {
      const { id } = await client.interactions.create({ model, input: 'echo kept and told' });
      const events = await collect(await client.interactions.get(id, { stream: true }));
      assert.equal(readText(events), 'kept and told');
      assert.deepEqual(listNamed(events, 'interaction.created')[0]?.id, id);
    },
  },
  {
    name: 'interactions.get of an answer that its reader left',
    async run({ slow }) {
      const stream = await slow.interactions.create({ model, input: 'echo told to nobody', stream: true });
      const [{ id } = { id: '' }] = listNamed(await readSome(stream, 2), 'interaction.created');
      assert.equal(readOutput(await poll(slow, id)), 'told to nobody');
    },
  },
  {
    name: 'interactions.delete',
    async run({ client }) {
      const { id } = await client.interactions.create({ model, input: 'hello' });
      await client.interactions.delete(id);
      assert.equal(await findRefusal(client.interactions.get(id, {}, once)), 404);
      const next = { model, input: 'hello', previous_interaction_id: id };
      assert.equal(await findRefusal(client.interactions.create(next, once)), 404);
    },
  },
  {
    name: 'interactions.create in the background, asked for until it is done',
    async run({ slow }) {
      const begun = await slow.interactions.create({ model, input: 'echo a b c', background: true });
      assert.equal(begun.status, 'in_progress');
      const found = await poll(slow, begun.id);
      assert.equal(found.status, 'completed');
      assert.equal(found.output_text, 'a b c');
    },
  },
  {
    name: 'interactions.create in the background, streamed, left and resumed by last_event_id',
    async run({ client }) {
      const input = 'long';
      const whole = await client.interactions.create({ model, input });
      const stream = await client.interactions.create({ model, input, background: true, stream: true });
      const told = await readSome(stream, 12);
      const [{ id } = { id: '' }] = listNamed(told, 'interaction.created');
      const last = told.at(-1)?.event_id;
      assert.ok(last);
      const rest = await client.interactions.get(id, { stream: true, last_event_id: last });
      const events = [...told, ...(await collect(rest))];
      assert.equal(readText(events), whole.output_text);
      const ids = events.map((event) => event.event_id);
      assert.equal(new Set(ids).size, events.length);
      assert.equal(events.at(-1)?.event_type, 'interaction.completed');
    },
  },
  {
    name: 'interactions.create with an agent, asked for until it is done',
    async run({ client }) {
      const begun = await client.interactions.create({
        agent: 'deep-research-preview-04-2026',
        agent_config: { type: 'deep-research', thinking_summaries: 'auto' },
        input: 'How do ferns grow?',
        background: true,
      });
      assert.equal(begun.status, 'in_progress');
      const found = await poll(client, begun.id);
      assert.equal(found.status, 'completed');
      assert.equal(found.agent, 'deep-research-preview-04-2026');
      assert.ok(found.steps.some(({ type }) => type === 'google_search_call'));
    },
  },
  {
    name: 'interactions.create, streamed and given up by its signal',
    async run({ slow }) {
      const abort = new AbortController();
      const options = { signal: abort.signal, ...once };
      const stream = await slow.interactions.create({ model, input: 'long', stream: true }, options);
      let count = 0;
      const reading = async () => {
        for await (const _ of stream) {
          count += 1;
          if (count === 3) abort.abort();
        }
      };
      await reading().catch((error: unknown) => assert.ok(error instanceof Error));
      assert.ok(count >= 3 && count < 20, `${count} events came`);
    },
  },
  {
    name: 'interactions.cancel',
    async run({ slow }) {
      const { id } = await slow.interactions.create({ model, input: 'slow', background: true });
      const cancelled = await slow.interactions.cancel(id);
      assert.equal(cancelled.status, 'cancelled');
      assert.equal((await slow.interactions.get(id)).status, 'cancelled');
      assert.equal(await findRefusal(slow.interactions.cancel(id, {}, once)), 400);
    },
  },
  {
    name: 'interactions.create, continued by the SDK',
    async run({ client }) {
      const answer = await client.interactions.create({ model, input: 'hops' });
      const whole = await client.interactions.create({ model, input: 'long' });
      assert.equal(answer.status, 'completed');
      assert.equal(readOutput(answer), whole.output_text);
      const ids: unknown = Reflect.get(answer, 'continuation_ids');
      assert.ok(Array.isArray(ids) && new Set(ids).size === 3 && ids.at(-1) === answer.id);
      const input = 'What did I say?';
      const next = await client.interactions.create({ model, input, previous_interaction_id: answer.id });
      assert.match(next.output_text ?? '', /1\. hops/);
    },
  },
  {
    name: 'interactions.create, continued by the SDK where nothing is stored',
    async run({ client }) {
      const answer = await client.interactions.create({ model, input: 'hops', store: false });
      const whole = await client.interactions.create({ model, input: 'long' });
      assert.equal(readOutput(answer), whole.output_text);
    },
  },
  {
    name: 'interactions.create, streamed and continued by the SDK',
    async run({ client }) {
      const events = await collect(await client.interactions.create({ model, input: 'hops', stream: true }));
      const whole = await client.interactions.create({ model, input: 'long' });
      assert.equal(readText(events), whole.output_text);
      assert.deepEqual(
        listNamed(events, 'interaction.completed').map(({ status }) => status),
        ['requires_continuation', 'requires_continuation', 'completed'],
      );
    },
  },
  {
    name: 'interactions.create, continued by hand with continuation_token',
    async run({ client }) {
      const automatic = { automatic_continuation: false };
      const first = await client.interactions.create({ model, input: 'hops', ...automatic });
      assert.equal(first.status, 'requires_continuation');
      const token = first.continuation_token;
      assert.ok(token);
      const place = { continuation_token: token, previous_interaction_id: first.id };
      const second = await client.interactions.create({ model, ...place, ...automatic });
      const whole = await client.interactions.create({ model, input: 'long' });
      assert.ok(whole.output_text?.startsWith(readOutput(first) + readOutput(second)));
      assert.ok(readOutput(second).length > 0);
      const spoiled = { model, ...place, continuation_token: `${token}x`, ...automatic };
      const status = await findRefusal(client.interactions.create(spoiled, once));
      assert.ok(status === 400 || status === 404, `a spoiled token is answered by ${status}`);
    },
  },
];
