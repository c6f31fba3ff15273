import { expect } from 'chai';
import { inWords, LiveClient, strictModel, textModel, voiceModel } from './open-live.js';

describe('the emulated Live API closes', () => {
  const cases: readonly [sentence: string, code: number, reason: RegExp, messages: readonly unknown[]][] = [
    ['what does not begin with a setup', 1007, /setup/, [{ clientContent: {} }]],
    ['a second setup', 1007, /one setup/, [{ setup: inWords }, { setup: inWords }]],
    ['what is no JSON', 1007, /JSON/, ['{"setup":']],
    ['JSON that is no object', 1007, /object/, ['[]']],
    ['an empty message', 1007, /must have one of/, [{}]],
    ['two messages in one', 1007, /both/, [{ setup: inWords, clientContent: {} }]],
    ['an unknown message', 1007, /"hello"/, [{ hello: {} }]],
    ['an unknown field of the setup', 1007, /"colour".*setup/, [{ setup: { ...inWords, colour: 'red' } }]],
    [
      'an unknown field deep in the setup',
      1007,
      /"volume".*setup\.generationConfig/,
      [{ setup: { model: textModel, generationConfig: { volume: 11 } } }],
    ],
    ['a wrong value', 1007, /tools/, [{ setup: { ...inWords, tools: 'all' } }]],
    ['a content without parts', 1007, /parts/, [{ setup: inWords }, { clientContent: { turns: [{}] } }]],
    ['an answer to nothing', 1007, /empty/, [{ setup: inWords }, { clientContent: { turnComplete: true } }]],
    ['a model without its prefix', 1007, /models\//, [{ setup: { model: 'gemini-live-2.5-flash-preview' } }]],
    [
      'a model that cannot talk',
      1008,
      /bidiGenerateContent/,
      [{ setup: { model: 'models/gemini-3.5-flash' } }],
    ],
    [
      'two modalities at once',
      1007,
      /modality/,
      [{ setup: { model: textModel, generationConfig: { responseModalities: ['TEXT', 'AUDIO'] } } }],
    ],
  ];
  for (const [sentence, code, reason, messages] of cases) {
    it(`${sentence}, and says why`, () => {
      const client = new LiveClient();
      for (const message of messages) client.send(message);
      expect(client.closing?.code).to.equal(code);
      expect(client.closing?.reason).to.match(reason);
      expect(new TextEncoder().encode(client.closing?.reason).length).to.be.at.most(123);
    });
  }

  for (const [model, modality, works] of [
    [strictModel, 'TEXT', false],
    [voiceModel, 'TEXT', false],
    ['models/gemini-3.5-transcribe-live', 'AUDIO', false],
    [strictModel, 'AUDIO', true],
    [voiceModel, 'AUDIO', true],
    [textModel, 'TEXT', true],
    [textModel, 'AUDIO', true],
    ['models/gemini-3.5-transcribe-live', 'TEXT', true],
  ] as const) {
    it(`${works ? 'nothing of' : 'what asks'} ${model} for ${modality}`, () => {
      const client = new LiveClient().setup({
        model,
        generationConfig: { responseModalities: [modality] },
      });
      if (works) expect(client.messages).to.deep.equal([{ setupComplete: {} }]);
      else expect(client.closing).to.have.property('code', 1007);
      client.leave();
    });
  }

  for (const [prompt, code] of [
    ['error 400', 1007],
    ['error 403', 1008],
    ['error 404', 1008],
    ['error 429', 1011],
    ['error 500', 1011],
    ['error 503', 1011],
    ['error mid-stream', 1011],
  ] as const) {
    it(`with ${code} where Google has the trouble “${prompt}”`, () => {
      const client = new LiveClient().setup(inWords).say(prompt);
      expect(client.closing?.code).to.equal(code);
      expect(client.closing?.reason).to.not.equal('');
      client.take();
      client.say('echo still there?');
      expect(client.messages).to.deep.equal([]);
    });
  }

  it('without a word where the connection breaks', () => {
    const client = new LiveClient().setup(inWords).say('drop');
    expect(client.words).to.not.equal('');
    expect([client.isDropped, client.closing]).to.deep.equal([true, undefined]);
  });
});
