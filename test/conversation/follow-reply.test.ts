import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { converse, turn, waitFor } from '../support/converse.js';
import { answerEvents, streamOf } from '../support/fake-backend.js';
import { FakeTransport, play, playThenThrow, playThenWait } from '../support/fake-transport.js';

const numbered = answerEvents('Good day.', 'run').map((event, index): InteractionEvent => ({
  ...event,
  event_id: `e${index}`,
}));

const running = [
  { event_type: 'interaction.created', interaction: { id: 'run', status: 'in_progress' } },
  { event_type: 'interaction.status_update', interaction_id: 'run', status: 'in_progress' },
];

const asJson = (status: string, text = '') =>
  Response.json({
    id: 'run',
    object: 'interaction',
    status,
    steps: text ? [{ type: 'model_output', content: [{ type: 'text', text }] }] : [],
  });

describe('a reply that runs in the background', () => {
  it('is looked for until it is ready', async () => {
    const transport = new FakeTransport(play(...running));
    transport.answers.push(
      () => asJson('in_progress'),
      () => asJson('completed', 'Good day.'),
    );
    const { conversation, paint } = converse(transport, { background: true });
    const reply = conversation.send('Hello');
    await waitFor(() => {
      conversation.hurry();
      return transport.calls.length === 2;
    }, paint);
    expect(await reply).to.include({
      text: 'Good day.',
      status: 'complete',
      interactionId: 'run',
      isBackground: true,
    });
    expect(transport.requests).to.have.length(1);
    expect(transport.requests[0]).to.include({ background: true });
    expect(transport.calls).to.deep.equal(Array(2).fill('GET /interactions/run?stream=true'));
  });

  it('goes on from the last event that arrived, without a missing or doubled character', async () => {
    for (let cut = 1; cut < numbered.length; cut += 1) {
      const transport = new FakeTransport(playThenThrow(new ChatError('network'), ...numbered.slice(0, cut)));
      transport.answers.push(() => streamOf(numbered.slice(cut)));
      const { conversation, paint } = converse(transport, { background: true });
      const reply = conversation.send('Hello');
      await waitFor(() => {
        conversation.hurry();
        return transport.calls.length === 1;
      }, paint);
      expect(await reply, `cut after ${cut}`).to.include({ text: 'Good day.', status: 'complete' });
      expect(transport.calls).to.deep.equal([`GET /interactions/run?stream=true&last_event_id=e${cut - 1}`]);
    }
  });

  const again: [what: string, answer: () => Response][] = [
    ['tells it from the beginning', () => streamOf(numbered)],
    ['begins with the last event once more', () => streamOf(numbered.slice(2))],
    ['tells the whole without numbers', () => streamOf(answerEvents('Good day.', 'run'))],
    ['gives the whole at once', () => asJson('completed', 'Good day.')],
  ];
  for (const [what, answerAgain] of again) {
    it(`has no word twice where the server ${what}`, async () => {
      const transport = new FakeTransport(playThenThrow(new ChatError('network'), ...numbered.slice(0, 3)));
      transport.answers.push(answerAgain);
      const { conversation, paint } = converse(transport, { background: true });
      const reply = conversation.send('Hello');
      await waitFor(() => {
        conversation.hurry();
        return transport.calls.length === 1;
      }, paint);
      expect(await reply).to.include({ text: 'Good day.', status: 'complete' });
    });
  }

  it('runs on where the conversation is restored once more', async () => {
    const first = converse(new FakeTransport(playThenWait(...running)), { background: true });
    void first.conversation.send('Hello');
    void first.conversation.send('And?');
    await turn();
    first.paint();
    const kept: unknown = JSON.parse(JSON.stringify(first.conversation.export()));
    const transport = new FakeTransport();
    transport.answers.push(
      () => new Promise(() => {}),
      () => asJson('completed', 'Good day.'),
    );
    const { conversation, paint } = converse(transport);
    await conversation.restore(kept);
    await waitFor(() => transport.calls.length === 1, paint);
    await conversation.restore(kept);
    await waitFor(() => conversation.snapshot.status === 'ready', paint);
    expect(transport.calls).to.deep.equal(Array(2).fill('GET /interactions/run?stream=true'));
    expect(conversation.snapshot.messages.map(({ text }) => text)).to.deep.equal([
      'Hello',
      'Good day.',
      'And?',
    ]);
  });

  it('is fetched as a whole where the place is no longer known', async () => {
    const transport = new FakeTransport(playThenThrow(new ChatError('network'), ...numbered.slice(0, 3)));
    transport.answers.push(
      () => Response.json({ error: { code: 'not_found', message: 'gone' } }, { status: 404 }),
      () => asJson('completed', 'Good day.'),
    );
    const { conversation, paint } = converse(transport, { background: true });
    const reply = conversation.send('Hello');
    await waitFor(() => {
      conversation.hurry();
      return transport.calls.length === 2;
    }, paint);
    expect(await reply).to.include({ text: 'Good day.', status: 'complete' });
    expect(transport.calls[1]).to.equal('GET /interactions/run');
  });

  it('is given up after three failures in a row, with what had arrived', async () => {
    const transport = new FakeTransport(playThenThrow(new ChatError('network'), ...numbered.slice(0, 3)));
    const fail = () => {
      throw new ChatError('network');
    };
    transport.answers.push(fail, fail, fail);
    const { conversation, paint } = converse(transport, { background: true });
    const reply = conversation.send('Hello');
    let isOver = false;
    void reply.then(() => (isOver = true));
    await waitFor(() => {
      conversation.hurry();
      return isOver;
    }, paint);
    expect(await reply).to.include({ text: 'Good day.', status: 'interrupted' });
    expect(transport.calls).to.have.length(3);
  });

  it('is cancelled on the server when the reader stops', async () => {
    const transport = new FakeTransport(playThenWait(...running));
    transport.answers.push(() => Response.json({}));
    const { conversation, paint } = converse(transport, { background: true });
    const reply = conversation.send('Hello');
    await turn();
    paint();
    conversation.stop();
    expect(await reply).to.include({ status: 'stopped' });
    await waitFor(() => transport.calls.length === 1);
    expect(transport.calls).to.deep.equal(['POST /interactions/run/cancel']);
  });

  it('is taken up again after a reload', async () => {
    const first = converse(new FakeTransport(playThenWait(...running)), { background: true });
    void first.conversation.send('Hello');
    await turn();
    first.paint();
    const kept: unknown = JSON.parse(JSON.stringify(first.conversation.export()));

    const transport = new FakeTransport();
    transport.answers.push(() => asJson('completed', 'Good day.'));
    const { conversation, paint } = converse(transport);
    await conversation.restore(kept);
    expect(conversation.snapshot.status).to.equal('submitted');
    await waitFor(() => conversation.snapshot.status === 'ready', paint);
    expect(conversation.snapshot.messages.map(({ text, status }) => [text, status])).to.deep.equal([
      ['Hello', 'complete'],
      ['Good day.', 'complete'],
    ]);
    expect(transport.requests).to.have.length(0);
  });
});

