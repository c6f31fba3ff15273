import { expect } from 'chai';
import { inWords, LiveClient, makeSound, strictModel, textModel, until, voiceModel } from './open-live.js';

const speech = makeSound(400, 8000);
const silence = makeSound(800, 0);
const noise = makeSound(800, 120);
const picture = {
  mimeType: 'image/png',
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
};
const marked = {
  ...inWords,
  inputAudioTranscription: {},
  realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
};
const heardIn = (client: LiveClient) =>
  client.contents.map(({ inputTranscription }) => inputTranscription?.text ?? '').join('');

describe('what a session hears', () => {
  it('answers typed text at once', () => {
    const client = new LiveClient().setup(inWords).hear({ text: 'echo typed' });
    expect(client.words).to.equal('typed');
    client.leave();
  });

  it('answers when somebody has spoken and falls silent', () => {
    const client = new LiveClient().setup({ ...inWords, inputAudioTranscription: {} });
    client.hear(noise).hear(speech);
    expect(client.messages).to.have.length(1);
    client.hear(silence);
    expect(heardIn(client)).to.equal('Hello, can you hear me?');
    expect(client.words).to.contain('emulator');
    expect(client.contents.at(-1)?.turnComplete).to.equal(true);
    client.leave();
  });

  it('tells what it hears only to who asks', () => {
    const client = new LiveClient().setup(inWords).hear(speech).hear(silence);
    expect(heardIn(client)).to.equal('');
    expect(client.words).to.not.equal('');
    client.leave();
  });

  it('hears other words each time', () => {
    const client = new LiveClient().setup({ ...inWords, inputAudioTranscription: {} });
    client.hear(speech).hear(silence);
    const first = heardIn(client);
    client.take();
    client.hear(speech).hear(silence);
    expect(heardIn(client)).to.not.be.oneOf(['', first]);
    client.leave();
  });

  it('hears the same however the sound is cut', () => {
    const bytes = atob(speech.audio.data);
    const client = new LiveClient().setup(inWords);
    for (let start = 0; start < bytes.length; start += 333) {
      const data = btoa(bytes.slice(start, start + 333));
      client.hear({ audio: { mimeType: 'audio/pcm;rate=16000', data } });
    }
    client.hear(silence);
    expect(client.words).to.not.equal('');
    client.leave();
  });

  it('does not take a click or the noise of a room for speech', () => {
    const client = new LiveClient().setup(inWords);
    client.hear(noise).hear(makeSound(30, 12_000)).hear(silence).hear(noise);
    expect(client.messages).to.have.length(1);
    client.leave();
  });

  it('waits as long a pause as the setup says', () => {
    const config = { automaticActivityDetection: { silenceDurationMs: 1500 } };
    const client = new LiveClient().setup({ ...inWords, realtimeInputConfig: config });
    client.hear(speech).hear(silence);
    expect(client.messages).to.have.length(1);
    client.hear(silence);
    expect(client.words).to.not.equal('');
    client.leave();
  });

  it('answers when the microphone is switched off', () => {
    const client = new LiveClient().setup(inWords).hear(speech);
    expect(client.messages).to.have.length(1);
    client.hear({ audioStreamEnd: true });
    expect(client.words).to.not.equal('');
    client.leave();
  });

  it('answers when the sound stops without a sign', async () => {
    let now = Date.now();
    const client = new LiveClient({ clock: () => new Date(now) }).setup(inWords).hear(speech);
    now += 5000;
    await until(() => client.words !== '');
    client.leave();
  });

  it('leaves it to the client to mark who speaks, where the setup says so', () => {
    const client = new LiveClient().setup(marked);
    client.hear({ activityStart: {} }).hear(speech).hear(silence);
    expect(client.messages).to.have.length(1);
    client.hear({ activityEnd: {} });
    expect(heardIn(client)).to.equal('Hello, can you hear me?');
    client.leave();
  });

  it('takes text as what was said between the marks', () => {
    const client = new LiveClient().setup(marked);
    client.hear({ activityStart: {} }).hear({ text: 'echo between' }).hear({ activityEnd: {} });
    expect([heardIn(client), client.words]).to.deep.equal(['', 'between']);
    client.leave();
  });

  it('sees the last picture with what is said', () => {
    const client = new LiveClient().setup(inWords).hear({ video: picture });
    expect(client.messages).to.have.length(1);
    client.hear({ text: 'What is this?' });
    expect(client.words).to.contain('image/png').and.to.contain('1 × 1');
    client.take();
    client.hear({ text: 'echo gone' });
    expect(client.words).to.equal('gone');
    client.leave();
  });

  it('takes chunks of media in the older form', () => {
    const client = new LiveClient().setup(inWords);
    const { audio } = speech;
    client.hear({ mediaChunks: [audio, silence.audio] });
    expect(client.words).to.not.equal('');
    client.leave();
  });

  it('writes down what is said, with a model that does just that', () => {
    const client = new LiveClient().setup({ model: 'models/gemini-3.5-transcribe-live' });
    client.hear(speech).hear(silence);
    expect(client.words).to.equal('Hello, can you hear me?');
    client.leave();
  });

  const wrong: readonly [sentence: string, setup: object, input: object, reason: RegExp][] = [
    ['marks while it listens itself', inWords, { activityStart: {} }, /automatic activity detection/],
    ['an end without a beginning', marked, { activityEnd: {} }, /No activity/],
    ['the end of a stream between marks', marked, { audioStreamEnd: true }, /audioStreamEnd/],
    ['sound of another kind', inWords, { audio: { mimeType: 'audio/mp3', data: '' } }, /audio\/pcm/],
    ['what is no base64', inWords, { audio: { mimeType: 'audio/pcm', data: '?' } }, /base64/],
    ['a film instead of pictures', inWords, { video: { mimeType: 'video/mp4', data: '' } }, /image/],
    ['an unknown field', inWords, { smell: 'roses' }, /"smell"/],
    ['chunks of media with newer models', { model: strictModel }, { mediaChunks: [picture] }, /mediaChunks/],
  ];
  for (const [sentence, setup, input, reason] of wrong) {
    it(`closes for ${sentence}`, () => {
      const client = new LiveClient().setup({ ...setup }).hear({ ...input });
      expect(client.closing?.code).to.equal(1007);
      expect(client.closing?.reason).to.match(reason);
    });
  }
});

