import { expect } from 'chai';
import { Conversation } from '../../src/conversation/conversation.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { converse, says, turn } from '../support/converse.js';
import { answerEvents } from '../support/fake-backend.js';
import { FakeTransport, play, playThenThrow, playThenWait } from '../support/fake-transport.js';

describe('a conversation', () => {
  it('shows my message at once, before anything comes back', () => {
    const { conversation } = converse(new FakeTransport(playThenWait()));
    void conversation.send('Hello');
    expect(says(conversation)).to.deep.equal(['user complete: Hello', 'model pending: ']);
    expect(conversation.snapshot.status).to.equal('submitted');
  });

  it('resolves to the finished answer', async () => {
    const { conversation } = converse(new FakeTransport(play(...answerEvents('Good day.'))));
    const reply = await conversation.send('Hello');
    expect(reply).to.include({
      role: 'model',
      text: 'Good day.',
      status: 'complete',
      interactionId: 'reply-1',
    });
    expect(reply.usage).to.deep.equal({ total_tokens: 5 });
    await turn();
    expect(conversation.snapshot.status).to.equal('ready');
    expect(says(conversation)).to.deep.equal(['user complete: Hello', 'model complete: Good day.']);
  });

  it('publishes a streaming answer once a frame, however many events came', async () => {
    const deltas = Array.from({ length: 50 }, () => ({
      event_type: 'step.delta',
      index: 0,
      delta: { type: 'text', text: 'x' },
    }));
    const { conversation, snapshots, paint } = converse(new FakeTransport(playThenWait(...deltas)));
    void conversation.send('Hello');
    await turn();
    const before = snapshots.length;
    paint();
    expect(snapshots.length).to.equal(before + 1);
    expect(conversation.snapshot.messages.at(-1)).to.include({ text: 'x'.repeat(50), status: 'streaming' });
    conversation.stop();
  });

  it('gives out only frozen snapshots', async () => {
    const { conversation, snapshots } = converse(new FakeTransport(play(...answerEvents('Yes.'))));
    await conversation.send('Hello');
    for (const snapshot of snapshots) {
      expect(Object.isFrozen(snapshot)).to.equal(true);
      expect(Object.isFrozen(snapshot.messages)).to.equal(true);
      for (const message of snapshot.messages) expect(Object.isFrozen(message)).to.equal(true);
    }
  });

  it('names the last finished reply, and sends only the new question', async () => {
    const transport = new FakeTransport(
      play(...answerEvents('One.', 'first')),
      play(...answerEvents('Two.', 'second')),
    );
    const { conversation } = converse(transport);
    await conversation.send('A');
    await conversation.send('B');
    expect(transport.requests).to.deep.equal([
      { input: [{ type: 'text', text: 'A' }], stream: true },
      { input: [{ type: 'text', text: 'B' }], previous_interaction_id: 'first', stream: true },
    ]);
  });

  it('sends what is set with every turn, and nothing that is not', async () => {
    const transport = new FakeTransport(play(...answerEvents('1')), play(...answerEvents('2')));
    const { conversation } = converse(transport, {
      model: 'gemini-3.5-flash',
      systemInstruction: 'Be brief.',
      thinkingLevel: 'low',
      showThoughts: true,
      generationConfig: { max_output_tokens: 9 },
      tools: [{ type: 'google_search' }],
    });
    await conversation.send('A');
    await conversation.send('B');
    for (const request of transport.requests) {
      expect(request).to.deep.include({
        model: 'gemini-3.5-flash',
        system_instruction: 'Be brief.',
        generation_config: { max_output_tokens: 9, thinking_level: 'low', thinking_summaries: 'auto' },
        tools: [{ type: 'google_search' }],
      });
    }
  });

  it('keeps what had arrived when I stop', async () => {
    const [created, start, delta] = answerEvents('So far');
    const transport = new FakeTransport(
      playThenWait(...[created, start, delta].filter((event) => event !== undefined)),
      play(...answerEvents('Go on.')),
    );
    const { conversation } = converse(transport);
    const reply = conversation.send('Hello');
    await turn();
    conversation.stop();
    expect(await reply).to.include({ text: 'So far', status: 'stopped' });
    await turn();
    expect(conversation.snapshot.status).to.equal('ready');
    expect(conversation.snapshot.error).to.equal(undefined);
    await conversation.send('Then?');
    expect(transport.requests[1]?.input, 'the next turn tells what was said').to.deep.equal([
      { type: 'user_input', content: [{ type: 'text', text: 'Hello' }] },
      { type: 'model_output', content: [{ type: 'text', text: 'So far' }] },
      { type: 'user_input', content: [{ type: 'text', text: 'Then?' }] },
    ]);
  });

  it('calls an answer interrupted when its stream ends without saying that it is finished', async () => {
    const events = answerEvents('Half').slice(0, -1);
    const { conversation } = converse(new FakeTransport(play(...events)));
    const reply = await conversation.send('Hello');
    expect(reply).to.include({ text: 'Half', status: 'interrupted' });
    await turn();
    expect(conversation.snapshot.status).to.equal('error');
    expect(conversation.snapshot.error?.retryable).to.equal(true);
  });

  it('marks my message as not sent when nothing came back, and sends it again when I try again', async () => {
    const error = new ChatError('overloaded', { retryAfter: 300 });
    const transport = new FakeTransport(playThenThrow(error), play(...answerEvents('Here.')));
    const { conversation } = converse(transport);
    const reply = await conversation.send('Hello');
    expect(reply).to.include({ status: 'error', error });
    await turn();
    expect(says(conversation)).to.deep.equal(['user error: Hello']);
    expect(conversation.snapshot).to.include({ status: 'error', error });
    await conversation.retry();
    await turn();
    expect(says(conversation)).to.deep.equal(['user complete: Hello', 'model complete: Here.']);
    expect(transport.requests[1]).to.deep.equal(transport.requests[0]);
  });

  it('replaces a broken answer when I try again', async () => {
    const broken = answerEvents('Bro').slice(0, 3);
    const transport = new FakeTransport(
      playThenThrow(new ChatError('network'), ...broken),
      play(...answerEvents('Whole.')),
    );
    const { conversation } = converse(transport);
    expect((await conversation.send('Hello')).status).to.equal('interrupted');
    await turn();
    await conversation.retry();
    await turn();
    expect(says(conversation)).to.deep.equal(['user complete: Hello', 'model complete: Whole.']);
  });

  it('tries again when I stop and try again in one go', async () => {
    const transport = new FakeTransport(
      playThenWait(...answerEvents('One').slice(0, 3)),
      play(...answerEvents('Two.')),
    );
    const { conversation } = converse(transport);
    void conversation.send('A');
    await turn();
    conversation.stop();
    expect((await conversation.retry())?.text).to.equal('Two.');
    await turn();
    expect(says(conversation)).to.deep.equal(['user complete: A', 'model complete: Two.']);
  });

  it('gives my message back when a reply holds nothing but its error', async () => {
    const step = { type: 'model_output', error: { code: 'api_error', message: 'no' } };
    const { conversation } = converse(
      new FakeTransport(play({ event_type: 'step.start', index: 0, step }, ...answerEvents('').slice(-1))),
    );
    const reply = await conversation.send('A');
    expect(reply.error?.code).to.equal('server-error');
    await turn();
    expect(says(conversation)).to.deep.equal(['user error: A']);
  });

  it('keeps a whole answer whole when the connection breaks after its end, or never closes', async () => {
    for (const ending of [
      playThenThrow(new ChatError('network'), ...answerEvents('Whole.')),
      playThenWait(...answerEvents('Whole.')),
    ]) {
      const { conversation } = converse(new FakeTransport(ending));
      expect(await conversation.send('A')).to.include({ text: 'Whole.', status: 'complete' });
    }
  });

  it('runs one reply at a time, whatever its listeners do', async () => {
    let running = 0;
    let most = 0;
    const count = () =>
      async function* counted() {
        running += 1;
        most = Math.max(most, running);
        await turn();
        yield* answerEvents('Yes.');
        running -= 1;
      };
    const { conversation } = converse(new FakeTransport(count(), count(), count(), count()));
    let sent = false;
    conversation.subscribe(({ status }) => {
      if (status !== 'ready' || sent) return;
      sent = true;
      void conversation.send('C');
    });
    await Promise.all([conversation.send('A'), conversation.send('B')]);
    while (conversation.snapshot.messages.length < 6) await turn();
    expect(most).to.equal(1);
  });

  it('has nothing to try again after a good answer', async () => {
    const { conversation } = converse(new FakeTransport(play(...answerEvents('Fine.'))));
    await conversation.send('Hello');
    await turn();
    expect(conversation.retry()).to.equal(undefined);
  });

  it('queues what I send while an answer streams, and loses none of it', async () => {
    const transport = new FakeTransport(
      playThenWait(...answerEvents('One').slice(0, 3)),
      play(...answerEvents('Two.', 'second')),
      play(...answerEvents('Three.', 'third')),
    );
    const { conversation } = converse(transport);
    void conversation.send('A');
    await turn();
    const second = conversation.send('B');
    const third = conversation.send('C');
    expect(transport.requests).to.have.length(1);
    expect(says(conversation).slice(2)).to.deep.equal(['user queued: B', 'user queued: C']);
    conversation.stop();
    expect((await second).text).to.equal('Two.');
    expect((await third).text).to.equal('Three.');
    await turn();
    expect(says(conversation)).to.deep.equal([
      'user complete: A',
      'model stopped: One',
      'user complete: B',
      'model complete: Two.',
      'user complete: C',
      'model complete: Three.',
    ]);
  });

  it('holds the queue after an error until I try again', async () => {
    let fail: () => void = () => {};
    const failing = new Promise<void>((resolve) => {
      fail = resolve;
    });
    const transport = new FakeTransport(
      async function* failLater() {
        await failing;
        yield* playThenThrow(new ChatError('bad-response'))({ input: '' }, new AbortController().signal);
      },
      play(...answerEvents('One.')),
      play(...answerEvents('Two.')),
    );
    const { conversation } = converse(transport);
    const first = conversation.send('A');
    const second = conversation.send('B');
    fail();
    await first;
    await turn();
    expect(says(conversation)).to.deep.equal(['user error: A', 'user queued: B']);
    await conversation.retry();
    expect((await second).text).to.equal('Two.');
  });

  it('goes on where the page asked for a form of answer that makes no sense', async () => {
    for (const responseFormat of ['application/json', [null], 5]) {
      const settings: object = { responseFormat };
      const { conversation } = converse(new FakeTransport(play(...answerEvents('One.'))), settings);
      expect(await conversation.send('A')).to.include({ status: 'complete', text: 'One.' });
    }
  });

  it('refuses a message of white space only, and says why', () => {
    const { conversation } = converse(new FakeTransport());
    for (const input of ['', '  \n ', [], [{ type: 'text' as const, text: ' ' }]]) {
      expect(() => conversation.send(input))
        .to.throw(ChatError)
        .with.property('code', 'invalid-request');
    }
    expect(conversation.snapshot.messages).to.deep.equal([]);
  });

  it('takes no message where there is no way to send it', () => {
    const conversation = new Conversation({
      transport: () => {
        throw new ChatError('not-configured');
      },
      settings: () => ({}),
      schedule: () => {},
    });
    expect(() => conversation.send('Hello'))
      .to.throw(ChatError)
      .with.property('code', 'not-configured');
    expect(conversation.snapshot.messages).to.deep.equal([]);
  });

  it('forgets everything when cleared, also in the middle of an answer', async () => {
    const transport = new FakeTransport(
      playThenWait(...answerEvents('Some').slice(0, 3)),
      play(...answerEvents('Fresh.', 'fresh')),
    );
    const { conversation, paint } = converse(transport);
    const reply = conversation.send('A');
    await turn();
    conversation.clear();
    expect(conversation.snapshot).to.deep.equal({ messages: [], status: 'ready' });
    expect((await reply).status).to.equal('stopped');
    paint();
    expect(conversation.snapshot.messages).to.deep.equal([]);
    await conversation.send('B');
    await turn();
    expect(transport.requests[1]).not.to.have.property('previous_interaction_id');
    expect(says(conversation)).to.deep.equal(['user complete: B', 'model complete: Fresh.']);
  });

  const endings: [status: string, message: string, code: string | undefined][] = [
    ['completed', 'complete', undefined],
    ['requires_action', 'complete', undefined],
    ['incomplete', 'truncated', 'truncated'],
    ['budget_exceeded', 'truncated', 'quota-exceeded'],
    ['cancelled', 'stopped', undefined],
    ['failed', 'error', 'server-error'],
    ['a_status_nobody_knows', 'complete', undefined],
  ];
  for (const [status, expected, code] of endings) {
    it(`calls a reply that ended as ${status} ${expected}`, async () => {
      const last = { event_type: 'interaction.completed', interaction: { id: 'x', status } };
      const events = answerEvents('Text').slice(0, -1);
      const { conversation } = converse(new FakeTransport(play(...events, last)));
      const reply = await conversation.send('Hello');
      expect(reply.status).to.equal(expected);
      expect(reply.error?.code).to.equal(code);
      expect(reply.text).to.equal('Text');
    });
  }

  it('replaces an unsent message when its text is sent anew', async () => {
    const transport = new FakeTransport(
      playThenThrow(new ChatError('bad-response')),
      play(...answerEvents('Now.')),
    );
    const { conversation } = converse(transport);
    await conversation.send('Helo');
    await turn();
    const replaces = conversation.snapshot.messages[0]?.id;
    await conversation.send('Hello', { replaces });
    await turn();
    expect(says(conversation)).to.deep.equal(['user complete: Hello', 'model complete: Now.']);
  });

  it('never sends the empty id that a stateless reply carries', async () => {
    const transport = new FakeTransport(play(...answerEvents('One.', '')), play(...answerEvents('Two.', '')));
    const { conversation } = converse(transport);
    await conversation.send('A');
    await conversation.send('B');
    expect(transport.requests[1]).not.to.have.property('previous_interaction_id');
    expect(transport.requests[1]?.input).to.have.length(3);
  });
});
