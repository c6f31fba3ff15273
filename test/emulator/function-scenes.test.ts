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

  it('calls nothing that the words are not about, or that is switched off', async () => {
    const hello = await askStream(createStill(), 'Good morning', { tools });
    expect(callsOf(hello.steps)).to.have.length(0);
    const off = { tools, generation_config: { tool_choice: 'none' } };
    expect(callsOf((await askStream(createStill(), 'Weather in Oslo?', off)).steps)).to.have.length(0);
    const must = { tools, generation_config: { tool_choice: 'any' } };
    expect(callsOf((await askStream(createStill(), 'Good morning', must)).steps)).to.have.length(1);
  });
});
