import { expect } from 'chai';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { PageFunction } from '../../src/tools/page-function.js';
import { converse, turn, waitFor } from '../support/converse.js';
import { answerEvents } from '../support/fake-backend.js';
import { FakeTransport, play } from '../support/fake-transport.js';

type Call = readonly [id: string, name: string, args: Record<string, unknown>];

/** A reply that calls functions; the first call alone is signed, as Gemini does it. */
function calling(id: string, ...calls: readonly Call[]): InteractionEvent[] {
  return [
    { event_type: 'interaction.created', interaction: { id, status: 'in_progress' } },
    ...calls.flatMap(([callId, name, args], index): InteractionEvent[] => [
      {
        event_type: 'step.start',
        index,
        step: { type: 'function_call', id: callId, name, ...(index === 0 && { signature: 'sig' }) },
      },
      {
        event_type: 'step.delta',
        index,
        delta: { type: 'arguments_delta', arguments: JSON.stringify(args) },
      },
      { event_type: 'step.stop', index },
    ]),
    { event_type: 'interaction.completed', interaction: { id, status: 'requires_action' } },
  ];
}

const weather: PageFunction = {
  name: 'get_weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  execute: ({ city }) => `Sunny in ${String(city)}`,
};

const resultOf = (step: unknown) => {
  const { call_id: id, is_error: isError, result }: Record<string, unknown> = Object(step);
  return { id, isError, text: JSON.stringify(result) };
};

