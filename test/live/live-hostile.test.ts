import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { accepting, installFakeLive, offer, readAsked, speech } from '../support/fake-live-socket.js';
import { FakeSound } from './fake-sound.js';
import { askIn, saying } from './hostile-server.js';
import { failure, LiveClient, rest, words } from './live-client.js';
import { heard } from './live-speaker.js';

const deep = (depth: number, open = '[', close = ']'): string => open.repeat(depth) + close.repeat(depth);
const over: WireObject = { serverContent: { turnComplete: true } };

describe('live sessions with a server that says strange things', () => {
  const values: readonly string[] = [
    'null',
    'true',
    '0',
    '-1e999',
    '"x"',
    '""',
    '[]',
    '{}',
    '[null,[],{}]',
    '{"toString":null,"valueOf":null,"length":-1}',
    '{"__proto__":{"text":"x"},"constructor":1,"then":1}',
    deep(20_000),
    deep(20_000, '{"a":', '}').replace('{"a":}', '{"a":1}'),
  ];
  const places: readonly string[] = [
    '{"setupComplete":%}',
    '{"text":%,"data":%}',
    '{"serverContent":%}',
    '{"serverContent":{"modelTurn":%}}',
    '{"serverContent":{"modelTurn":{"parts":%}}}',
    '{"serverContent":{"modelTurn":{"parts":[%]}}}',
    '{"serverContent":{"modelTurn":{"parts":[{"text":%,"thought":%}]}}}',
    '{"serverContent":{"modelTurn":{"parts":[{"inlineData":%}]}}}',
    '{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":%,"data":%}}]}}}',
    '{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=0","data":%}}]}}}',
    '{"serverContent":{"modelTurn":{"parts":[{"executableCode":%},{"codeExecutionResult":%}]}}}',
    '{"serverContent":{"modelTurn":{"parts":[{"functionCall":{"id":%,"name":%,"args":%}}]}}}',
    '{"serverContent":{"outputTranscription":%}}',
    '{"serverContent":{"outputTranscription":{"text":%}}}',
    '{"serverContent":{"inputTranscription":{"text":%}}}',
    '{"serverContent":{"groundingMetadata":%,"urlContextMetadata":%}}',
    '{"serverContent":{"groundingMetadata":{"groundingChunks":%,"groundingSupports":%,"searchEntryPoint":%}}}',
    '{"usageMetadata":%}',
    '{"usageMetadata":{"totalTokenCount":%,"responseTokensDetails":%}}',
    '{"toolCall":{"functionCalls":%}}',
    '{"toolCall":{"functionCalls":[{"id":%,"name":%,"args":%}]}}',
    '{"toolCallCancellation":%}',
    '{"toolCallCancellation":{"ids":%}}',
    '{"goAway":%}',
    '{"goAway":{"timeLeft":%}}',
    '{"sessionResumptionUpdate":%}',
    '{"sessionResumptionUpdate":{"newHandle":%,"resumable":%}}',
    '{"voiceActivity":%,"__proto__":%,"constructor":%}',
  ];
  for (const place of places) {
    it(`go on, or say what is wrong: ${place}`, async () => {
      for (const value of values) {
        saying(
          heard('All '),
          place.replaceAll('%', () => value),
          heard('of it.'),
          over,
        );
        const client = new LiveClient({ openSound: async () => new FakeSound() });
        const { said, error, loose } = await askIn(client);
        client.transport.close();
        expect(loose, value.slice(0, 80)).to.equal('');
        const isTold = error === undefined || error instanceof ChatError || typeof error === 'object';
        expect(isTold, String(error)).to.equal(true);
        expect(said, value.slice(0, 80)).to.satisfy((text: string) => text.startsWith('All '));
      }
    });
  }

  for (const value of values) {
    it(`lose no word to frames that are or hold ${value.slice(0, 60)}`, async () => {
      saying(
        heard('All '),
        value,
        `{"other":${value},"text":${value},"data":${value}}`,
        `{"serverContent":${value}}`,
        `{"serverContent":{"other":${value}}}`,
        `{"goAway":${value},"sessionResumptionUpdate":${value}}`,
        heard('of it.'),
        over,
      );
      expect(await askIn(new LiveClient())).to.deep.equal({
        said: 'All of it.',
        error: undefined,
        loose: '',
      });
    });
  }

  it('hear nothing before they are accepted, and are accepted once', async () => {
    installFakeLive((message, socket) => {
      if (message['setup']) {
        socket.say(heard('Too soon. '), over, { setupComplete: {} }, { setupComplete: {} });
      } else socket.say(...speech('Hello', ' you.'), { setupComplete: {} });
    });
    expect(await askIn(new LiveClient())).to.deep.equal({ said: 'Hello you.', error: undefined, loose: '' });
  });

  it('hear nothing that comes after the end of an answer', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (readAsked(message)) socket.say(...speech(`To ${readAsked(message)}`), heard('late'), over, over);
      }),
    );
    const client = new LiveClient();
    expect(words(await client.say('one'))).to.equal('To one');
    await rest();
    expect(words(await client.say('two'))).to.equal('To two');
    expect(sockets).to.have.length(1);
  });

  it('repeat no call that comes twice, and answer one without an id or a name', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (message['toolResponse']) socket.say(...speech('Done.'));
        else if (readAsked(message)) {
          const call = { id: 'a', name: 'look', args: {} };
          socket.say(
            { toolCall: { functionCalls: [call, call, { name: 'hear' }] } },
            { toolCall: { functionCalls: [call] } },
          );
        }
      }),
    );
    const client = new LiveClient();
    const { steps } = await client.say('Hi');
    expect(steps.map((step) => ('name' in step ? step.name : ''))).to.deep.equal(['look', 'hear']);
    const results = steps.map((step) => ({
      type: 'function_result',
      call_id: 'id' in step ? String(step.id) : '',
      name: 'name' in step ? String(step.name) : '',
      result: 1,
    }));
    expect(words(await client.say(results))).to.equal('Done.');
    expect(sockets[0]?.sent.at(-1)).to.deep.equal({
      toolResponse: {
        functionResponses: [
          { id: 'a', name: 'look', response: { output: 1 } },
          { id: '', name: 'hear', response: { output: 1 } },
        ],
      },
    });
  });

  it('remember no handle of absurd length', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (readAsked(message)) socket.say(...speech('Yes.'), offer('x'.repeat(1_000_000)));
      }),
    );
    const client = new LiveClient();
    await client.say('Hi');
    await rest();
    client.transport.close();
    await client.say('More');
    expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({});
  });

  it('do not try one handle after the other where the server has forgotten them all', async () => {
    const sockets = installFakeLive((message, socket) => {
      const { setup } = message;
      if (JSON.stringify(setup ?? '').includes('after ')) {
        socket.fail(1008, 'BidiGenerateContent session not found');
      } else if (setup) socket.say({ setupComplete: {} });
      else socket.say(...speech('Yes.'), offer(`after ${readAsked(message).slice(-5)}`));
    });
    const client = new LiveClient();
    for (const text of ['one', 'two', 'three', 'four', 'five']) {
      await client.say(text);
      await rest();
    }
    client.transport.close();
    expect(words(await client.say('six'))).to.equal('Yes.');
    expect(sockets).to.have.length(4);
    expect(sockets[3]?.sent.map(readAsked).find(Boolean)).to.contain('"user":"five"');
  });

  it('never show the token that a server repeats, in whichever form', async () => {
    const token = 'auth_tokens/canary+9f/2c';
    for (const said of [
      token,
      'canary+9f/2c',
      encodeURIComponent(token),
      encodeURIComponent('canary+9f/2c'),
    ]) {
      installFakeLive((_message, socket) => socket.fail(1008, `Who is ${said}?`));
      const error = await failure(new LiveClient({ takeToken: async () => token }).say('Hi'));
      expect(`${error.message} ${error.stack}`).to.not.contain('9f');
    }
  });
});
