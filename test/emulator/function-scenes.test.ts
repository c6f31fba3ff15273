import { expect } from 'chai';
import { askStream, askUnary, createStill, textOfSteps } from './ask-emulator.js';

const weather = {
  type: 'function',
  name: 'get_weather',
  description: 'Tells the weather of a place',
  parameters: {
    type: 'object',
    properties: { location: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    required: ['location'],
  },
};
const clock = {
  type: 'function',
  name: 'readClock',
  description: 'The present time',
  parameters: { type: 'object', properties: {} },
};
const tools = [weather, clock];

function callsOf(steps: unknown): { id: string; name: string; arguments: unknown; signature?: string }[] {
  return Array.isArray(steps) ? steps.filter((step) => step.type === 'function_call') : [];
}

/** A result for the first call among steps. */
function answerTo(steps: unknown) {
  const [call] = callsOf(steps);
  return { type: 'function_result', call_id: call?.id, name: call?.name, result: 'fine' };
}

describe('the function scenes', () => {
  it('calls the function that the words are about, with arguments from them', async () => {
    const reply = await askStream(createStill(), 'What is the weather in San Francisco?', { tools });
    expect(reply.status).to.equal('requires_action');
    const [call, ...others] = callsOf(reply.steps);
    expect(others).to.have.length(0);
    expect(call).to.deep.include({
      name: 'get_weather',
      arguments: { location: 'San Francisco', unit: 'celsius' },
    });
  });

  it('answers from the result, in the same conversation', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'Weather in Oslo?', { tools });
    const [call] = callsOf(first.steps);
    const result = {
      type: 'function_result',
      call_id: call?.id,
      result: [{ type: 'text', text: '4 °C, snow' }],
    };
    const second = await askStream(emulator, [result], { tools, previous_interaction_id: first.id });
    expect(second.status).to.equal('completed');
    expect(textOfSteps(second.steps)).to.contain('4 °C, snow').and.contain('get_weather');
  });

  it('says so when a function failed', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'Weather in Oslo?', { tools });
    const [call] = callsOf(first.steps);
    const result = { type: 'function_result', call_id: call?.id, is_error: true, result: 'declined' };
    const second = await askUnary(emulator, result, { tools, previous_interaction_id: first.id });
    expect(textOfSteps(second.body['steps'])).to.contain('could not answer').and.contain('declined');
  });

  it('wants a result for each of several calls', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'Call both functions', { tools });
    const calls = callsOf(first.steps);
    expect(calls.map(({ name }) => name)).to.deep.equal(['get_weather', 'readClock']);
    const results = calls.map(({ id, name }) => ({
      type: 'function_result',
      call_id: id,
      name,
      result: { ok: name },
    }));
    const more = { tools, previous_interaction_id: first.id };
    const partly = await askUnary(emulator, results.slice(0, 1), more);
    expect(partly.status).to.equal(400);
    expect(partly.body['error']).to.have.property('message').that.contains('readClock');
    const all = await askUnary(emulator, results, more);
    expect(textOfSteps(all.body['steps'])).to.contain('"ok": "get_weather"').and.contain('"ok": "readClock"');
  });

  it('gives every call of a conversation an id of its own', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'Weather in Oslo?', { tools });
    const [one] = callsOf(first.steps);
    const result = { type: 'function_result', call_id: one?.id, result: 'snow' };
    const second = await askStream(emulator, [result], { tools, previous_interaction_id: first.id });
    const third = await askStream(emulator, 'Weather in Rome?', {
      tools,
      previous_interaction_id: second.id,
    });
    expect(callsOf(third.steps)[0]?.id).to.be.a('string').and.not.equal(one?.id);
  });

  it('refuses resent calls that have lost their signatures', async () => {
    const emulator = createStill();
    const asked = { type: 'user_input', content: [{ type: 'text', text: 'Weather in Oslo?' }] };
    const { steps } = await askStream(emulator, [asked], { tools, store: false });
    const [call] = callsOf(steps);
    const result = { type: 'function_result', call_id: call?.id, result: 'snow' };
    const complete = await askUnary(emulator, [asked, ...steps, result], { tools, store: false });
    expect(complete.status).to.equal(200);
    const { signature: _, ...bare } = call ?? {};
    const stripped = await askUnary(emulator, [asked, bare, result], { tools, store: false });
    expect(stripped.status).to.equal(400);
    expect(stripped.body['error']).to.have.property('message').that.contains('signature');
  });

  it('takes one result for each call, under the name and the id of the call', async () => {
    const emulator = createStill();
    const { id, steps } = await askStream(emulator, 'Weather in Oslo?', { tools });
    const answer = answerTo(steps);
    const send = async (...input: unknown[]) => {
      const { status, body } = await askUnary(emulator, input, { tools, previous_interaction_id: id });
      return { status, error: body['error'] };
    };
    for (const [wrong, mention] of [
      [[{ ...answer, name: 'set_weather' }], 'set_weather'],
      [[{ ...answer, call_id: 'call-7' }], 'call-7'],
      [[answer, answer], 'waits'],
      [[{ type: 'user_input', content: [{ type: 'text', text: 'Never mind' }] }], 'get_weather'],
    ] as const) {
      const { status, error } = await send(...wrong);
      expect(status).to.equal(400);
      expect(error).to.have.property('message').that.contains(mention);
    }
    expect((await send({ ...answer, name: 'get_weather' })).status).to.equal(200);
  });

  it('refuses a result of a call that was answered before', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'Weather in Oslo?', { tools });
    const answer = answerTo(first.steps);
    const second = await askStream(emulator, [answer], { tools, previous_interaction_id: first.id });
    const again = await askUnary(emulator, [answer], { tools, previous_interaction_id: second.id });
    expect(again.status).to.equal(400);
  });

  it('calls nothing that the words are not about, or that is switched off', async () => {
    const hello = await askStream(createStill(), 'Good morning', { tools });
    expect(callsOf(hello.steps)).to.have.length(0);
    const off = { tools, generation_config: { tool_choice: 'none' } };
    expect(callsOf((await askStream(createStill(), 'Weather in Oslo?', off)).steps)).to.have.length(0);
    const must = { tools, generation_config: { tool_choice: 'any' } };
    expect(callsOf((await askStream(createStill(), 'Good morning', must)).steps)).to.have.length(1);
  });

  it('asks about each place that the words name', async () => {
    const { steps } = await askStream(createStill(), "What's the weather in Paris, Rome and New York?", {
      tools,
    });
    const calls = callsOf(steps);
    expect(calls.map(({ arguments: given }) => given)).to.deep.equal([
      { location: 'Paris', unit: 'celsius' },
      { location: 'Rome', unit: 'celsius' },
      { location: 'New York', unit: 'celsius' },
    ]);
  });

  it('signs the first of several calls, and no other', async () => {
    const { steps } = await askStream(createStill(), 'Call both functions', { tools });
    expect(callsOf(steps).map(({ signature }) => signature !== undefined)).to.deep.equal([true, false]);
  });

  for (const question of [
    'Tell me the weather in Oslo, and then the time',
    'If the weather in Oslo is fine, tell me the time',
  ]) {
    it(`calls one function after the other for “${question}”`, async () => {
      const emulator = createStill();
      const first = await askStream(emulator, question, { tools });
      expect(callsOf(first.steps).map(({ name }) => name)).to.deep.equal(['get_weather']);
      const second = await askStream(emulator, [answerTo(first.steps)], {
        tools,
        previous_interaction_id: first.id,
      });
      expect(second.status).to.equal('requires_action');
      expect(callsOf(second.steps).map(({ name }) => name)).to.deep.equal(['readClock']);
      const third = await askStream(emulator, [answerTo(second.steps)], {
        tools,
        previous_interaction_id: second.id,
      });
      expect(third.status).to.equal('completed');
      expect(textOfSteps(third.steps)).to.contain('readClock');
    });
  }

  it('does not go on with a chain whose first function failed', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'Weather in Oslo, then the time', { tools });
    const failed = { ...answerTo(first.steps), is_error: true };
    const second = await askStream(emulator, [failed], { tools, previous_interaction_id: first.id });
    expect(callsOf(second.steps)).to.have.length(0);
  });

  it('calls for ever when it is told to, each time with another id', async () => {
    const emulator = createStill();
    let reply = await askStream(emulator, 'call forever', { tools });
    const ids = new Set<string | undefined>();
    for (let round = 0; round < 5; round += 1) {
      ids.add(callsOf(reply.steps)[0]?.id);
      reply = await askStream(emulator, [answerTo(reply.steps)], {
        tools,
        previous_interaction_id: reply.id,
      });
      expect(reply.status).to.equal('requires_action');
    }
    expect(ids).to.have.property('size', 5);
  });

  it('calls a function that nobody declared, and one with arguments that do not fit', async () => {
    const unknown = await askStream(createStill(), 'unknown function', { tools });
    const declared = tools.map(({ name }) => name);
    expect(declared).not.to.include(callsOf(unknown.steps)[0]?.name);
    const wrong = await askStream(createStill(), 'wrong arguments', { tools });
    expect(callsOf(wrong.steps)[0]).to.deep.include({
      name: 'get_weather',
      arguments: { location: { not: 'a text' }, unit: { not: 'a text' }, never_declared: true },
    });
  });

  it('follows references in a schema', async () => {
    const book = {
      type: 'function',
      name: 'book_table',
      description: 'Books a table',
      parameters: {
        type: 'object',
        properties: { guest: { $ref: '#/$defs/Guest' } },
        $defs: { Guest: { type: 'object', properties: { email: { type: 'string' } } } },
      },
    };
    const { steps } = await askStream(createStill(), 'Book something', { tools: [book] });
    expect(callsOf(steps)[0]?.arguments).to.deep.equal({ guest: { email: 'ada@example.com' } });
  });
});