describe('functions that the page offers', () => {
  it('are called side by side, and the model answers from what all of them gave back', async () => {
    const transport = new FakeTransport(
      play(...calling('a', ['1', 'get_weather', { city: 'Oslo' }], ['2', 'get_weather', { city: 'Rome' }])),
      play(...answerEvents('Sunny in both.', 'b')),
    );
    const { conversation } = converse(transport, { functions: [weather], systemInstruction: 'Be kind.' });
    const reply = await conversation.send('Weather in Oslo and Rome?');
    expect(reply).to.include({ text: 'Sunny in both.', status: 'complete', interactionId: 'b' });
    const [, second] = transport.requests;
    expect(second).to.include({ previous_interaction_id: 'a', system_instruction: 'Be kind.' });
    expect(second?.tools).to.have.length(1);
    expect(second?.input).to.deep.equal([
      {
        type: 'function_result',
        call_id: '1',
        name: 'get_weather',
        result: [{ type: 'text', text: 'Sunny in Oslo' }],
      },
      {
        type: 'function_result',
        call_id: '2',
        name: 'get_weather',
        result: [{ type: 'text', text: 'Sunny in Rome' }],
      },
    ]);
    expect(reply.steps.map(({ type }) => type)).to.deep.equal([
      'function_call',
      'function_call',
      'function_result',
      'function_result',
      'model_output',
    ]);
    expect(reply.calls?.map(({ state, result }) => [state, result])).to.deep.equal([
      ['done', 'Sunny in Oslo'],
      ['done', 'Sunny in Rome'],
    ]);
  });

  it('work where the server keeps nothing: signed calls go back as they came', async () => {
    const transport = new FakeTransport(
      play(...calling('', ['1', 'get_weather', { city: 'Oslo' }])),
      play(...answerEvents('Sunny.', '')),
      play(...answerEvents('Yes.', '')),
    );
    const { conversation } = converse(transport, { functions: [weather], stateless: true });
    await conversation.send('Weather in Oslo?');
    await conversation.send('Really?');
    const types = transport.requests.map(({ input }) =>
      Array.isArray(input) ? input.map(({ type }) => type) : input,
    );
    expect(types).to.deep.equal([
      ['text'],
      ['user_input', 'function_call', 'function_result'],
      ['user_input', 'function_call', 'function_result', 'model_output', 'user_input'],
    ]);
    expect(transport.requests[1]?.input?.[1]).to.deep.equal({
      type: 'function_call',
      id: '1',
      name: 'get_weather',
      arguments: { city: 'Oslo' },
      signature: 'sig',
    });
    for (const request of transport.requests) expect(request).to.not.have.property('previous_interaction_id');
  });

  it('may be called again and again, in turn', async () => {
    const transport = new FakeTransport(
      play(...calling('a', ['1', 'get_weather', { city: 'Oslo' }])),
      play(...calling('b', ['2', 'get_weather', { city: 'Rome' }])),
      play(...answerEvents('Done.', 'c')),
    );
    const { conversation } = converse(transport, { functions: [weather] });
    expect(await conversation.send('Go')).to.include({ text: 'Done.', status: 'complete' });
    expect(transport.requests.map((request) => request.previous_interaction_id)).to.deep.equal([
      undefined,
      'a',
      'b',
    ]);
  });

  it('are not called for ever', async () => {
    const endless = Array.from({ length: 40 }, (_, index) =>
      play(...calling(`hop-${index}`, [`call-${index}`, 'get_weather', { city: 'Oslo' }])),
    );
    const transport = new FakeTransport(...endless);
    const { conversation } = converse(transport, { functions: [weather] });
    const reply = await conversation.send('Go');
    expect(reply).to.include({ status: 'error' });
    expect(reply.error).to.include({ code: 'function-failed' });
    expect(transport.requests.length).to.be.below(20);
  });

  it('count as often as they are called, also under the same id, and so does what they cost', async () => {
    const costing = (events: InteractionEvent[], total: number): InteractionEvent[] =>
      events.map((event) =>
        event.event_type === 'interaction.completed' && 'interaction' in event
          ? { ...event, interaction: { ...Object(event.interaction), usage: { total_tokens: total } } }
          : event,
      );
    const transport = new FakeTransport(
      play(...costing(calling('a', ['1', 'get_weather', { city: 'Oslo' }]), 100)),
      play(...costing(calling('b', ['1', 'get_weather', { city: 'Rome' }]), 20)),
      play(...answerEvents('Done.', 'c')),
    );
    const { conversation } = converse(transport, { functions: [weather] });
    const reply = await conversation.send('Go');
    expect(reply.calls?.map(({ result }) => result)).to.deep.equal(['Sunny in Oslo', 'Sunny in Rome']);
    expect(reply.usage).to.deep.equal({ total_tokens: 125 });
  });

  it('are not answered where the page offers none', async () => {
    const transport = new FakeTransport(play(...calling('a', ['1', 'get_weather', { city: 'Oslo' }])));
    const { conversation } = converse(transport);
    expect(await conversation.send('Go')).to.include({ text: '', status: 'complete' });
    expect(transport.requests).to.have.length(1);
  });

  it('that do not exist, do not fit or throw are answered as errors, each its own', async () => {
    const broken: PageFunction = {
      name: 'broken',
      execute: () => {
        throw new Error('Out of order');
      },
    };
    const transport = new FakeTransport(
      play(...calling('a', ['1', 'no_such', {}], ['2', 'get_weather', { city: 5 }], ['3', 'broken', {}])),
      play(...answerEvents('Sorry.', 'b')),
    );
    const { conversation } = converse(transport, { functions: [weather, broken] });
    expect(await conversation.send('Go')).to.include({ text: 'Sorry.', status: 'complete' });
    const input = transport.requests[1]?.input;
    const results = Array.isArray(input) ? input.map(resultOf) : [];
    expect(results.map(({ id, isError }) => [id, isError])).to.deep.equal([
      ['1', true],
      ['2', true],
      ['3', true],
    ]);
    expect(results[2]?.text).to.include('Out of order');
  });

  it('are answered as errors where their arguments are no JSON', async () => {
    const cut = { type: 'arguments_delta', arguments: '{"city": "Os' };
    const events = calling('a', ['1', 'get_weather', {}]).map((event): InteractionEvent =>
      event.event_type === 'step.delta' ? { event_type: 'step.delta', index: 0, delta: cut } : event,
    );
    const transport = new FakeTransport(play(...events), play(...answerEvents('Sorry.', 'b')));
    const { conversation } = converse(transport, { functions: [weather] });
    expect(await conversation.send('Go')).to.include({ status: 'complete' });
    expect(resultOf(transport.requests[1]?.input?.[0])).to.include({ id: '1', isError: true });
  });

  it('wait for the reader where they ask first', async () => {
    let ran = 0;
    const careful: PageFunction = { name: 'order', confirm: 'Order it?', execute: () => (ran += 1) };
    for (const accepted of [true, false]) {
      const transport = new FakeTransport(
        play(...calling('a', ['1', 'order', {}])),
        play(...answerEvents('Well.', 'b')),
      );
      const { conversation, paint } = converse(transport, { functions: [careful] });
      const reply = conversation.send('Order');
      await waitFor(() => conversation.snapshot.status === 'awaiting-confirmation', paint);
      expect(conversation.snapshot.messages[1]?.calls?.[0]).to.include({
        state: 'waiting',
        question: 'Order it?',
      });
      conversation.decide('1', accepted);
      expect((await reply).calls?.[0]?.state).to.equal(accepted ? 'done' : 'refused');
      expect(ran).to.equal(1);
      expect(resultOf(transport.requests[1]?.input?.[0]).isError).to.equal(accepted ? undefined : true);
    }
  });

  it('do not run where the page refuses', async () => {
    const transport = new FakeTransport(
      play(...calling('a', ['1', 'get_weather', { city: 'Oslo' }])),
      play(...answerEvents('Well.', 'b')),
    );
    const refused: string[] = [];
    const permit = ({ name }: { name: string }) => refused.push(name) === 0;
    const { conversation } = converse(transport, { functions: [weather] }, { permit });
    expect((await conversation.send('Go')).calls?.[0]?.state).to.equal('refused');
    expect(refused).to.deep.equal(['get_weather']);
  });

  it('are aborted when the reader stops, and the conversation goes on without the open call', async () => {
    let reason: unknown;
    const slow: PageFunction = {
      name: 'slow',
      execute: (_args, { signal }) =>
        new Promise(() => signal.addEventListener('abort', () => (reason = signal.reason))),
    };
    const transport = new FakeTransport(
      play(...calling('a', ['1', 'slow', {}])),
      play(...answerEvents('Fine.', 'b')),
    );
    const { conversation, paint } = converse(transport, { functions: [slow] });
    const reply = conversation.send('Go');
    await waitFor(() => conversation.snapshot.messages[1]?.calls?.[0]?.state === 'running', paint);
    conversation.stop();
    expect(await reply).to.include({ status: 'stopped' });
    expect(reason).to.be.instanceOf(DOMException);
    expect((await reply).calls?.map(({ state }) => state)).to.deep.equal(['stopped']);
    await turn();
    expect(await conversation.send('Never mind')).to.include({ text: 'Fine.', status: 'complete' });
    expect(transport.requests[1]).to.not.have.property('previous_interaction_id');
    expect(JSON.stringify(transport.requests[1])).to.not.include('function_call');
  });

  it('that the model takes back are aborted and shown as stopped; the turn goes on without them', async () => {
    const takenBack = new Map(['1', '2'].map((id) => [id, new AbortController()]));
    const signals: AbortSignal[] = [];
    const slow: PageFunction = {
      name: 'slow',
      execute: (_args, { signal }) => new Promise(() => signals.push(signal)),
    };
    const careful: PageFunction = { name: 'careful', confirm: true, execute: () => 'done' };
    const transport = Object.assign(
      new FakeTransport(
        play(...calling('a', ['1', 'slow', {}], ['2', 'careful', {}])),
        play(...answerEvents('Never mind.', 'b')),
      ),
      { watchCall: (id: string) => takenBack.get(id)?.signal },
    );
    const { conversation, paint } = converse(transport, { functions: [slow, careful] });
    const reply = conversation.send('Go');
    await waitFor(() => conversation.snapshot.status === 'awaiting-confirmation', paint);
    await waitFor(() => signals.length === 1, paint);
    takenBack.get('2')?.abort();
    await waitFor(() => conversation.snapshot.status === 'streaming', paint);
    expect(conversation.snapshot.messages[1]?.calls?.map(({ state }) => state)).to.deep.equal([
      'running',
      'stopped',
    ]);
    expect(signals[0]?.aborted).to.equal(false);
    takenBack.get('1')?.abort();
    expect(await reply).to.include({ text: 'Never mind.', status: 'complete' });
    expect(signals[0]?.aborted).to.equal(true);
    expect((await reply).calls?.map(({ state }) => state)).to.deep.equal(['stopped', 'stopped']);
    // A conversation that is told again needs a result for each call.
    const input = transport.requests[1]?.input;
    expect(Array.isArray(input) ? input.map((step) => resultOf(step)) : []).to.deep.equal(
      ['1', '2'].map((id) => ({
        id,
        isError: true,
        text: '[{"type":"text","text":"The call was taken back."}]',
      })),
    );
  });
});
