import { expect } from 'chai';
import type { Conversation } from '../../src/conversation/conversation.js';
import { type Hearing, hearTurns } from '../../src/conversation/hear-turns.js';
import type { TurnSettings } from '../../src/conversation/turn-settings.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { converse, says, turn, waitFor } from '../support/converse.js';
import { answerEvents } from '../support/fake-backend.js';
import { FakeEar } from '../support/fake-ear.js';
import { FakeTransport, play, playThenWait } from '../support/fake-transport.js';
import { Feed } from '../support/feed.js';

/** An answer as live sessions give it: nothing of it is kept by an id. */
const answer = (text: string): InteractionEvent[] => [
  { event_type: 'interaction.created', interaction: { status: 'in_progress' } },
  { event_type: 'step.start', index: 0, step: { type: 'model_output' } },
  { event_type: 'step.delta', index: 0, delta: { type: 'text', text } },
  { event_type: 'step.stop', index: 0 },
  { event_type: 'interaction.completed', interaction: { status: 'completed' } },
];

const call: InteractionEvent[] = [
  { event_type: 'interaction.created', interaction: { status: 'in_progress' } },
  { event_type: 'step.start', index: 0, step: { type: 'function_call', id: 'c1', name: 'get_weather' } },
  { event_type: 'step.delta', index: 0, delta: { type: 'arguments_delta', arguments: '{"city":"Oslo"}' } },
  { event_type: 'step.stop', index: 0 },
  { event_type: 'interaction.completed', interaction: { status: 'requires_action' } },
];

/** A conversation by voice over an ear that a test controls. */
function listen(ear: FakeTransport, settings: TurnSettings = {}) {
  const { conversation, snapshots, paint } = converse(ear, settings);
  const sound = new Feed<Uint8Array>();
  const off = new AbortController();
  const heard: string[] = [];
  let listening = 0;
  const hearing: Hearing = {
    transport: () => ear,
    settings: () => settings,
    sound,
    signal: off.signal,
    onListening: () => (listening += 1),
    onHeard: (text) => heard.push(text),
    unheard: '(spoken)',
  };
  const ended = hearTurns(conversation, hearing);
  return { conversation, snapshots, paint, sound, off, heard, ended, listening: () => listening };
}

const inputs = (transport: FakeTransport) => transport.requests.map(({ input }) => input);
const isReady = ({ snapshot }: Conversation): boolean => snapshot.status === 'ready';

