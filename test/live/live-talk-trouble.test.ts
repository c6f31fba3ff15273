import { expect } from 'chai';
import { LiveQueue } from '../../src/live/live-queue.js';
import { installFakeLive, offer, speech } from '../support/fake-live-socket.js';
import { answer, ask, failure, LiveClient, rest, until, words } from './live-client.js';
import { begin, heard, listSounds, Speaker, talking, understood } from './live-speaker.js';

describe('talking in live sessions, where something is in the way,', () => {
  it('goes on over another connection when the server wants to go, or has gone', async () => {
    const sockets = talking();
    const client = new LiveClient();
    const speaker = new Speaker(client);
    const first = await begin(sockets, speaker);
    first.say(understood('Hello'), ...speech('Hi.'), offer('greeted'), { goAway: { timeLeft: '50s' } });
    await until(() => speaker.turns[0]?.end);
    client.history.push(ask('Hello'), answer('Hi.'));
    const talkOn = setInterval(() => speaker.sound.put(new Uint8Array(3200).fill(7)), 10);
    try {
      await until(() => speaker.listening === 2);
      expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({ handle: 'greeted' });
      expect(first.readyState).to.equal(3);
      await until(() => sockets[1] && listSounds(sockets[1]).length > 0);
      sockets[1]?.fail();
      await until(() => speaker.listening === 3);
      sockets[2]?.say(understood('Still'), ...speech('Yes.'));
      await until(() => speaker.turns[1]?.end);
    } finally {
      clearInterval(talkOn);
    }
    expect(client.tokens).to.have.length(3);
    expect(speaker.turns.map(({ reply }) => words(reply))).to.deep.equal(['Hi.', 'Yes.']);
  });

  it('lets an answer end before it leaves a connection that the server wants to close', async () => {
    const sockets = talking();
    const client = new LiveClient();
    const speaker = new Speaker(client);
    const socket = await begin(sockets, speaker);
    socket.say(understood('Hello'), heard('One'), { goAway: { timeLeft: '50s' } });
    const talkOn = setInterval(() => speaker.sound.put(new Uint8Array(3200)), 5);
    try {
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(sockets).to.have.length(1);
      // Who speaks is heard all the while.
      expect(listSounds(socket).length).to.be.greaterThan(10);
      client.history.push(ask('Hello'), answer('One, two.'));
      socket.say(...speech(', two.'));
      await until(() => speaker.listening === 2);
    } finally {
      clearInterval(talkOn);
    }
    expect(speaker.turns.map(({ reply }) => [words(reply), reply.status])).to.deep.equal([
      ['One, two.', 'completed'],
    ]);
  });

  it('keeps the last seconds that are said while there is no connection', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient({ times: { waits: [80, 80] } }));
    const socket = await begin(sockets, speaker);
    socket.fail();
    await rest();
    for (let second = 1; second <= 8; second += 1) speaker.sound.put(new Uint8Array(32_000).fill(second));
    await until(() => speaker.listening === 2);
    speaker.sound.put(new Uint8Array(3200).fill(9));
    await until(() => sockets[1] && listSounds(sockets[1]).length > 0);
    const kept = (sockets[1] ? listSounds(sockets[1]) : []).map((data) => atob(data)).join('');
    expect(kept.length).to.be.within(130_000, 163_200);
    expect(kept.charCodeAt(0)).to.be.within(4, 5);
    expect(kept.charCodeAt(kept.length - 1)).to.equal(9);
  });

  it('keeps what is said where nothing leaves any more, and then goes on over another connection', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient({ times: { silenceMs: 150 } }));
    const socket = await begin(sockets, speaker);
    const talkOn = setInterval(() => speaker.sound.put(new Uint8Array(3200).fill(7)), 5);
    try {
      socket.bufferedAmount = 4_000_000;
      const sending = setInterval(() => (socket.bufferedAmount -= 10_000), 5);
      await new Promise((resolve) => setTimeout(resolve, 300));
      clearInterval(sending);
      expect(sockets, 'it is slow, and not broken').to.have.length(1);
      const before = listSounds(socket).length;
      await until(() => speaker.listening === 2);
      expect(listSounds(socket).length).to.equal(before);
      expect(socket.readyState).to.be.greaterThan(1);
      await until(() => sockets[1] && listSounds(sockets[1]).length > 0);
      expect(atob((sockets[1] ? listSounds(sockets[1])[0] : '') ?? '').length).to.be.greaterThan(20_000);
    } finally {
      clearInterval(talkOn);
    }
  });

  it('fails an answer whose connection breaks, and goes on listening', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient());
    const socket = await begin(sockets, speaker);
    socket.say(understood('Hello'), heard('Hi'));
    socket.fail();
    await until(() => speaker.turns[0]?.end);
    expect(speaker.turns[0]?.end).to.have.property('reason', 'live-lost');
    speaker.sound.put(new Uint8Array(3200));
    await until(() => speaker.listening === 2);
    expect(speaker.end).to.equal(undefined);
  });

  it('fails what was heard and had no answer yet, where the connection breaks', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient());
    const socket = await begin(sockets, speaker);
    socket.say(understood('Hello'));
    await until(() => speaker.turns[0]?.heard.length);
    socket.fail();
    await until(() => speaker.turns[0]?.end);
    expect(speaker.turns[0]?.end).to.have.property('reason', 'live-lost');
    await until(() => speaker.turns[0]?.isHeard);
  });

  it('ends with an error where nobody can listen', async () => {
    const sockets = installFakeLive((_message, socket) => socket.fail(1007, 'No.'));
    const speaker = new Speaker(new LiveClient());
    await until(() => speaker.end);
    expect(speaker.end).to.have.property('reason', 'live-unsuited');
    expect(sockets).to.have.length(1);
  });

  it('gives up where connections break again and again', async () => {
    const sockets = installFakeLive((message, socket) => {
      if (message['setup']) socket.say({ setupComplete: {} });
      socket.fail(1011, 'Internal error encountered.');
    });
    const speaker = new Speaker(new LiveClient());
    const talkOn = setInterval(() => speaker.sound.put(new Uint8Array(3200)), 5);
    await until(() => speaker.end).finally(() => clearInterval(talkOn));
    expect(speaker.end).to.have.property('reason', 'live-failed');
    expect(sockets.length).to.be.within(2, 4);
  });

  it('stops an answer that nobody wants any more, and hears what is said next', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient());
    const socket = await begin(sockets, speaker);
    socket.say(understood('Tell me'), heard('Once'));
    await until(() => speaker.turns[0] && words(speaker.turns[0].reply));
    speaker.turns[0]?.turn.stop();
    await until(() => speaker.turns[0]?.end);
    expect(speaker.turns[0]?.reply.status).to.equal('cancelled');
    expect(socket.readyState).to.be.greaterThan(1);
    speaker.sound.put(new Uint8Array(3200));
    await until(() => speaker.listening === 2);
    sockets[1]?.say(understood('Thanks'), ...speech('Sure.'));
    await until(() => speaker.turns[1]?.end);
  });

  it('is refused for what no session can do', async () => {
    talking();
    const client = new LiveClient();
    const talk = client.transport.talk(
      {
        request: () => ({ agent: 'x', input: [] }),
        sound: new LiveQueue<Uint8Array>().read(),
        onListening: () => undefined,
      },
      new AbortController().signal,
    );
    expect((await failure(talk.next())).reason).to.equal('live-unsupported');
  });
});
