import { expect } from 'chai';
import { emptyReply } from '../../src/protocol/reply.js';
import { isWireObject } from '../../src/protocol/wire-object.js';
import type { SoundOut } from '../../src/protocol/sound-out.js';
import { offer, readAsked, speech } from '../support/fake-live-socket.js';
import { answer, ask, LiveClient, rest, until, words } from './live-client.js';
import { begin, heard, interrupted, listSounds, over, Speaker, talking, understood } from './live-speaker.js';

describe('talking in live sessions', () => {
  it('sends what the microphone hears, in pieces of a tenth of a second', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient());
    const socket = await begin(sockets, speaker);
    expect(socket.setup).to.have.property('inputAudioTranscription');
    for (let count = 0; count < 5; count += 1) speaker.sound.put(new Uint8Array(800).fill(count));
    await until(() => listSounds(socket).length > 0);
    const [first = ''] = listSounds(socket);
    expect(atob(first).length).to.equal(3200);
    expect(atob(first).charCodeAt(2400)).to.equal(3);
    expect(socket.sent.at(-1)).to.have.nested.property(
      'realtimeInput.audio.mimeType',
      'audio/pcm;rate=16000',
    );
    speaker.sound.end();
    await until(() => speaker.end);
    expect(speaker.end).to.equal(true);
    expect(listSounds(socket).map((data) => atob(data).length)).to.deep.equal([3200, 800]);
    expect(socket.sent.at(-1)).to.deep.equal({ realtimeInput: { audioStreamEnd: true } });
  });

  it('tells each turn: what was understood as it grows, and the answer', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient());
    const socket = await begin(sockets, speaker);
    socket.say(
      understood('Hello'),
      understood(' there'),
      heard('Hi'),
      understood('!'),
      heard(' you.'),
      ...speech(),
    );
    await until(() => speaker.turns[0]?.end);
    const [first] = speaker.turns;
    expect(first?.heard).to.deep.equal(['Hello', 'Hello there', 'Hello there!']);
    expect(first && words(first.reply)).to.equal('Hi you.');
    expect(first?.reply.status).to.equal('completed');
    await until(() => first?.isHeard);
    socket.say(understood('Bye'), ...speech('Bye!'));
    await until(() => speaker.turns[1]?.end);
    expect(speaker.turns.map(({ reply }) => words(reply))).to.deep.equal(['Hi you.', 'Bye!']);
  });

  it('tells an answer also where nobody was understood', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient());
    const socket = await begin(sockets, speaker);
    socket.say(...speech('Pardon?'));
    await until(() => speaker.turns[0]?.isHeard);
    expect(speaker.turns[0]?.heard).to.deep.equal([]);
    expect(speaker.turns.map(({ reply }) => words(reply))).to.deep.equal(['Pardon?']);
  });

  it('stops an answer, and its sound, when somebody speaks', async () => {
    let hushed = 0;
    const out: SoundOut = { play: () => undefined, hush: () => (hushed += 1) };
    const sockets = talking();
    const speaker = new Speaker(new LiveClient({ openSound: async () => out }));
    const socket = await begin(sockets, speaker);
    socket.say(understood('Tell me'), heard('Once upon'));
    await until(() => speaker.turns[0] && words(speaker.turns[0].reply));
    socket.say(interrupted, over, understood('Stop'), ...speech('Of course.'));
    await until(() => speaker.turns[1]?.end);
    expect(speaker.turns.map(({ reply }) => [words(reply), reply.status])).to.deep.equal([
      ['Once upon', 'cancelled'],
      ['Of course.', 'completed'],
    ]);
    expect(hushed).to.be.greaterThan(0);
    expect(sockets).to.have.length(1);
  });

  it('shares its session with what is typed', async () => {
    const sockets = talking((message, socket) => {
      const asked = readAsked(message);
      if (asked) socket.say(...speech(`You typed ${asked}`));
    });
    const client = new LiveClient();
    const speaker = new Speaker(client);
    const socket = await begin(sockets, speaker);
    socket.say(understood('Hello'), ...speech('Hi.'));
    await until(() => speaker.turns[0]?.end);
    client.history.push(ask('Hello'), answer('Hi.'));
    expect(words(await client.say('this'))).to.equal('You typed this');
    expect(sockets).to.have.length(1);
    socket.say(understood('And'), ...speech('Yes?'));
    await until(() => speaker.turns[1]?.end);
    expect(speaker.turns.map(({ reply }) => words(reply))).to.deep.equal(['Hi.', 'Yes?']);
  });

  it('is interrupted by what is typed', async () => {
    const sockets = talking((message, socket) => {
      const asked = readAsked(message);
      if (asked) socket.say(interrupted, over, ...speech(`You typed ${asked}`));
    });
    const client = new LiveClient();
    const speaker = new Speaker(client);
    const socket = await begin(sockets, speaker);
    socket.say(understood('Hello'), heard('Once'));
    await until(() => speaker.turns[0] && words(speaker.turns[0].reply));
    client.history.push(ask('Hello'), answer('Once'));
    const reply = await client.say('this');
    expect([words(reply), reply.status]).to.deep.equal(['You typed this', 'completed']);
    expect(speaker.turns[0]?.reply.status).to.equal('cancelled');
    expect(sockets).to.have.length(1);
  });

  it('calls functions, whose results go back with what was understood by then', async () => {
    const sockets = talking((message, socket) => {
      if (message['toolResponse']) socket.say(...speech('It is blue.'));
    });
    const client = new LiveClient();
    const speaker = new Speaker(client);
    const socket = await begin(sockets, speaker);
    socket.say(understood('The'), { toolCall: { functionCalls: [{ id: 'a', name: 'look', args: {} }] } });
    await until(() => speaker.turns[0]?.end);
    socket.say(understood(' sky'));
    await until(() => speaker.turns[0]?.heard.includes('The sky'));
    const { reply } = speaker.turns[0] ?? { reply: emptyReply };
    expect(reply.status).to.equal('requires_action');
    client.history.push(ask('The sky'), ...reply.steps);
    const next = await client.say([{ type: 'function_result', call_id: 'a', name: 'look', result: 'blue' }]);
    expect(words(next)).to.equal('It is blue.');
    expect(sockets).to.have.length(1);
    expect(speaker.turns).to.have.length(1);
  });

  it('waits, when it is switched off, for the answer to what was said last', async () => {
    const sockets = talking((message, socket) => {
      const { realtimeInput: input } = message;
      if (isWireObject(input) && input['audioStreamEnd']) socket.say(understood('Bye'), ...speech('Bye!'));
    });
    const speaker = new Speaker(new LiveClient());
    await begin(sockets, speaker);
    speaker.sound.end();
    await until(() => speaker.end);
    expect(speaker.turns.map(({ reply }) => words(reply))).to.deep.equal(['Bye!']);
  });

  it('ends at once, without an error, when it is stopped', async () => {
    const sockets = talking();
    const speaker = new Speaker(new LiveClient());
    const socket = await begin(sockets, speaker);
    socket.say(understood('Hello'), heard('Hi'));
    await until(() => speaker.turns[0] && words(speaker.turns[0].reply));
    speaker.stopping.abort();
    await until(() => speaker.end);
    expect(speaker.end).to.equal(true);
    await until(() => speaker.turns[0]?.end);
    expect(speaker.turns[0]?.reply.status).to.equal('cancelled');
    expect(socket.readyState).to.be.greaterThan(1);
  });

  for (const model of ['gemini-3.1-flash-live-preview', 'gemini-live-2.5-flash-preview']) {
    it(`knows what was said before: ${model}`, async () => {
      const sockets = talking();
      const client = new LiveClient();
      client.history.push(ask('My name is Ada.'), answer('Hello Ada.'));
      const speaker = new Speaker(client, { model, system_instruction: 'Be brief.' });
      const socket = await begin(sockets, speaker);
      await rest();
      const isTold = model.includes('2.5');
      expect(JSON.stringify(socket.setup['systemInstruction']).includes('Ada')).to.equal(!isTold);
      expect(JSON.stringify(socket.setup['systemInstruction'])).to.contain('Be brief.');
      expect(socket.sent.slice(1)).to.deep.equal(
        isTold
          ? [
              {
                clientContent: {
                  turns: [
                    { role: 'user', parts: [{ text: 'My name is Ada.' }] },
                    { role: 'model', parts: [{ text: 'Hello Ada.' }] },
                  ],
                  turnComplete: false,
                },
              },
            ]
          : [],
      );
      socket.say(offer('before'));
      await rest();
      socket.fail();
      await rest();
      speaker.sound.put(new Uint8Array(3200));
      await until(() => speaker.listening === 2);
      // The record is part of the setup, and so of each one.
      expect(JSON.stringify(sockets[1]?.setup['systemInstruction']).includes('Ada')).to.equal(!isTold);
      expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({ handle: 'before' });
    });
  }

  it('goes on in writing when it is over, in the same session', async () => {
    const sockets = talking((message, socket) => {
      if (readAsked(message)) socket.say(...speech('Typed.'));
    });
    const client = new LiveClient();
    const speaker = new Speaker(client);
    const socket = await begin(sockets, speaker);
    socket.say(understood('Hello'), ...speech('Hi.'));
    await until(() => speaker.turns[0]?.end);
    speaker.sound.end();
    await until(() => speaker.end);
    client.history.push(ask('Hello'), answer('Hi.'));
    expect(words(await client.say('More'))).to.equal('Typed.');
    expect(sockets).to.have.length(1);
  });

  it('begins when an answer to what was typed is whole', async () => {
    const sockets = talking((message, socket) => {
      if (readAsked(message)) socket.say(heard('One'));
    });
    const client = new LiveClient();
    const work = client.say('Count');
    await until(() => sockets[0]?.sent.length === 2);
    const speaker = new Speaker(client);
    await rest();
    expect([sockets.length, speaker.listening]).to.deep.equal([1, 0]);
    sockets[0]?.say(...speech(', two.'));
    expect(words(await work)).to.equal('One, two.');
    await until(() => speaker.listening === 1);
    expect(sockets[1]?.setup).to.have.property('inputAudioTranscription');
  });

  it('is over when the chat is closed', async () => {
    const sockets = talking();
    const client = new LiveClient();
    const speaker = new Speaker(client);
    const socket = await begin(sockets, speaker);
    client.transport.close();
    await until(() => speaker.end);
    expect(speaker.end).to.equal(true);
    expect(socket.readyState).to.be.greaterThan(1);
    speaker.sound.put(new Uint8Array(3200));
    await rest();
    expect(sockets).to.have.length(1);
  });
});
