import { expect } from 'chai';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import { emptyReply } from '../../src/protocol/reply.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { accepting, installFakeLive, readAsked, speech } from '../support/fake-live-socket.js';
import { ask, answer, LiveClient, until, words } from './live-client.js';
import { heard } from './live-speaker.js';

const over: WireObject = { serverContent: { turnComplete: true } };

describe('turns in live sessions that overlap', () => {
  const part = (text: string) => ({ serverContent: { modelTurn: { parts: [{ text }] } } });

  it('do not take what was still on its way for the answer to what interrupted it', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        const asked = readAsked(message);
        if (asked === 'one') socket.say(part('Once '));
        else if (asked) {
          socket.say(
            part('upon a '),
            heard('time'),
            { serverContent: { interrupted: true } },
            over,
            ...speech('Two.'),
          );
        }
      }),
    );
    const client = new LiveClient();
    const events: InteractionEvent[] = [];
    const first = (async () => {
      for await (const event of client.transport.send({ input: 'one' }, new AbortController().signal)) {
        events.push(event);
      }
    })();
    await until(() => events.length > 2);
    client.history.push(ask('one'), answer('Once '));
    const reply = await client.say('two');
    await first;
    expect([words(reply), reply.status]).to.deep.equal(['Two.', 'completed']);
    expect(words(events.reduce(foldEvent, emptyReply))).to.equal('Once ');
    expect(sockets).to.have.length(1);
  });

  it('are not stopped by the end of an answer that was still being played', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        const asked = readAsked(message);
        if (asked === 'one') socket.say(part('One.'), { serverContent: { generationComplete: true } });
        else if (asked) {
          socket.say(heard('Late'), { serverContent: { interrupted: true } }, over, heard('Two.'), over);
        }
      }),
    );
    const client = new LiveClient();
    expect(words(await client.say('one'))).to.equal('One.');
    const reply = await client.say('two');
    expect(reply.status).to.equal('completed');
    expect(words(reply)).to.contain('Two.');
    expect(sockets).to.have.length(1);
  });

  for (const count of [2, 20]) {
    it(`are asked one after the other where ${count} come at once, and each is settled`, async () => {
      const sockets = installFakeLive(
        accepting((message, socket) => {
          if (readAsked(message)) socket.say(...speech('Yes.'));
        }),
      );
      const client = new LiveClient();
      const replies = await Promise.all(
        Array.from({ length: count }, (_, index) => client.send({ input: `Question ${index}` })),
      );
      expect(replies.every(({ done }) => done)).to.equal(true);
      expect(words(replies.at(-1) ?? emptyReply)).to.equal('Yes.');
      expect(sockets.filter(({ readyState }) => readyState === 1)).to.have.length(1);
    });
  }
});
