import { expect } from 'chai';
import type { WireObject } from '../../src/protocol/wire-object.js';
import {
  accepting,
  type FakeLiveSocket,
  installFakeLive,
  readAsked,
  speech,
} from '../support/fake-live-socket.js';
import { hearConsole } from '../support/watch-secrets.js';
import { FakeSound } from './fake-sound.js';
import { ask, collect, LiveClient, rest, until } from './live-client.js';
import { heard, Speaker, understood } from './live-speaker.js';
import { listLeftovers } from './watch-leftovers.js';

const quick = { idleMs: 20, silenceMs: 400, openMs: 400 };

/** A server that calls a function, speaks, and hears. */
function serve(): FakeLiveSocket[] {
  return installFakeLive(
    accepting((message, socket) => {
      const asked = readAsked(message);
      if (asked.includes('sky')) {
        socket.say(heard('Wait. '), { toolCall: { functionCalls: [{ id: 'a', name: 'look', args: {} }] } });
      } else if (asked || message['toolResponse']) socket.say(...speech('It ', 'is ', 'blue.'));
      else if (isSound(message)) socket.say(understood('Hello'), ...speech('Hi.'));
    }),
  );
}

function isSound({ realtimeInput: input }: WireObject): boolean {
  return JSON.stringify(input ?? '').includes('"audio"');
}

/** Some time later: now and then a task, else a microtask. */
async function pass(steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    await (step % 4 === 3 ? new Promise((resolve) => setTimeout(resolve)) : Promise.resolve());
  }
}

const moments = Array.from({ length: 20 }, (_, index) => index * 2);

const someMoments = moments.filter((moment) => moment % 6 === 0);

/** Nobody closes anything: it closes by itself. */
async function expectNothingLeft(what: string, loose: unknown[][]): Promise<void> {
  // But for the wait of this test itself.
  const list = () => listLeftovers().filter((each) => !each.startsWith('5 ms'));
  await until(() => list().length === 0).catch(() => undefined);
  expect(list(), what).to.deep.equal([]);
  expect(loose.filter(([first]) => !String(first).startsWith('Warning: Ephemeral'))).to.deep.equal([]);
}

/** Something that somebody does with a chat, and what makes it stop. */
type Deed = (client: LiveClient, signal: AbortSignal) => Promise<unknown>;

const result = { type: 'function_result', call_id: 'a', name: 'look', result: 'blue' };

const question: Deed = (client, signal) => client.send({ input: 'Hi' }, signal);
const twice: Deed = (client, signal) =>
  Promise.allSettled([client.send({ input: 'one' }, signal), client.send({ input: 'two' }, signal)]);
const functions: Deed = async (client, signal) => {
  const { steps } = await client.send({ input: [ask('The sky?')] }, signal);
  return client.send({ input: [ask('The sky?'), ...steps, result] }, signal);
};
const talk: Deed = async (client, signal) => {
  const speaker = new Speaker(client);
  signal.addEventListener('abort', () => speaker.stopping.abort(signal.reason));
  speaker.sound.put(new Uint8Array(3200));
  await until(() => speaker.turns[0]?.end ?? speaker.end);
  speaker.sound.end();
  await until(() => speaker.end);
};
const both: Deed = (client, signal) => Promise.allSettled([talk(client, signal), question(client, signal)]);
const reverse: Deed = (client, signal) =>
  Promise.allSettled([question(client, signal), talk(client, signal)]);

const deeds: readonly (readonly [name: string, deed: Deed])[] = [
  ['a question', question],
  ['two questions at once', twice],
  ['a question that calls a function', functions],
  ['somebody who speaks', talk],
  ['what is typed while somebody speaks', both],
  ['what is said while somebody types', reverse],
];

describe('stopping in live sessions, at whatever moment,', () => {
  for (const [name, deed] of deeds) {
    it(`leaves no socket and no timer of ${name}`, async () => {
      const loose = hearConsole();
      for (const moment of moments) {
        serve();
        const client = new LiveClient({ times: quick, openSound: async () => new FakeSound() });
        const stopping = new AbortController();
        const work = deed(client, stopping.signal).catch((error: unknown) => error);
        await pass(moment);
        stopping.abort('enough');
        await work;
        await expectNothingLeft(`${name}, stopped after ${moment} steps`, loose);
      }
    }).timeout(30_000);

    it(`closes what was opened for ${name} when the chat is closed`, async () => {
      const loose = hearConsole();
      for (const moment of someMoments) {
        serve();
        const client = new LiveClient({ times: quick });
        const stopping = new AbortController();
        const work = deed(client, stopping.signal).catch((error: unknown) => error);
        await pass(moment);
        client.transport.close();
        await pass(moment);
        client.transport.close();
        stopping.abort('enough');
        await work;
        await expectNothingLeft(`${name}, closed after ${moment} steps`, loose);
      }
    }).timeout(30_000);

    it(`leaves nothing behind where the net goes at the same time: ${name}`, async () => {
      const loose = hearConsole();
      for (const moment of someMoments) {
        const sockets = serve();
        const client = new LiveClient({ times: { ...quick, waits: [5, 5] } });
        const stopping = new AbortController();
        const work = deed(client, stopping.signal).catch((error: unknown) => error);
        await pass(moment);
        for (const socket of sockets) socket.fail(1006);
        await pass(moment);
        stopping.abort('enough');
        await work;
        await expectNothingLeft(`${name}, cut after ${moment} steps`, loose);
      }
    }).timeout(30_000);
  }

  it('leaves nothing open where a function runs on and nobody wants its result', async () => {
    const sockets = serve();
    const client = new LiveClient({ times: { ...quick, idleMs: 5 } });
    const stopping = new AbortController();
    await collect(client.transport.send({ input: 'The sky?' }, stopping.signal));
    stopping.abort('enough');
    await until(() => sockets[0]?.readyState === 3);
  });

  it('leaves nothing open where what is to be said cannot be written', async () => {
    const sockets = serve();
    const client = new LiveClient({ times: { ...quick, idleMs: 5 } });
    const model = 'gemini-live-2.5-flash-preview';
    await client.say('Hi', { model });
    const broken = { type: 'function_result', call_id: 'b', result: 1 };
    const error = await client.say([broken], { model }).catch((reason: unknown) => reason);
    expect(error).to.have.property('code');
    await until(() => sockets.every(({ readyState }) => readyState === 3));
    expect(sockets).to.have.length(1);
  });

  it('waits for nothing where the net took the connection that nobody used', async () => {
    const sockets = serve();
    const client = new LiveClient();
    await client.say('Hi');
    sockets[0]?.fail();
    await rest();
    expect(listLeftovers()).to.deep.equal([]);
  });
});
