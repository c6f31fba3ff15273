import { expect } from 'chai';
import { createGeminiEmulator, type GeminiEmulatorOptions } from '../../src/emulator/gemini-emulator.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import { isWireObject } from '../../src/protocol/wire-object.js';
import { BackendTransport } from '../../src/transport/backend-transport.js';
import { LiveQueue } from '../../src/live/live-queue.js';
import type { LiveTimes } from '../../src/live/live-times.js';
import {
  type EmulatedSocketOptions,
  type EmulatedSockets,
  installEmulatedSocket,
} from '../support/emulated-socket.js';
import { collect, failure, LiveClient, rest, until, words } from './live-client.js';

interface Emulated {
  readonly client: LiveClient;
  readonly sockets: EmulatedSockets;
  /** The same emulator, asked by Interactions. */
  readonly other: BackendTransport;
}

/** A client with tokens of an emulator's own making. */
function open(
  options: GeminiEmulatorOptions = {},
  { times = {}, ...behaviour }: EmulatedSocketOptions & { readonly times?: Partial<LiveTimes> } = {},
): Emulated {
  const emulator = createGeminiEmulator(options);
  const sockets = installEmulatedSocket(emulator, behaviour);
  const headers = { 'x-goog-api-key': 'any', 'content-type': 'application/json' };
  const takeToken = async () => {
    const answer = await emulator('https://emulator.test/v1alpha/auth_tokens', {
      method: 'POST',
      headers,
      body: JSON.stringify({ uses: 1 }),
    });
    const token: unknown = await answer.json();
    return isWireObject(token) ? String(token['name']) : '';
  };
  const other = new BackendTransport({
    endpoint: 'https://emulator.test/v1beta',
    fetch: (request) => {
      const signed = new Request(request);
      signed.headers.set('x-goog-api-key', 'any');
      return emulator(signed);
    },
  });
  return { client: new LiveClient({ apiBase: 'https://emulator.test', takeToken, times }), sockets, other };
}

const models = ['gemini-3.1-flash-live-preview', 'gemini-live-2.5-flash-preview'] as const;

const weather = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
};

const questions: readonly (readonly [name: string, request: InteractionRequest])[] = [
  ['a greeting', { input: 'Hello there' }],
  ['a long text', { input: 'Show me some markdown' }],
  [
    'thoughts',
    { input: 'Think about it', generation_config: { thinking_summaries: 'auto', thinking_level: 'high' } },
  ],
  ['a search', { input: 'search the news', tools: [{ type: 'google_search' }] }],
  ['code', { input: 'Run some code', tools: [{ type: 'code_execution' }] }],
  ['pages', { input: 'Read https://example.com', tools: [{ type: 'url_context' }] }],
];