describe('who interrupts an answer', () => {
  const long = 'echo one two three four five six seven eight nine ten eleven twelve thirteen fourteen';

  it('gets the answer to what was said last, and the model knows how far it came', async () => {
    const client = new LiveClient({ pace: 10 }).setup(inWords).say(long);
    await until(() => client.parts.length >= 2);
    client.take();
    client.say('echo stop');
    const [interrupted, complete] = client.messages;
    expect(interrupted).to.deep.equal({ serverContent: { interrupted: true } });
    expect(complete?.serverContent).to.deep.equal({ turnComplete: true, interactionStatus: 'IN_PROGRESS' });
    expect(complete?.usageMetadata).to.have.property('promptTokenCount');
    await until(() => client.contents.filter(({ turnComplete }) => turnComplete).length === 2);
    expect(client.words).to.equal('stop');
    expect(client.contents.filter(({ generationComplete }) => generationComplete)).to.have.length(1);
    client.leave();
  });

  it('interrupts by speaking, before the end of what is said', async () => {
    const setup = { model: voiceModel, outputAudioTranscription: {} };
    const client = new LiveClient({ pace: 10 }).setup(setup).hear({ text: long });
    await until(() => client.spoken !== '');
    client.hear(speech);
    expect(client.contents.some(({ interrupted }) => interrupted)).to.equal(true);
    expect(client.spoken).to.not.contain('fourteen');
    client.leave();
  });

  it('waits where answers may not be interrupted', async () => {
    const setup = { ...inWords, realtimeInputConfig: { activityHandling: 'NO_INTERRUPTION' } };
    const client = new LiveClient({ pace: 5 }).setup(setup).hear({ text: long });
    await until(() => client.words !== '');
    client.hear({ text: 'echo afterwards' });
    await until(() => client.contents.filter(({ turnComplete }) => turnComplete).length === 2);
    expect(client.contents.some(({ interrupted }) => interrupted)).to.equal(false);
    expect(client.words).to.match(/fourteen ?afterwards$/);
    client.leave();
  });

  it('leaves no answer running behind', async () => {
    const client = new LiveClient({ pace: 5 }).setup(inWords).say(long);
    await until(() => client.words !== '');
    client.leave();
    client.take();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(client.messages).to.deep.equal([]);
  });

  it('gets the last sounds played before the turn counts as complete', async () => {
    const client = new LiveClient({ pace: 20 }).setup({ model: voiceModel }).say('echo hi');
    await until(() => client.contents.some(({ generationComplete }) => generationComplete === true));
    expect(client.contents.at(-1)?.turnComplete).to.equal(undefined);
    await until(() => client.contents.at(-1)?.turnComplete === true);
    client.leave();
  });
});

describe('what was said before a session', () => {
  const history = [
    { role: 'user', parts: [{ text: 'My name is Ada.' }] },
    { role: 'model', parts: [{ text: 'Nice to meet you.' }] },
  ];

  it('is told to newer models first, and not answered', () => {
    const setup = {
      model: strictModel,
      outputAudioTranscription: {},
      historyConfig: { initialHistoryInClientContent: true },
    };
    const client = new LiveClient().setup(setup);
    client.send({ clientContent: { turns: history, turnComplete: true } });
    expect(client.messages).to.have.length(1);
    client.hear({ text: 'What is my name?' });
    expect(client.spoken).to.contain('Ada');
    client.say('echo again');
    expect(client.closing).to.have.property('code', 1007);
  });

  it('cannot be told to them unannounced', () => {
    const client = new LiveClient().setup({ model: strictModel }).say('echo hi');
    expect(client.closing?.code).to.equal(1007);
    expect(client.closing?.reason).to.contain('clientContent');
  });

  it('comes with the question where older models are asked', () => {
    const client = new LiveClient().setup({ ...inWords, model: textModel });
    const question = { role: 'user', parts: [{ text: 'What is my name?' }] };
    client.send({ clientContent: { turns: [...history, question], turnComplete: true } });
    expect(client.words).to.contain('Ada');
    client.leave();
  });
});
