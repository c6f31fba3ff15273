import { expect } from 'chai';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { inWords, LiveClient, textModel, voiceModel } from './open-live.js';

const weather = {
  functionDeclarations: [
    {
      name: 'get_weather',
      description: 'Tells the weather in a city',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  ],
};

const decode = (data: string) => Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));

describe('a session of the emulated Live API', () => {
  it('answers in words, piece by piece, and says when it is done', () => {
    const client = new LiveClient()
      .setup(inWords)
      .say('echo The tide is out, and the boats lie on the sand.');
    const [first, ...others] = client.messages;
    expect(first).to.deep.equal({ setupComplete: {} });
    expect(client.words).to.equal('The tide is out, and the boats lie on the sand.');
    expect(client.parts.length).to.be.greaterThan(3);
    const [generated, completed] = others.slice(-2);
    expect(generated).to.deep.equal({ serverContent: { generationComplete: true } });
    expect(completed?.serverContent).to.include({ turnComplete: true, interactionStatus: 'IDLE' });
    expect(completed?.usageMetadata).to.include.keys(
      'promptTokenCount',
      'responseTokenCount',
      'totalTokenCount',
      'responseTokensDetails',
    );
    expect(client.closing).to.equal(undefined);
    client.leave();
  });

  it('answers aloud where nothing else is said, with what it says as text', () => {
    const client = new LiveClient().setup({ model: voiceModel, outputAudioTranscription: {} });
    client.say('echo One, two, three – and off we go.');
    expect(client.spoken).to.equal('One, two, three – and off we go.');
    expect(client.words).to.equal('');
    expect(client.media.length).to.equal(client.parts.length).and.be.greaterThan(2);
    for (const { mimeType, data } of client.media) {
      expect(mimeType).to.equal('audio/pcm;rate=24000');
      const bytes = decode(data);
      expect(bytes.length).to.equal(14_400);
      expect(bytes.some((byte) => byte > 0)).to.equal(true);
    }
    const { usageMetadata = {} } = client.messages.at(-1) ?? {};
    expect(usageMetadata['responseTokensDetails']).to.deep.equal([
      { modality: 'AUDIO', tokenCount: usageMetadata['responseTokenCount'] },
    ]);
    client.leave();
  });

  it('sends no text of what it says unless it is asked for', () => {
    const client = new LiveClient().setup({ model: voiceModel }).say('echo Quiet, please.');
    expect(client.spoken).to.equal('');
    expect(client.parts).to.not.be.empty;
    client.leave();
  });

  it('plays sound that a scene makes', () => {
    const client = new LiveClient().setup({ model: voiceModel }).say('play a melody');
    const types = client.media.map(({ mimeType }) => mimeType);
    expect(new Set(types)).to.deep.equal(new Set(['audio/pcm;rate=24000']));
    // Ten notes of 0.3 s, beside the notes of the words.
    expect(types.length).to.be.greaterThan(9);
    client.leave();
  });

  it('remembers what was said before', () => {
    const client = new LiveClient().setup(inWords).say('My name is Ada.');
    client.take();
    client.say('What is my name?');
    expect(client.words).to.contain('Ada');
    client.leave();
  });

  it('collects turns until it is asked to answer', () => {
    const client = new LiveClient().setup(inWords);
    const turn = (text: string) => [{ role: 'user', parts: [{ text }] }];
    client.send({ clientContent: { turns: turn('echo one') } });
    expect(client.messages).to.have.length(1);
    client.send({ clientContent: { turns: turn('echo two'), turnComplete: false } });
    expect(client.messages).to.have.length(1);
    client.send({ clientContent: { turnComplete: true } });
    expect(client.words).to.contain('one');
    client.leave();
  });

  it('takes the names of fields in both of their forms', () => {
    const client = new LiveClient().setup({
      model: textModel,
      generation_config: { response_modalities: ['TEXT'] },
    });
    client.send({
      client_content: { turns: [{ role: 'user', parts: [{ text: 'echo hi' }] }], turn_complete: true },
    });
    expect(client.words).to.equal('hi');
    client.leave();
  });

  it('thinks aloud only for who asks', () => {
    const thoughtsOf = (thinkingConfig: WireObject) => {
      const client = new LiveClient().setup({
        model: textModel,
        generationConfig: { responseModalities: ['TEXT'], thinkingConfig },
      });
      client.say('echo hi').leave();
      return client.parts.filter(({ thought }) => thought === true).length;
    };
    expect(thoughtsOf({ includeThoughts: true })).to.be.greaterThan(0);
    expect(thoughtsOf({})).to.equal(0);
  });

  it('says what its answer rests on', () => {
    const client = new LiveClient().setup({ ...inWords, tools: [{ googleSearch: {} }] });
    client.say('search the web for the tallest tree');
    const grounded = client.contents.find(({ groundingMetadata }) => groundingMetadata !== undefined);
    expect(grounded?.['groundingMetadata']).to.include.keys(
      'groundingChunks',
      'webSearchQueries',
      'searchEntryPoint',
    );
    client.leave();
  });

  it('heeds the limit of tokens', () => {
    const config = { responseModalities: ['TEXT'], maxOutputTokens: 5 };
    const client = new LiveClient().setup({ model: textModel, generationConfig: config });
    client.say('echo one two three four five six seven eight nine ten eleven twelve').leave();
    expect(client.words).to.match(/^one two/);
    expect(client.words).to.not.contain('twelve');
  });

  describe('that calls functions', () => {
    const setup = { ...inWords, tools: [weather] };

    it('waits for their results and answers from them', () => {
      const client = new LiveClient().setup(setup).say('What is the weather in Oslo?');
      expect(client.calls).to.deep.equal([{ id: 'call-1', name: 'get_weather', args: { city: 'Oslo' } }]);
      expect(client.contents).to.deep.equal([]);
      const [call] = client.calls;
      client.send({
        toolResponse: {
          functionResponses: [{ id: call?.id, name: 'get_weather', response: { output: 'Snow' } }],
        },
      });
      expect(client.words).to.contain('Snow');
      expect(client.contents.at(-1)?.turnComplete).to.equal(true);
      client.leave();
    });

    it('waits for all that it called at once', () => {
      const client = new LiveClient().setup(setup).say('What is the weather in Oslo and Rome?');
      const [one, other] = client.calls;
      expect(client.calls).to.have.length(2);
      const answer = (id: string | undefined, output: string) =>
        client.send({
          toolResponse: { functionResponses: [{ id, name: 'get_weather', response: { output } }] },
        });
      answer(other?.id, 'Sun');
      expect(client.words).to.equal('');
      answer(one?.id, 'Snow');
      expect(client.words).to.contain('Sun').and.to.contain('Snow');
      client.leave();
    });

    it('gives up what it called when the user goes on without', () => {
      const client = new LiveClient().setup(setup).say('What is the weather in Oslo?');
      const [call] = client.calls;
      client.take();
      client.say('echo never mind');
      expect(client.messages[0]).to.deep.equal({ toolCallCancellation: { ids: [call?.id] } });
      expect(client.words).to.equal('never mind');
      client.take();
      const late = { id: call?.id, name: 'get_weather', response: { output: 'Snow' } };
      client.send({ toolResponse: { functionResponses: [late] } });
      expect(client.messages).to.deep.equal([]);
      expect(client.closing).to.equal(undefined);
      client.leave();
    });

    it('closes when it gets a result of another call', () => {
      const client = new LiveClient().setup(setup).say('What is the weather in Oslo?');
      const wrong = { id: 'call-77', name: 'get_weather', response: {} };
      client.send({ toolResponse: { functionResponses: [wrong] } });
      expect(client.closing?.code).to.equal(1007);
      expect(client.closing?.reason).to.contain('call-77');
    });

    it('answers to a result that it did not ask for', () => {
      const client = new LiveClient().setup(inWords);
      const response = { name: 'getStatus', response: { mood: 'happy' } };
      client.send({ toolResponse: { functionResponses: [response] } });
      expect(client.words).to.contain('happy');
      client.leave();
    });

    it('keeps quiet about a result that is told silently', () => {
      const client = new LiveClient().setup(inWords);
      const response = { name: 'log', response: {}, scheduling: 'SILENT' };
      client.send({ toolResponse: { functionResponses: [response] } });
      expect(client.contents).to.deep.equal([]);
      client.leave();
    });

    it('gets other tools in the middle of a session', () => {
      const client = new LiveClient().setup(inWords).say('What is the weather in Oslo?');
      expect(client.calls).to.deep.equal([]);
      client.send({ contextUpdate: { tools: [weather] } }).say('What is the weather in Oslo?');
      expect(client.calls).to.have.length(1);
      client.leave();
    });
  });

  it('goes on after an answer that was blocked', () => {
    const client = new LiveClient().setup(inWords).say('blocked');
    expect(client.contents.at(-1)).to.include({
      turnComplete: true,
      turnCompleteReason: 'PROHIBITED_INPUT_CONTENT',
    });
    client.say('echo fine');
    expect(client.words).to.equal('fine');
    client.leave();
  });
});