for (const model of models) {
  describe(`live sessions with the emulator's ${model}`, () => {
    for (const [name, request] of questions) {
      it(`say in words what the other API says: ${name}`, async () => {
        const { client, other } = open();
        const live = await client.send({ ...request, model });
        const usual = await collect(
          other.send({ ...request, model: 'gemini-3.5-flash' }, new AbortController().signal),
        );
        expect(words(live)).to.equal(words(usual));
        expect(live.status).to.equal('completed');
        expect(live.usage?.total_tokens).to.be.greaterThan(0);
        // What the other API thinks without telling it is no step here.
        const isTold = name === 'thoughts';
        const types = (steps: typeof live.steps) =>
          [...new Set(steps.map(({ type }) => type))]
            .filter((type) => isTold || type !== 'thought')
            .toSorted();
        expect(types(live.steps)).to.deep.equal(types(usual.steps));
      });
    }

    it('remember what was said, over several connections', async () => {
      const { client, sockets } = open();
      await client.say('Hello, I have 2 dogs in my house.', { model });
      await rest();
      client.transport.close();
      const reply = await client.say('How many paws are in my house?', { model });
      expect(words(reply)).to.contain('8');
      expect(sockets.all).to.have.length(2);
      expect(sockets.all[1]?.sent).to.have.length(2);
    });

    it('call functions and go on with what they gave', async () => {
      const { client, sockets } = open();
      const tools = [weather];
      const reply = await client.say('What is the weather in Rome?', { model, tools });
      expect(reply.status).to.equal('requires_action');
      const call: unknown = reply.steps.find(({ type }) => type === 'function_call');
      const id = isWireObject(call) ? call['id'] : undefined;
      const next = await client.say(
        [
          {
            type: 'function_result',
            call_id: id,
            name: 'get_weather',
            result: { sky: 'clear', degrees: 31 },
          },
        ],
        { model, tools },
      );
      expect(words(next)).to.contain('31');
      await client.say('Thanks', { model, tools });
      expect(sockets.all).to.have.length(1);
    });

    it('lose no turn where connections are short', async () => {
      let seconds = 0;
      const began = Date.now();
      const { client, sockets } = open(
        { clock: () => new Date(began + seconds * 1000) },
        { connectionSeconds: 100, noticeSeconds: 50 },
      );
      await client.say('Hello, I have 2 dogs in my house.', { model });
      await rest();
      for (const [step, question] of ['Hello', 'Show me some markdown', 'Hello there'].entries()) {
        seconds += step === 1 ? 200 : 60;
        await new Promise((resolve) => setTimeout(resolve, 150));
        expect(words(await client.say(question, { model }))).to.not.equal('');
        await rest();
      }
      expect(words(await client.say('How many paws are in my house?', { model }))).to.contain('8');
      expect(sockets.all.length).to.be.greaterThan(2);
    });

    for (const fault of [
      { kind: 'garbage', after: 3 },
      { kind: 'chunks', size: 1000 },
      { kind: 'drop', after: 5 },
      { kind: 'reset', after: 5 },
      { kind: 'cut', after: 5 },
    ] as const) {
      it(`give the whole answer, once, over a connection with the fault ${fault.kind}`, async () => {
        let count = 0;
        const { client, other } = open({
          faults: ({ url }) => {
            if (!url.includes('/ws/')) return undefined;
            count += 1;
            return count === 1 ? fault : undefined;
          },
        });
        const request = { model: 'gemini-3.5-flash', input: 'Show me some markdown' };
        const wanted = words(await collect(other.send(request, new AbortController().signal)));
        expect(words(await client.say('Show me some markdown', { model }))).to.equal(wanted);
      });
    }

    it('say that the server fell silent', async () => {
      const { client } = open(
        { faults: ({ url }) => (url.includes('/ws/') ? { kind: 'stall', after: 5 } : undefined) },
        { times: { silenceMs: 100 } },
      );
      expect((await failure(client.say('Show me some markdown', { model }))).reason).to.equal('live-silent');
    });

    it('hear somebody, answer, and stop when somebody speaks', async () => {
      const { client } = open({ pace: 5 });
      const sound = new LiveQueue<Uint8Array>();
      let isListening = false;
      const talk = client.transport.talk(
        {
          request: () => ({ model, input: [] }),
          sound: sound.read(),
          onListening: () => {
            isListening = true;
          },
        },
        new AbortController().signal,
      );
      const turns: { heard: string; text: string; status: string }[] = [];
      const work = (async () => {
        const open: Promise<void>[] = [];
        for await (const turn of talk) {
          const told = { heard: '', text: '', status: '' };
          turns.push(told);
          open.push(
            (async () => {
              for await (const text of turn.heard) told.heard = text;
            })(),
            (async () => {
              const reply = await collect(turn.events);
              told.text = words(reply);
              told.status = reply.status;
            })(),
          );
        }
        await Promise.all(open);
      })();
      await until(() => isListening);
      const speak = (level: number, pieces: number) => {
        for (let piece = 0; piece < pieces; piece += 1) {
          const samples = new Int16Array(1600).fill(level);
          sound.put(new Uint8Array(samples.buffer));
        }
      };
      speak(8000, 5);
      speak(0, 8);
      await until(() => turns[0]?.heard.endsWith('?'));
      await new Promise((resolve) => setTimeout(resolve, 40));
      speak(8000, 5);
      speak(0, 8);
      await until(() => turns[1]?.heard.endsWith('?'));
      sound.end();
      await work;
      expect(turns.map(({ heard }) => heard)).to.deep.equal(['Hello, can you hear me?', 'What can you do?']);
      expect(turns.map(({ status }) => status)).to.deep.equal(['cancelled', 'completed']);
      expect(turns[1]?.text).to.not.equal('');
    });
  });
}

describe('live sessions with tokens of the emulator', () => {
  it('say what a model that holds no sessions is', async () => {
    const { client } = open();
    const error = await failure(client.say('Hi', { model: 'gemini-3.5-flash' }));
    expect([error.code, error.reason]).to.deep.equal(['not-found', 'live-refused']);
  });

  it('go back to an earlier turn', async () => {
    const { client, sockets } = open();
    await client.say('Hello, I have 2 dogs in my house.');
    await client.say('Hello, I have 7 dogs in my house.');
    await rest();
    client.history.splice(2);
    expect(words(await client.say('How many paws are in my house?'))).to.contain('8');
    expect(sockets.all).to.have.length(2);
  });
});
