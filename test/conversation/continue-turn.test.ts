import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { converse, says, turn, waitFor } from '../support/converse.js';
import { answerEvents } from '../support/fake-backend.js';
import { FakeTransport, play, playThenThrow } from '../support/fake-transport.js';

const busy = () => new ChatError('overloaded', { message: 'HTTP 503' });

/** One hop of an answer, which is not its end. */
function hop(text: string, id: string, token?: string): InteractionEvent[] {
  const status = token ? 'requires_continuation' : 'completed';
  return [
    { event_type: 'interaction.created', interaction: { id, status: 'in_progress' } },
    { event_type: 'step.start', index: 0, step: { type: 'model_output' } },
    { event_type: 'step.delta', index: 0, delta: { type: 'text', text } },
    { event_type: 'step.stop', index: 0 },
    {
      event_type: 'interaction.completed',
      interaction: { id, status, ...(token && { continuation_token: token }) },
    },
  ];
}

describe('a turn that fails before anything comes', () => {
  it('is tried again after a wait that shows, and nobody notices more', async () => {
    const transport = new FakeTransport(playThenThrow(busy()), play(...answerEvents('Here now.')));
    const { conversation, paint } = converse(transport);
    const reply = conversation.send('Hello');
    const waiting = await waitFor(() => conversation.snapshot.messages[1]?.retry, paint);
    expect(waiting.wait).to.be.within(0.5, 0.75);
    expect(waiting).to.include({ attempt: 1 });
    expect(waiting.error.code).to.equal('overloaded');
    expect(conversation.snapshot.status).to.equal('submitted');
    conversation.hurry();
    expect(await reply).to.include({ text: 'Here now.', status: 'complete', retry: undefined });
    expect(transport.requests).to.have.length(2);
    expect(transport.requests[1]).to.deep.equal(transport.requests[0]);
  });

  it('is given up after two more attempts, with the error of the last', async () => {
    const transport = new FakeTransport(...[1, 2, 3].map(() => playThenThrow(busy())));
    const { conversation, paint } = converse(transport);
    const reply = conversation.send('Hello');
    for (const attempt of [1, 2]) {
      await waitFor(() => conversation.snapshot.messages[1]?.retry?.attempt === attempt, paint);
      conversation.hurry();
    }
    expect((await reply).error).to.include({ code: 'overloaded' });
    expect(transport.requests).to.have.length(3);
    await turn();
    expect(says(conversation)).to.deep.equal(['user error: Hello']);
  });

  it('can be stopped while it waits', async () => {
    const { conversation, paint } = converse(new FakeTransport(playThenThrow(busy())));
    const reply = conversation.send('Hello');
    await waitFor(() => conversation.snapshot.messages[1]?.retry, paint);
    conversation.stop();
    expect(await reply).to.include({ status: 'stopped' });
    await turn();
    expect(conversation.snapshot.status).to.equal('ready');
  });

  it('is not tried again once something came', async () => {
    const transport = new FakeTransport(playThenThrow(busy(), ...answerEvents('Half').slice(0, 3)));
    const { conversation } = converse(transport);
    expect(await conversation.send('Hello')).to.include({ text: 'Half', status: 'error' });
    expect(transport.requests).to.have.length(1);
  });

  it('is not tried again where that cannot help', async () => {
    const transport = new FakeTransport(playThenThrow(new ChatError('quota-exceeded')));
    const { conversation } = converse(transport);
    expect((await conversation.send('Hello')).error).to.include({ code: 'quota-exceeded' });
    expect(transport.requests).to.have.length(1);
  });
});

describe('a conversation that the server has forgotten', () => {
  it('is sent again as a whole, once, and goes on as if nothing had been', async () => {
    const transport = new FakeTransport(
      play(...answerEvents('One.', 'first')),
      playThenThrow(new ChatError('not-found', { message: 'HTTP 404' })),
      play(...answerEvents('Two.', 'second')),
      play(...answerEvents('Three.', 'third')),
    );
    const { conversation } = converse(transport);
    await conversation.send('1');
    expect(await conversation.send('2')).to.include({ text: 'Two.', status: 'complete' });
    await conversation.send('3');
    const [, stale, whole, next] = transport.requests;
    expect(stale).to.include({ previous_interaction_id: 'first' });
    expect(whole).to.not.have.property('previous_interaction_id');
    expect(whole?.input).to.have.length(3);
    expect(next).to.include({ previous_interaction_id: 'second' });
  });

  it('fails where the whole is not found either', async () => {
    const gone = () => new ChatError('not-found');
    const transport = new FakeTransport(
      play(...answerEvents('One.', 'first')),
      playThenThrow(gone()),
      playThenThrow(gone()),
    );
    const { conversation } = converse(transport);
    await conversation.send('1');
    expect((await conversation.send('2')).error).to.include({ code: 'not-found' });
    expect(transport.requests).to.have.length(3);
  });
});

describe('a long answer that comes in hops', () => {
  it('arrives whole, each hop asked for by the token of the one before', async () => {
    const transport = new FakeTransport(
      play(...hop('One, ', 'a', 'token-a')),
      play(...hop('two, ', 'b', 'token-b')),
      play(...hop('three.', 'c')),
    );
    const { conversation } = converse(transport, { model: 'm', systemInstruction: 'Count.' });
    const reply = await conversation.send('Count');
    expect(reply).to.include({ text: 'One, two, three.', status: 'complete', interactionId: 'c' });
    expect(transport.requests.slice(1)).to.deep.equal(
      ['a', 'b'].map((id) => ({
        model: 'm',
        system_instruction: 'Count.',
        stream: true,
        continuation_token: `token-${id}`,
        previous_interaction_id: id,
      })),
    );
  });

  it('brings its input again where nothing is kept', async () => {
    const transport = new FakeTransport(play(...hop('One, ', '', 'token')), play(...hop('two.', '')));
    const { conversation } = converse(transport, { stateless: true });
    expect(await conversation.send('Count')).to.include({ text: 'One, two.', status: 'complete' });
    const [first, second] = transport.requests;
    expect(second).to.deep.equal({ ...first, continuation_token: 'token' });
  });

  it('is cut, not complete, where the token for the rest is missing', async () => {
    const [created, start, delta, stop] = hop('One, ', 'a');
    const events = [created, start, delta, stop].filter((event) => event !== undefined);
    const end = { event_type: 'interaction.completed', interaction: { status: 'requires_continuation' } };
    const { conversation } = converse(new FakeTransport(play(...events, end)));
    expect(await conversation.send('Count')).to.include({ text: 'One, ', status: 'interrupted' });
  });
});
