import assert from 'node:assert/strict';
import type { Interactions } from '@google/genai';
import { collect, findRefusal, listNamed, model, readOutput, readText, weather } from './sdk-call.js';
import type { SdkCall } from './sdk-call.js';

const userInput = (text: string): Interactions.Step => ({
  type: 'user_input',
  content: [{ type: 'text', text }],
});

function findCall(steps: readonly Interactions.Step[]): Interactions.FunctionCallStep {
  const found = steps.find((step) => step.type === 'function_call');
  assert.ok(found?.type === 'function_call');
  return found;
}

const result = (callId: string): Interactions.Step => ({
  type: 'function_result',
  call_id: callId,
  name: weather.name,
  result: [{ type: 'text', text: 'Sunny, 21 °C' }],
});

/** A step with another signature than it came with. */
function resign(step: Interactions.Step, sign: (signature: string) => string | undefined): Interactions.Step {
  if (!('signature' in step) || typeof step.signature !== 'string') return step;
  const { signature, ...rest } = step;
  const other = sign(signature);
  return other === undefined ? rest : { ...rest, signature: other };
}

/** What `interactions.create` is used for where each answer is read as it comes. */
export const interactionCalls: readonly SdkCall[] = [
  {
    name: 'interactions.create',
    async run({ client }) {
      const answer = await client.interactions.create({ model, input: 'echo one two three' });
      assert.equal(answer.status, 'completed');
      assert.equal(answer.output_text, 'one two three');
      assert.deepEqual(
        answer.steps.map(({ type }) => type),
        ['thought', 'model_output'],
      );
      assert.ok((answer.usage?.total_tokens ?? 0) > 0);
    },
  },
  {
    name: 'interactions.create, streamed',
    async run({ client }) {
      const stream = await client.interactions.create({ model, input: 'emoji', stream: true });
      const events = await collect(stream);
      const whole = await client.interactions.create({ model, input: 'emoji' });
      assert.equal(readText(events), whole.output_text);
      assert.equal(events.at(0)?.event_type, 'interaction.created');
      assert.equal(events.at(1)?.event_type, 'interaction.status_update');
      assert.equal(events.at(-1)?.event_type, 'interaction.completed');
      assert.deepEqual(
        listNamed(events, 'interaction.completed').map(({ status }) => status),
        ['completed'],
      );
    },
  },
  {
    name: 'interactions.create, one turn after another by previous_interaction_id',
    async run({ client }) {
      const first = await client.interactions.create({ model, input: 'My name is Maya Lindqvist.' });
      const input = 'What is my name?';
      const second = await client.interactions.create({ model, input, previous_interaction_id: first.id });
      assert.match(second.output_text ?? '', /Maya Lindqvist/);
      const stream = await client.interactions.create({
        model,
        input,
        previous_interaction_id: second.id,
        stream: true,
      });
      assert.match(readText(await collect(stream)), /Maya Lindqvist/);
    },
  },
  {
    name: 'interactions.create with store: false and all steps sent again',
    async run({ client }) {
      const asked = userInput('My name is Maya Lindqvist.');
      const first = await client.interactions.create({ model, input: [asked], store: false });
      assert.ok(!first.id);
      const input = [asked, ...first.steps, userInput('What is my name?')];
      const second = await client.interactions.create({ model, input, store: false });
      assert.match(second.output_text ?? '', /Maya Lindqvist/);
    },
  },
  {
    name: 'interactions.create with a function, and its result by previous_interaction_id',
    async run({ client }) {
      const tools = [weather];
      const first = await client.interactions.create({ model, input: 'Weather in Oslo?', tools });
      assert.equal(first.status, 'requires_action');
      const call = findCall(first.steps);
      assert.equal(call.name, 'get_weather');
      assert.deepEqual(call.arguments, { location: 'Oslo' });
      const input = [result(call.id)];
      const next = { model, tools, input, previous_interaction_id: first.id };
      assert.match((await client.interactions.create(next)).output_text ?? '', /Sunny, 21 °C/);
      const wrong = { ...next, input: [result('call-of-nobody')] };
      assert.equal(await findRefusal(client.interactions.create(wrong, { maxRetries: 0 })), 400);
    },
  },
  {
    name: 'interactions.create with a function, streamed',
    async run({ client }) {
      const input = 'Weather in Oslo?';
      const stream = await client.interactions.create({ model, input, tools: [weather], stream: true });
      const events = await collect(stream);
      const pieces = events.map((event) =>
        event.event_type === 'step.delta' && event.delta.type === 'arguments_delta'
          ? event.delta.arguments
          : '',
      );
      assert.deepEqual(JSON.parse(pieces.join('')), { location: 'Oslo' });
      assert.equal(listNamed(events, 'interaction.completed').at(-1)?.status, 'requires_action');
    },
  },
  {
    name: 'interactions.create with a function and store: false, its signatures as they came',
    async run({ client }) {
      const tools = [weather];
      const asked = userInput('Weather in Oslo?');
      const first = await client.interactions.create({ model, input: [asked], tools, store: false });
      const send = (steps: readonly Interactions.Step[]) => {
        const input = [asked, ...steps, result(findCall(first.steps).id)];
        return client.interactions.create({ model, input, tools, store: false }, { maxRetries: 0 });
      };
      assert.match((await send(first.steps)).output_text ?? '', /Sunny, 21 °C/);
      const unsigned = first.steps.map((step) => resign(step, () => undefined));
      assert.equal(await findRefusal(send(unsigned)), 400);
      const spoiled = first.steps.map((step) => resign(step, (signature) => signature.toUpperCase()));
      assert.equal(await findRefusal(send(spoiled)), 400);
    },
  },
  {
    name: 'interactions.create with a response_format',
    async run({ client }) {
      const schema = {
        type: 'object',
        properties: { name: { type: 'string' }, born: { type: 'integer' } },
        required: ['name', 'born'],
      };
      const answer = await client.interactions.create({
        model,
        input: 'Who was Ada Lovelace?',
        response_format: { type: 'text', mime_type: 'application/json', schema },
      });
      const data: unknown = JSON.parse(answer.output_text ?? '');
      assert.ok(typeof data === 'object' && data !== null && 'name' in data && 'born' in data);
      assert.deepEqual([typeof data.name, typeof data.born], ['string', 'number']);
    },
  },
  {
    name: 'interactions.create with google_search and its citations',
    async run({ client }) {
      const input = 'Search for the latest news about cafés';
      const answer = await client.interactions.create({ model, input, tools: [{ type: 'google_search' }] });
      const types = answer.steps.map(({ type }) => type);
      assert.deepEqual(types, ['thought', 'google_search_call', 'google_search_result', 'model_output']);
      const contents = answer.steps.flatMap((step) =>
        step.type === 'model_output' ? (step.content ?? []) : [],
      );
      let count = 0;
      for (const content of contents) {
        if (content.type !== 'text') continue;
        const bytes = new TextEncoder().encode(content.text);
        for (const annotation of content.annotations ?? []) {
          assert.ok(annotation.type === 'url_citation');
          const passage = bytes.slice(annotation.start_index, annotation.end_index);
          // Citations are counted in bytes: cut elsewhere, the letters would break.
          assert.notEqual(new TextDecoder('utf-8', { fatal: true }).decode(passage), '');
          count += 1;
        }
      }
      assert.ok(count > 0);
    },
  },
  {
    name: 'interactions.create with an image as its answer',
    async run({ client }) {
      const answer = await client.interactions.create({ model, input: 'Draw a plant' });
      const image = answer.output_image;
      assert.equal(image?.mime_type, 'image/png');
      assert.equal(
        Buffer.from(image?.data ?? '', 'base64')
          .subarray(1, 4)
          .toString(),
        'PNG',
      );
      assert.match(readOutput(answer), /plant/);
    },
  },
  {
    name: 'interactions.create, refused in words that a program can tell apart',
    async run({ client }) {
      const once = { maxRetries: 0 };
      const refuse = (call: PromiseLike<unknown>) => findRefusal(call);
      const { interactions } = client;
      assert.equal(await refuse(interactions.create({ model, input: '' }, once)), 400);
      const unknown = { model, input: 'hello', previous_interaction_id: 'v1_nobody' };
      assert.equal(await refuse(interactions.create(unknown, once)), 404);
      assert.equal(await refuse(interactions.create({ model, input: 'error 429' }, once)), 429);
      assert.equal(await refuse(interactions.create({ model, input: 'error 503' }, once)), 503);
      const more = { extra_body: { temperature: 1 }, ...once };
      assert.equal(await refuse(interactions.create({ model, input: 'hello' }, more)), 400);
    },
  },
];
