import { expect } from 'chai';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { accepting, installFakeLive, readAsked } from '../support/fake-live-socket.js';
import { FakeSound } from './fake-sound.js';
import { LiveClient, until, words } from './live-client.js';

/** Answers whatever is asked by these messages. */
function answering(...messages: readonly WireObject[]) {
  return installFakeLive(
    accepting((message, socket) => {
      if (readAsked(message)) socket.say(...messages);
    }),
  );
}

const said = (text: string): WireObject => ({ serverContent: { modelTurn: { parts: [{ text }] } } });
const heard = (text: string): WireObject => ({ serverContent: { outputTranscription: { text } } });
const content = (fields: WireObject): WireObject => ({ serverContent: fields });
const over = content({ turnComplete: true });

function sound(data: string, mimeType = 'audio/pcm;rate=24000'): WireObject {
  return content({ modelTurn: { parts: [{ inlineData: { mimeType, data } }] } });
}

describe('answers in live sessions', () => {
  const texts: readonly (readonly [name: string, text: string, ...messages: WireObject[]])[] = [
    ['what is said aloud', 'Hello you', heard('Hello'), heard(' you')],
    ['text', 'Hello you', said('Hello'), said(' you')],
    [
      'text that is also said aloud, after it',
      'Hello you',
      said('Hello'),
      said(' you'),
      heard('Hello'),
      heard(' you'),
    ],
    [
      'what is said aloud and comes as text, after it',
      'Hello you',
      heard('Hello you'),
      said('Hello'),
      said(' you'),
    ],
    [
      'both, in turns',
      'Hello you all',
      said('Hello'),
      heard('Hello you'),
      said(' you'),
      said(' all'),
      heard(' all'),
    ],
    ['both, in other words', 'Hello you', said('Hello'), heard('hello, '), said(' you'), heard('you')],
    ['empty transcriptions', 'Hello', content({ outputTranscription: {} }), heard('Hello')],
  ];
  for (const [name, text, ...messages] of texts) {
    it(`tell ${name}, once`, async () => {
      answering(...messages, over);
      const reply = await new LiveClient().say('Hi');
      expect(words(reply)).to.equal(text);
      expect(reply.status).to.equal('completed');
    });
  }

  it('tell thoughts, code and what it gave, sources and what it cost', async () => {
    answering(
      content({ modelTurn: { parts: [{ text: 'Let me see.', thought: true }] } }),
      content({ modelTurn: { parts: [{ executableCode: { language: 'PYTHON', code: 'print(1)' } }] } }),
      content({ modelTurn: { parts: [{ codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } }] } }),
      heard('It is one.'),
      content({
        groundingMetadata: {
          webSearchQueries: ['one'],
          groundingChunks: [{ web: { uri: 'https://one.test/', title: 'One' } }],
          groundingSupports: [
            { segment: { startIndex: 0, endIndex: 10, text: 'It is one.' }, groundingChunkIndices: [0] },
          ],
        },
      }),
      content({ generationComplete: true }),
      {
        serverContent: { turnComplete: true },
        usageMetadata: {
          promptTokenCount: 5,
          responseTokenCount: 7,
          thoughtsTokenCount: 2,
          totalTokenCount: 14,
          responseTokensDetails: [{ modality: 'AUDIO', tokenCount: 7 }],
        },
      },
    );
    const reply = await new LiveClient().say('Hi');
    const types = reply.steps.map(({ type }) => type);
    expect(types).to.include.members([
      'thought',
      'code_execution_call',
      'code_execution_result',
      'model_output',
      'google_search_call',
    ]);
    expect(JSON.stringify(reply.steps)).to.contain('https://one.test/').and.contain('"annotations"');
    expect(reply.usage).to.deep.equal({
      total_input_tokens: 5,
      total_output_tokens: 7,
      total_thought_tokens: 2,
      total_tokens: 14,
      output_tokens_by_modality: [{ modality: 'audio', tokens: 7 }],
    });
  });

  const endings: readonly (readonly [reason: string, code: string])[] = [
    ['PROHIBITED_INPUT_CONTENT', 'content_blocked'],
    ['GENERATED_CONTENT_SAFETY', 'content_blocked'],
    ['GENERATED_CONTENT_BLOCKLIST', 'content_blocked'],
    ['GENERATED_IMAGE_CELEBRITY', 'content_blocked'],
    ['RESPONSE_REJECTED', 'content_blocked'],
    ['MALFORMED_FUNCTION_CALL', 'bad_response'],
    ['GENERATED_OTHER', 'server_error'],
    ['A_REASON_OF_TOMORROW', 'server_error'],
  ];
  for (const [reason, code] of endings) {
    it(`say that a turn ended by ${reason}`, async () => {
      answering(content({ turnComplete: true, turnCompleteReason: reason }));
      const reply = await new LiveClient().say('Hi');
      expect(reply.error?.code).to.equal(code);
    });
  }

  it('are over soon after all of it was made, however long it takes to play it', async () => {
    const sockets = answering(heard('Hello'), content({ generationComplete: true }), heard(' you'));
    const client = new LiveClient();
    const began = performance.now();
    const reply = await client.say('Hi');
    expect(words(reply)).to.equal('Hello you');
    expect(reply.status).to.equal('completed');
    expect(performance.now() - began).to.be.lessThan(1500);
    expect(sockets).to.have.length(1);
  });

  it('do not take the end of an earlier turn for their own', async () => {
    let count = 0;
    installFakeLive(
      accepting((message, socket) => {
        if (!readAsked(message)) return;
        count += 1;
        if (count === 1) socket.say(heard('one'), content({ generationComplete: true }));
        // The question has interrupted what was still being played.
        else
          socket.say(
            content({ interrupted: true }),
            over,
            heard('two'),
            content({ generationComplete: true }),
            over,
          );
      }),
    );
    const client = new LiveClient();
    expect(words(await client.say('first'))).to.equal('one');
    const reply = await client.say('second');
    expect([words(reply), reply.status]).to.deep.equal(['two', 'completed']);
  });

  it('that somebody interrupts are stopped and keep what came', async () => {
    answering(heard('Hel'), content({ interrupted: true }), over);
    const reply = await new LiveClient().say('Hi');
    expect([words(reply), reply.status, reply.done]).to.deep.equal(['Hel', 'cancelled', true]);
  });

  it('play their sound as it comes, and keep it behind the words', async () => {
    const out = new FakeSound();
    answering(heard('Hel'), sound(btoa('abcd')), heard('lo'), sound(btoa('ef')), over);
    const reply = await new LiveClient({ openSound: async () => out }).say('Hi');
    expect(out.played).to.deep.equal([
      [[97, 98, 99, 100], 24_000],
      [[101, 102], 24_000],
    ]);
    expect(reply.steps).to.deep.equal([
      {
        type: 'model_output',
        content: [
          { type: 'text', text: 'Hello' },
          {
            type: 'audio',
            mime_type: 'audio/l16',
            sample_rate: 24_000,
            data: btoa('abcdef'),
            part: { inlineData: { mimeType: 'audio/pcm;rate=24000' } },
          },
        ],
      },
    ]);
  });

  it('have no sound where nobody listens', async () => {
    answering(heard('Hello'), sound(btoa('abcd')), over);
    const reply = await new LiveClient({ openSound: async () => undefined }).say('Hi');
    expect(JSON.stringify(reply.steps)).to.not.contain('audio');
  });

  it('are written where the loudspeaker fails', async () => {
    answering(heard('Hello'), sound('%%%'), sound(btoa('abcd')), over);
    const reply = await new LiveClient({ openSound: () => Promise.reject(new Error('none')) }).say('Hi');
    expect(words(reply)).to.equal('Hello');
  });

  it('fall silent when they are interrupted, also while the rest is played', async () => {
    const out = new FakeSound();
    const sockets = answering(heard('Hello'), sound(btoa('abcd')), content({ generationComplete: true }));
    const client = new LiveClient({ openSound: async () => out });
    await client.say('Hi');
    const before = out.hushed;
    sockets[0]?.say(content({ interrupted: true }));
    await until(() => out.hushed > before);
    const again = client.say('And?');
    await until(() => sockets[0]?.sent.length === 3);
    expect(out.hushed).to.be.greaterThan(before + 1);
    await again;
  });
});
