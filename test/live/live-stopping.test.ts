import { expect } from 'chai';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { accepting, installFakeLive, offer, readAsked, speech } from '../support/fake-live-socket.js';
import { FakeSound } from './fake-sound.js';
import { ask, collect, LiveClient, rest, until, words } from './live-client.js';

const heard = (text: string): WireObject => ({ serverContent: { outputTranscription: { text } } });

describe('stopping in live sessions', () => {
  it('closes the connection at once; the next question goes on from before, and tells what was stopped', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        const asked = readAsked(message);
        if (asked.endsWith('long')) socket.say(heard('Once upon'));
        else if (asked) socket.say(...speech('Hello.'), offer('greeted'));
      }),
    );
    const out = new FakeSound();
    const client = new LiveClient({ openSound: async () => out });
    await client.say('Hi');
    await rest();
    const stopping = new AbortController();
    const events: InteractionEvent[] = [];
    client.history.push(ask('long'));
    const reading = (async () => {
      for await (const event of client.transport.send({ input: [...client.history] }, stopping.signal)) {
        events.push(event);
      }
    })();
    await until(() => events.length > 2);
    const reason = new Error('stopped');
    const before = out.hushed;
    stopping.abort(reason);
    expect(await reading.catch((error: unknown) => error)).to.equal(reason);
    expect(sockets[0]?.readyState).to.be.greaterThan(1);
    expect(out.hushed).to.be.greaterThan(before);
    client.history.push({ type: 'model_output', content: [{ type: 'text', text: 'Once upon' }] });
    expect(words(await client.say('Thanks'))).to.equal('Hello.');
    expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({ handle: 'greeted' });
    const told = sockets[1]?.sent.map(readAsked).find(Boolean) ?? '';
    expect(told).to.contain('[{"user":"long"},{"model":"Once upon"}]').and.not.contain('Hi');
  });

  it('in the very moment in which a question leaves closes the connection too', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (readAsked(message)) socket.say(...speech('Hello.'));
      }),
    );
    const client = new LiveClient();
    await client.say('Hi');
    const [socket] = sockets;
    const stopping = new AbortController();
    const send = socket?.send.bind(socket);
    if (socket) {
      socket.send = (text) => {
        stopping.abort('now');
        send?.(text);
      };
    }
    const end = await client.say('More', {}, stopping.signal).catch((error: unknown) => error);
    expect(end).to.equal('now');
    await until(() => socket?.readyState === 3);
  });

  for (const moment of ['a token is fetched', 'the socket opens']) {
    it(`while ${moment} ends the wait, and leaves nothing open`, async () => {
      const isTaking = moment === 'a token is fetched';
      const sockets = installFakeLive(accepting(), { opens: false });
      const client = new LiveClient(isTaking ? { takeToken: () => new Promise(() => undefined) } : {});
      const stopping = new AbortController();
      const reading = collect(client.transport.send({ input: 'Hi' }, stopping.signal));
      await rest();
      stopping.abort('enough');
      expect(await reading.catch((error: unknown) => error)).to.equal('enough');
      expect(sockets.every(({ readyState }) => readyState > 1)).to.equal(true);
      expect(sockets.length).to.equal(isTaking ? 0 : 1);
      const next = new AbortController();
      const again = collect(client.transport.send({ input: 'Hi' }, next.signal));
      await rest();
      next.abort('over');
      expect(await again.catch((error: unknown) => error)).to.equal('over');
    });
  }
});
