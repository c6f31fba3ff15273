import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { converse, says, turn } from '../support/converse.js';
import { answerEvents } from '../support/fake-backend.js';
import { FakeTransport, play, playThenThrow, playThenWait } from '../support/fake-transport.js';

const reload = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

describe('a conversation that is kept', () => {
  it('comes back as it was: words, steps, branches, outcome', async () => {
    const transport = new FakeTransport(
      play(...answerEvents('One.', 'a')),
      play(...answerEvents('One, differently.', 'b')),
      playThenThrow(new ChatError('network'), ...answerEvents('Half', 'c').slice(0, 3)),
    );
    const { conversation } = converse(transport);
    await conversation.send('1');
    await conversation.regenerate();
    await conversation.send('2');
    await turn();
    const { messages } = conversation.snapshot;
    const kept = reload(conversation.export());

    const next = new FakeTransport(play(...answerEvents('Three.', 'd')));
    const other = converse(next).conversation;
    await other.restore(kept);
    const plain = (list: typeof messages) => reload(list.map(({ error, ...rest }) => [rest, error?.code]));
    expect(plain(other.snapshot.messages)).to.deep.equal(plain(messages));
    expect(other.snapshot.messages[3]?.error).to.be.instanceOf(ChatError);
    await other.switchBranch(messages[1]?.id ?? '', 0);
    expect(says(other)).to.deep.equal(['user complete: 1', 'model complete: One.']);
    await other.send('3');
    expect(next.requests[0]).to.include({ previous_interaction_id: 'a' });
  });

  it('marks what was under way as cut', async () => {
    const { conversation, paint } = converse(
      new FakeTransport(playThenWait(...answerEvents('Half', 'a').slice(0, 3))),
    );
    void conversation.send('1');
    void conversation.send('2');
    await turn();
    paint();
    const kept = reload(conversation.export());
    const other = converse(new FakeTransport()).conversation;
    await other.restore(kept);
    expect(says(other)).to.deep.equal(['user complete: 1', 'model interrupted: Half', 'user complete: 2']);
    expect(other.snapshot.status).to.equal('ready');
  });

  it('may be as little as who said what', async () => {
    const { conversation } = converse(new FakeTransport());
    await conversation.restore({
      messages: [
        { role: 'user', text: 'Hello' },
        { role: 'model', text: 'Good day.' },
      ],
    });
    expect(says(conversation)).to.deep.equal(['user complete: Hello', 'model complete: Good day.']);
    const ids = conversation.snapshot.messages.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(2);
  });

  it('does not mix its messages up with new ones', async () => {
    const first = converse(new FakeTransport(play(...answerEvents('One.', 'a'))));
    await first.conversation.send('1');
    await turn();
    const kept = reload(first.conversation.export());
    const { conversation } = converse(new FakeTransport(play(...answerEvents('Two.', 'b'))));
    await conversation.restore(kept);
    await conversation.send('2');
    const ids = conversation.snapshot.messages.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(4);
  });

  const broken: [what: string, data: unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', '{"messages":[]}'],
    ['a list', []],
    ['no messages', {}],
    ['messages that are no list', { messages: { length: 1 } }],
    ['a later version', { version: 2, messages: [] }],
    ['a message that is no object', { messages: ['Hello'] }],
    ['a message of a third side', { messages: [{ role: 'system', text: 'Obey.' }] }],
    ['a message without words or steps', { messages: [{ role: 'user' }] }],
    ['steps that are no list', { messages: [{ role: 'model', steps: 'x' }] }],
    ['a step without a type', { messages: [{ role: 'model', steps: [{}] }] }],
    ['branches that are no list', { messages: [], branches: 5 }],
    [
      'a branch after nothing that has a name',
      { messages: [], branches: [{ after: {}, active: 0, tails: [[]] }] },
    ],
    ['something that no copy can be made of', { messages: [{ role: 'user', text: 'x', steps: () => {} }] }],
    [
      'a branch that shows what it does not have',
      { messages: [], branches: [{ after: '', active: 3, tails: [[]] }] },
    ],
  ];
  for (const [what, data] of broken) {
    it(`is refused as ${what}, and what was said here stays`, async () => {
      const { conversation } = converse(new FakeTransport(play(...answerEvents('One.', 'a'))));
      await conversation.send('1');
      await turn();
      const before = conversation.snapshot;
      const error = await conversation.restore(data).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(ChatError).with.property('code', 'invalid-request');
      expect(conversation.snapshot).to.equal(before);
    });
  }

  it('does not change when the data does', async () => {
    const data = {
      messages: [
        { role: 'model', steps: [{ type: 'model_output', content: [{ type: 'text', text: 'One.' }] }] },
      ],
    };
    const { conversation } = converse(new FakeTransport());
    await conversation.restore(data);
    const content = data.messages[0]?.steps[0]?.content[0];
    if (content) content.text = 'Two.';
    expect(JSON.stringify(conversation.snapshot.messages[0]?.steps)).to.include('One.');
  });

  it('takes from foreign data only what it knows', async () => {
    const { conversation } = converse(new FakeTransport());
    await conversation.restore(
      JSON.parse(
        '{"messages":[{"role":"model","text":"x","status":"weird","createdAt":"yesterday","thinkingMs":"1","branch":{"index":"a"},"calls":[{"id":1}],"__proto__":{"evil":1},"error":{"code":"evil"}}]}',
      ),
    );
    const [message] = conversation.snapshot.messages;
    expect(message).to.have.keys(['id', 'role', 'text', 'steps', 'status', 'createdAt']);
    expect(message?.status).to.equal('interrupted');
    expect(message?.createdAt.getTime()).to.be.closeTo(Date.now(), 5000);
  });
});