describe('a conversation by voice', () => {
  it('shows what I say while I say it, and then the answer', async () => {
    const ear = new FakeEar();
    const { conversation, paint, heard } = listen(ear);
    await turn();
    const spoken = ear.speak();
    spoken.heard.push('What is');
    await waitFor(() => Boolean(conversation.snapshot.messages[0]?.text));
    expect(says(conversation)).to.deep.equal(['user complete: What is', 'model pending: ']);
    expect(conversation.snapshot.status).to.equal('submitted');
    spoken.heard.push('What is the sea?');
    spoken.events.push(...answer('Water.'));
    spoken.events.end();
    spoken.heard.end();
    await waitFor(() => isReady(conversation), paint);
    expect(says(conversation)).to.deep.equal(['user complete: What is the sea?', 'model complete: Water.']);
    expect(conversation.snapshot.messages[0]?.steps).to.deep.equal([
      { type: 'user_input', content: [{ type: 'text', text: 'What is the sea?' }] },
    ]);
    expect(heard).to.deep.equal(['', 'What is', 'What is the sea?']);
    expect(ear.requests).to.deep.equal([]);
  });

  it('takes words that come after the answer has begun, or ended', async () => {
    const ear = new FakeEar();
    const { conversation, paint } = listen(ear);
    await turn();
    const spoken = ear.speak();
    spoken.events.push(...answer('Water.'));
    await waitFor(() => isReady(conversation) && conversation.snapshot.messages.length === 2, paint);
    spoken.heard.push('The sea?');
    await waitFor(() => conversation.snapshot.messages[0]?.text === 'The sea?');
    expect(says(conversation)).to.deep.equal(['user complete: The sea?', 'model complete: Water.']);
  });

  it('shows that somebody spoke where no words were understood', async () => {
    const ear = new FakeEar();
    const { conversation, paint } = listen(ear);
    await turn();
    const spoken = ear.speak();
    await waitFor(() => conversation.snapshot.messages.length === 2);
    expect(says(conversation)[0]).to.equal('user pending: ');
    spoken.events.push(...answer('Pardon?'));
    await waitFor(() => Boolean(conversation.snapshot.messages[0]?.text), paint);
    expect(says(conversation)).to.deep.equal(['user complete: (spoken)', 'model complete: Pardon?']);
  });

  it('tells a session what was said so far, and the settings, when it begins', async () => {
    const ear = new FakeEar(play(...answerEvents('Hello.', 'one')));
    const { conversation } = listen(ear, { systemInstruction: 'Be brief.' });
    await conversation.send('Hi');
    const request = ear.talks[0]?.talk.request();
    expect(request).to.deep.include({ system_instruction: 'Be brief.' });
    expect(JSON.stringify(request?.input)).to.include('Hi').and.to.include('Hello.');
    expect(request).not.to.have.property('previous_interaction_id');
  });

  it('ends one answer and begins the next where I interrupt', async () => {
    const ear = new FakeEar();
    const { conversation, paint } = listen(ear);
    await turn();
    const first = ear.speak();
    first.heard.push('Tell me a story.');
    first.events.push(...answer('Once upon a time').slice(0, 3));
    await waitFor(() => conversation.snapshot.status === 'streaming', paint);
    const second = ear.speak();
    first.events.push({ event_type: 'interaction.completed', interaction: { status: 'cancelled' } });
    second.heard.push('Stop. What time is it?');
    second.events.push(...answer('Noon.'));
    await waitFor(() => isReady(conversation) && conversation.snapshot.messages.length === 4, paint);
    expect(says(conversation)).to.deep.equal([
      'user complete: Tell me a story.',
      'model stopped: Once upon a time',
      'user complete: Stop. What time is it?',
      'model complete: Noon.',
    ]);
  });

  it('answers what I typed meanwhile after what I said', async () => {
    const ear = new FakeEar(play(...answerEvents('Typed.')));
    const { conversation, paint } = listen(ear);
    await turn();
    const first = ear.speak();
    first.heard.push('One');
    first.events.push(...answer('1').slice(0, 3));
    await waitFor(() => conversation.snapshot.status === 'streaming', paint);
    void conversation.send('Two');
    const second = ear.speak();
    second.heard.push('Three');
    await turn();
    expect(says(conversation)).to.deep.equal([
      'user complete: One',
      'model streaming: 1',
      'user complete: Three',
      'user queued: Two',
    ]);
    first.events.push({ event_type: 'interaction.completed', interaction: { status: 'cancelled' } });
    second.events.push(...answer('3'));
    await waitFor(() => isReady(conversation) && conversation.snapshot.messages.length === 6, paint);
    expect(says(conversation)).to.deep.equal([
      'user complete: One',
      'model stopped: 1',
      'user complete: Three',
      'model complete: 3',
      'user complete: Two',
      'model complete: Typed.',
    ]);
    // What was typed is asked when what was said has its answer.
    expect(JSON.stringify(inputs(ear)))
      .to.include('"text":"3"')
      .and.to.include('Two');
  });

  it('runs the functions of the page that the answer calls for', async () => {
    const ear = new FakeEar(play(...answer('Sunny in Oslo.')));
    const ran: unknown[] = [];
    const { conversation, paint } = listen(ear, {
      functions: [{ name: 'get_weather', execute: (args) => ran.push(args) && 'Sunny' }],
    });
    await turn();
    const spoken = ear.speak();
    spoken.heard.push('The weather');
    spoken.events.push(...call);
    spoken.heard.push('The weather in Oslo?');
    spoken.heard.end();
    await waitFor(() => isReady(conversation) && Boolean(conversation.snapshot.messages[1]?.text), paint);
    expect(ran).to.deep.equal([{ city: 'Oslo' }]);
    expect(says(conversation)).to.deep.equal([
      'user complete: The weather in Oslo?',
      'model complete: Sunny in Oslo.',
    ]);
    const types = [inputs(ear)[0]].flat().map((step) => Object(step).type);
    expect(types).to.deep.equal(['user_input', 'function_call', 'function_result']);
    expect(JSON.stringify(inputs(ear)[0])).to.include('The weather in Oslo?');
  });

  it('stops an answer on the spot, tells the far end, and listens on', async () => {
    const ear = new FakeEar();
    const { conversation, paint } = listen(ear);
    await turn();
    const first = ear.speak();
    first.heard.push('Tell me a story.');
    first.events.push(...answer('Once').slice(0, 3));
    await waitFor(() => conversation.snapshot.status === 'streaming', paint);
    conversation.stop();
    await waitFor(() => isReady(conversation), paint);
    expect(first.stops()).to.equal(1);
    expect(says(conversation)).to.deep.equal(['user complete: Tell me a story.', 'model stopped: Once']);
    const second = ear.speak();
    second.heard.push('Another one.');
    second.events.push(...answer('Twice'));
    await waitFor(() => conversation.snapshot.messages.length === 4 && isReady(conversation), paint);
    expect(says(conversation).at(-1)).to.equal('model complete: Twice');
  });

  it('says what went wrong with an answer, and asks it again in writing', async () => {
    const ear = new FakeEar(play(...answer('Water.')));
    const { conversation, paint } = listen(ear);
    await turn();
    const spoken = ear.speak();
    spoken.heard.push('The sea?');
    await turn();
    spoken.events.fail(new ChatError('forbidden', { reason: 'live-refused' }));
    await waitFor(() => conversation.snapshot.status === 'error', paint);
    expect(says(conversation)).to.deep.equal(['user error: The sea?']);
    expect(conversation.snapshot.error).to.include({ code: 'forbidden', reason: 'live-refused' });
    await conversation.retry();
    expect(says(conversation)).to.deep.equal(['user complete: The sea?', 'model complete: Water.']);
    expect(inputs(ear)).to.deep.equal([[{ type: 'text', text: 'The sea?' }]]);
  });

  it('tries again in writing by itself what was overloaded', async () => {
    const ear = new FakeEar(play(...answer('Water.')));
    const { conversation, paint } = listen(ear);
    await turn();
    const spoken = ear.speak();
    spoken.heard.push('The sea?');
    await turn();
    spoken.events.fail(new ChatError('overloaded', { retryAfter: 0 }));
    const hurried = await waitFor(() => {
      conversation.hurry();
      return isReady(conversation) && says(conversation);
    }, paint);
    expect(hurried).to.deep.equal(['user complete: The sea?', 'model complete: Water.']);
  });

  it('answers what is said after an answer that failed', async () => {
    const ear = new FakeEar();
    const { conversation, paint } = listen(ear);
    await turn();
    const first = ear.speak();
    first.heard.push('One');
    const second = ear.speak();
    second.heard.push('Two');
    await turn();
    first.events.fail(new ChatError('blocked'));
    second.events.push(...answer('2'));
    await waitFor(() => conversation.snapshot.messages.at(-1)?.text === '2', paint);
    await waitFor(() => isReady(conversation), paint);
    expect(says(conversation)).to.deep.equal(['user error: One', 'user complete: Two', 'model complete: 2']);
  });

  it('ends with the sound, after the last answer', async () => {
    const ear = new FakeEar();
    const { conversation, paint, sound, ended, listening } = listen(ear);
    await turn();
    expect(listening()).to.equal(1);
    const spoken = ear.speak();
    spoken.heard.push('Bye');
    sound.end();
    spoken.events.push(...answer('Goodbye.'));
    await ended;
    await waitFor(() => isReady(conversation), paint);
    expect(says(conversation)).to.deep.equal(['user complete: Bye', 'model complete: Goodbye.']);
  });

  it('says why nobody can listen any more', async () => {
    const ear = new FakeEar();
    const { ended } = listen(ear);
    await turn();
    ear.breakOff(new ChatError('network', { reason: 'live-lost' }));
    const error: unknown = await ended.catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'network', reason: 'live-lost' });
  });

  it('says that a connection cannot hear at all', async () => {
    const { ended } = listen(new FakeTransport(playThenWait()));
    const error: unknown = await ended.catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'invalid-request', reason: 'voice-needs-live' });
  });

  it('is not in the way of a conversation that begins anew', async () => {
    const ear = new FakeEar(play(...answerEvents('Hello.')));
    const { conversation, paint } = listen(ear);
    await turn();
    const spoken = ear.speak();
    spoken.heard.push('One');
    await turn();
    conversation.clear();
    spoken.heard.push('One and a half');
    spoken.events.push(...answer('1'));
    await turn();
    expect(conversation.snapshot.messages).to.deep.equal([]);
    await conversation.send('Hi');
    await waitFor(() => isReady(conversation), paint);
    expect(says(conversation)).to.deep.equal(['user complete: Hi', 'model complete: Hello.']);
  });
});