describe('a reply that breaks off', () => {
  it('is taken up again where its events are numbered, background or not', async () => {
    const transport = new FakeTransport(play(...numbered.slice(0, 3)));
    transport.answers.push(() => streamOf(numbered.slice(3)));
    const { conversation, paint } = converse(transport);
    const reply = conversation.send('Hello');
    await waitFor(() => {
      conversation.hurry();
      return transport.calls.length === 1;
    }, paint);
    expect(await reply).to.include({ text: 'Good day.', status: 'complete' });
  });

  it('is interrupted where the server has nothing of it any more', async () => {
    const transport = new FakeTransport(play(...numbered.slice(0, 3)));
    const gone = () => Response.json({ error: { code: 'not_found', message: 'gone' } }, { status: 404 });
    transport.answers.push(gone, gone);
    const { conversation, paint } = converse(transport);
    const reply = conversation.send('Hello');
    let isOver = false;
    void reply.then(() => (isOver = true));
    await waitFor(() => {
      conversation.hurry();
      return isOver;
    }, paint);
    expect(await reply).to.include({ text: 'Good day.', status: 'interrupted' });
    expect((await reply).error).to.have.property('code', 'network');
    expect(transport.calls).to.deep.equal([
      'GET /interactions/run?stream=true&last_event_id=e2',
      'GET /interactions/run',
    ]);
  });

  const endings: [what: string, isNumbered: boolean, calls: string[]][] = [
    ['is cancelled on the server, which would go on with it', true, ['POST /interactions/run/cancel']],
    ['is left alone where its events are not numbered: the server stops by itself', false, []],
  ];
  for (const [what, isNumbered, calls] of endings) {
    it(`that the reader stops ${what}`, async () => {
      const events = isNumbered ? numbered : answerEvents('Good day.', 'run');
      const transport = new FakeTransport(playThenWait(...events.slice(0, 3)));
      transport.answers.push(() => Response.json({}));
      const { conversation, paint } = converse(transport);
      const reply = conversation.send('Hello');
      await turn();
      paint();
      conversation.stop();
      expect(await reply).to.include({ status: 'stopped' });
      for (let count = 0; count < 5; count += 1) await turn();
      expect(transport.calls).to.deep.equal(calls);
    });
  }

  it('is interrupted where they are not', async () => {
    const transport = new FakeTransport(play(...answerEvents('Good day.').slice(0, 3)));
    const { conversation } = converse(transport);
    expect(await conversation.send('Hello')).to.include({ status: 'interrupted' });
    expect(transport.calls).to.deep.equal([]);
  });
});
