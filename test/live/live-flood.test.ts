import { expect } from 'chai';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { accepting, installFakeLive, readAsked, speech } from '../support/fake-live-socket.js';
import { FakeSound } from './fake-sound.js';
import { askIn, pour, saying } from './hostile-server.js';
import { LiveClient, until, words } from './live-client.js';
import { begin, heard, Speaker, talking, understood } from './live-speaker.js';

const over: WireObject = { serverContent: { turnComplete: true } };

describe('live sessions with a server that says too much', () => {
  /** How long it takes until all of it is told. */
  async function measure(count: number, write: (index: number) => WireObject): Promise<[number, string]> {
    installFakeLive(
      accepting((message, socket) => {
        if (!readAsked(message)) return;
        pour(socket, count, write);
        socket.say(over);
      }),
    );
    const began = performance.now();
    const reply = await new LiveClient().say('Hi');
    return [performance.now() - began, words(reply)];
  }

  it('take a hundred thousand pieces in a few seconds', async () => {
    const [time, said] = await measure(100_000, () => heard('word '));
    expect(said).to.equal('word '.repeat(100_000));
    expect(time).to.be.lessThan(6000);
  });

  it('take as many that come in two ways, without a word twice', async () => {
    const part = (text: string) => ({ serverContent: { modelTurn: { parts: [{ text }] } } });
    const [time, said] = await measure(100_000, (index) => (index % 2 ? heard('word ') : part('word ')));
    expect(said).to.equal('word '.repeat(50_000));
    expect(time).to.be.lessThan(6000);
  });

  it('refuse a million calls', async () => {
    const calls = Array.from({ length: 1_000_000 }, () => '{"name":"look"}').join(',');
    saying(heard('So'), `{"toolCall":{"functionCalls":[${calls}]}}`);
    const { error, loose } = await askIn(new LiveClient());
    expect(loose).to.equal('');
    expect(error).to.have.property('reason', 'live-failed');
  });

  it('are given up where an answer never comes to the point', async () => {
    const parts = (index: number) => [index % 2 ? { text: 'Hm.', thought: true } : { text: 'So.' }];
    installFakeLive(
      accepting((message, socket) => {
        if (readAsked(message)) {
          pour(socket, 100_000, (index) => ({ serverContent: { modelTurn: { parts: parts(index) } } }));
        }
      }),
    );
    const began = performance.now();
    const { said, error } = await askIn(new LiveClient({ times: { waits: [] } }));
    expect(said.startsWith('So.So.So.')).to.equal(true);
    expect(error).to.have.property('reason', 'live-failed');
    expect(performance.now() - began).to.be.lessThan(6000);
  });

  it('keep no more of an endless sound than one can hear again', async () => {
    const piece = btoa('\0'.repeat(3_000_000));
    const part = { inlineData: { mimeType: 'audio/pcm;rate=24000', data: piece } };
    installFakeLive(
      accepting((message, socket) => {
        if (!readAsked(message)) return;
        pour(socket, 20, () => ({ serverContent: { modelTurn: { parts: [part] } } }));
        socket.say(heard('Hum.'), over);
      }),
    );
    const out = new FakeSound();
    out.play = () => void (out.hushed += 1);
    const reply = await new LiveClient({ openSound: async () => out }).say('Hi');
    expect(words(reply)).to.equal('Hum.');
    expect(out.hushed).to.be.greaterThan(19);
    expect(JSON.stringify(reply.steps).length).to.be.within(10_000_000, 40_000_000);
  });

  it('break where a single frame is larger than any answer', async () => {
    const sockets = saying(heard('So'), `{"other":"${'x'.repeat(40_000_000)}"}`);
    const client = new LiveClient({ times: { waits: [] } });
    const { said, error } = await askIn(client);
    expect(said).to.equal('So');
    expect(error).to.have.property('reason', 'live-failed');
    expect(sockets[0]?.readyState).to.be.greaterThan(1);
  });

  it('understand at once who spoke in a hundred thousand pieces that nobody has read yet', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient());
    const socket = await begin(sockets, speaker);
    const began = performance.now();
    pour(socket, 100_000, () => understood('word '));
    socket.say(...speech('Yes.'));
    await until(() => speaker.turns[0]?.end);
    await until(() => speaker.turns[0]?.isHeard);
    expect(speaker.turns[0]?.heard.length).to.be.lessThan(100);
    expect(speaker.turns[0]?.heard.at(-1)).to.equal('word '.repeat(100_000));
    expect(performance.now() - began).to.be.lessThan(6000);
  });

  it('do not open one connection after the other for a server that always wants to go', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (message['setup']) socket.say({ goAway: { timeLeft: 'soon' } });
      }),
    );
    const speaker = new Speaker(new LiveClient({ times: { settleMs: 5, steadyMs: 10_000 } }));
    await begin(sockets, speaker);
    const talkOn = setInterval(() => speaker.sound.put(new Uint8Array(3200)), 5);
    await new Promise((resolve) => setTimeout(resolve, 300));
    clearInterval(talkOn);
    expect(sockets).to.have.length(1);
  });

  it('give up a server that hears a word and goes, again and again', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (!message['setup']) return;
        socket.say(understood('word'));
        socket.fail();
      }),
    );
    const speaker = new Speaker(new LiveClient());
    const talkOn = setInterval(() => speaker.sound.put(new Uint8Array(3200)), 5);
    await until(() => speaker.end).finally(() => clearInterval(talkOn));
    expect(speaker.end).to.have.property('reason', 'live-lost');
    expect(sockets.length).to.be.within(2, 4);
  });
});
