import { expect } from 'chai';
import { writeFileText } from '../../src/attachments/file-text.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { converse, says, turn } from '../support/converse.js';
import { answerEvents } from '../support/fake-backend.js';
import { FakeTransport, play, playThenThrow, playThenWait } from '../support/fake-transport.js';

const answer = (text: string, id: string) => play(...answerEvents(text, id));

async function talk(...plays: ConstructorParameters<typeof FakeTransport>) {
  const transport = new FakeTransport(answer('One.', 'a'), answer('Two.', 'b'), ...plays);
  const { conversation, paint } = converse(transport);
  await conversation.send('1');
  await conversation.send('2');
  await turn();
  const id = (index: number) => conversation.snapshot.messages[index]?.id ?? '';
  const branches = () =>
    conversation.snapshot.messages.map(({ branch }) => branch && [branch.index, branch.count]);
  return { conversation, transport, paint, id, branches };
}

describe('answering again', () => {
  it('keeps the answer so far as another branch, and goes on from the same place', async () => {
    const { conversation, transport, branches } = await talk(answer('Two, differently.', 'c'));
    expect(await conversation.regenerate()).to.include({ text: 'Two, differently.' });
    await turn();
    expect(says(conversation).at(-1)).to.equal('model complete: Two, differently.');
    expect(branches()).to.deep.equal([undefined, undefined, undefined, [1, 2]]);
    expect(transport.requests[2]).to.deep.equal(transport.requests[1]);
  });

  it('shows an earlier answer when asked to, and continues from that one', async () => {
    const { conversation, transport, id, branches } = await talk(
      answer('Two, differently.', 'c'),
      answer('Three.', 'd'),
    );
    await conversation.regenerate();
    await turn();
    await conversation.switchBranch(id(3), 0);
    expect(says(conversation).at(-1)).to.equal('model complete: Two.');
    expect(branches().at(-1)).to.deep.equal([0, 2]);
    await conversation.send('3');
    expect(transport.requests[3]).to.include({ previous_interaction_id: 'b' });
  });

  it('of an earlier answer puts aside all that came after it, and brings it back', async () => {
    const { conversation, id } = await talk(answer('One, differently.', 'c'));
    await conversation.regenerate(id(1));
    await turn();
    expect(says(conversation)).to.deep.equal(['user complete: 1', 'model complete: One, differently.']);
    await conversation.switchBranch(id(1), 0);
    expect(says(conversation)).to.deep.equal([
      'user complete: 1',
      'model complete: One.',
      'user complete: 2',
      'model complete: Two.',
    ]);
  });

  it('stays beside the others when it fails', async () => {
    const { conversation, branches } = await talk(playThenThrow(new ChatError('quota-exceeded')));
    expect(await conversation.regenerate()).to.include({ status: 'error' });
    await turn();
    expect(says(conversation).at(-1)).to.equal('model error: ');
    expect(branches().at(-1)).to.deep.equal([1, 2]);
  });

  it('stops what is under way', async () => {
    const { conversation } = await talk(
      playThenWait(...answerEvents('Thr', 'c').slice(0, 3)),
      answer('Three.', 'd'),
    );
    const stopped = conversation.send('3');
    await turn();
    expect(await conversation.regenerate()).to.include({ text: 'Three.' });
    expect(await stopped).to.include({ status: 'stopped' });
  });

  it('does nothing where there is no such answer', async () => {
    const { conversation } = await talk();
    expect(await conversation.regenerate('nobody')).to.equal(undefined);
    expect(says(conversation)).to.have.length(4);
  });
});

describe('asking in other words', () => {
  it('begins a branch there, and continues from the reply before', async () => {
    const { conversation, transport, id, branches } = await talk(answer('Two and a half.', 'c'));
    expect(await conversation.edit(id(2), '2.5')).to.include({ text: 'Two and a half.' });
    await turn();
    expect(says(conversation).slice(2)).to.deep.equal([
      'user complete: 2.5',
      'model complete: Two and a half.',
    ]);
    expect(branches()).to.deep.equal([undefined, undefined, [1, 2], undefined]);
    expect(transport.requests[2]).to.include({ previous_interaction_id: 'a' });
    await conversation.switchBranch(id(2), 0);
    expect(says(conversation).slice(2)).to.deep.equal(['user complete: 2', 'model complete: Two.']);
  });

  it('works for the first question, from nothing', async () => {
    const { conversation, transport, id, branches } = await talk(answer('Zero.', 'c'));
    await conversation.edit(id(0), '0');
    await turn();
    expect(says(conversation)).to.deep.equal(['user complete: 0', 'model complete: Zero.']);
    expect(branches()).to.deep.equal([[1, 2], undefined]);
    expect(transport.requests[2]).to.not.have.property('previous_interaction_id');
  });

  it('keeps what was attached', async () => {
    const image = { type: 'image' as const, data: 'AAAA', mime_type: 'image/png' as const };
    const transport = new FakeTransport(answer('A cat.', 'a'), answer('A dog.', 'b'));
    const { conversation } = converse(transport);
    const file = { type: 'text' as const, text: writeFileText({ name: 'a.txt', text: 'Woof' }) };
    await conversation.send([image, file, { type: 'text', text: 'What?' }]);
    const [question] = conversation.snapshot.messages;
    expect(question?.text, 'a file is not what I said').to.equal('What?');
    await conversation.edit(question?.id ?? '', 'What else?');
    expect(transport.requests[1]?.input).to.deep.equal([image, file, { type: 'text', text: 'What else?' }]);
  });

  it('keeps branches within branches', async () => {
    const { conversation, id } = await talk(
      answer('Two b.', 'c'),
      answer('One b.', 'd'),
      answer('Two c.', 'e'),
    );
    await conversation.regenerate();
    await turn();
    await conversation.regenerate(id(1));
    await conversation.send('2 again');
    await turn();
    await conversation.switchBranch(id(1), 0);
    expect(says(conversation).at(-1)).to.equal('model complete: Two b.');
    await conversation.switchBranch(id(3), 0);
    expect(says(conversation).at(-1)).to.equal('model complete: Two.');
    await conversation.switchBranch(id(1), 1);
    expect(says(conversation).at(-1)).to.equal('model complete: Two c.');
  });

  it('leaves what waits behind an error with its branch, and asks none of it elsewhere', async () => {
    const { conversation, transport, id } = await talk(
      answer('Zero.', 'c'),
      playThenThrow(new ChatError('quota-exceeded')),
      answer('Next.', 'd'),
    );
    await conversation.edit(id(0), '0');
    void conversation.send('fails');
    const waiting = conversation.send('waits');
    await turn();
    await conversation.switchBranch(id(0), 0);
    expect(await waiting).to.include({ status: 'stopped' });
    await conversation.send('3');
    expect(transport.requests).to.have.length(5);
    expect(transport.requests[4]).to.include({ previous_interaction_id: 'b' });
    await conversation.switchBranch(id(0), 1);
    expect(says(conversation).slice(-2)).to.deep.equal(['user error: fails', 'user complete: waits']);
  });

  it('refuses what cannot be asked, and changes nothing', async () => {
    const { conversation, id } = await talk();
    const wrong: [string, string][] = [
      [id(1), 'x'],
      ['nobody', 'x'],
      [id(0), '  '],
    ];
    for (const [message, text] of wrong) {
      const error = await conversation.edit(message, text).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(ChatError);
      expect(error).to.include({ code: 'invalid-request' });
    }
    expect(says(conversation)).to.have.length(4);
  });
});
