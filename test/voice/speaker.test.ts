import { expect } from 'chai';
import { Speaker, type SpeakerState } from '../../src/voice/speaker.js';
import { until } from '../support/mount-chat.js';
import { makeTone, pause } from './tone.js';

/** A speaker, what it told, and how loud it is. */
function openSpeaker({ isAllowed = true, idle = 60_000 } = {}) {
  const states: SpeakerState[] = [];
  const contexts: AudioContext[] = [];
  const ears: AnalyserNode[] = [];
  const speaker = new Speaker({
    idle,
    onChange: (state) => states.push(state),
    openContext() {
      const context = new AudioContext({ sampleRate: 24_000 });
      const ear = context.createAnalyser();
      ear.fftSize = 32_768;
      ear.connect(context.destination);
      Object.defineProperty(context, 'destination', { value: ear });
      // Before a click browsers let nothing be heard, and never answer the wish.
      if (!isAllowed) {
        void context.suspend();
        context.resume = () => new Promise(() => {});
      }
      contexts.push(context);
      ears.push(ear);
      return context;
    },
  });
  const record = (): Float32Array => {
    const ear = ears.at(-1);
    const samples = new Float32Array(ear?.fftSize ?? 0);
    ear?.getFloatTimeDomainData(samples);
    return samples;
  };
  const loudness = (): number => Math.max(0, ...record().subarray(-256).map(Math.abs));
  const allow = (): void => {
    for (const context of contexts) Reflect.deleteProperty(context, 'resume');
  };
  speakers.push(speaker);
  return { speaker, states, contexts, record, loudness, allow };
}

const speakers: Speaker[] = [];

describe('answers that are heard', () => {
  afterEach(() => {
    for (const speaker of speakers.splice(0)) speaker.close();
  });

  it('are heard as they come, and it is told when they begin and when they are over', async () => {
    const { speaker, states, loudness } = openSpeaker();
    for (let at = 0; at < 5; at += 1) speaker.play(makeTone(0.1, { start: at * 2400 }), 24_000);
    await until(() => loudness() > 0.3, 'it is heard');
    expect(speaker.state.isSpeaking).to.equal(true);
    await until(() => !speaker.state.isSpeaking, 'it is over');
    expect(states.map(({ isSpeaking }) => isSpeaking)).to.deep.equal([true, false]);
    expect(loudness()).to.equal(0);
  });

  it('are not over where the next piece comes a moment late', async () => {
    const { speaker, states } = openSpeaker();
    speaker.play(makeTone(0.15), 24_000);
    await until(() => speaker.state.isSpeaking, 'it speaks');
    await pause(330);
    speaker.play(makeTone(0.15), 24_000);
    await until(() => !speaker.state.isSpeaking, 'it is over');
    expect(states.map(({ isSpeaking }) => isSpeaking)).to.deep.equal([true, false]);
  });

  it('fall silent within a tenth of a second when somebody speaks', async () => {
    const { speaker, loudness } = openSpeaker();
    for (let at = 0; at < 50; at += 1) speaker.play(makeTone(0.1), 24_000);
    await until(() => loudness() > 0.3, 'it is heard');
    speaker.hush();
    expect(speaker.state.isSpeaking).to.equal(false);
    await pause(100);
    expect(loudness()).to.equal(0);
    await pause(300);
    expect(loudness()).to.equal(0);
  });

  it('fade then, where a cut would click', async () => {
    const { speaker, record, loudness } = openSpeaker();
    speaker.play(makeTone(3), 24_000);
    await until(() => loudness() > 0.3, 'it is heard');
    await pause(100);
    speaker.hush();
    await pause(150);
    const heard = record();
    const end = heard.findLastIndex((sample) => sample !== 0);
    const loudest = (samples: Float32Array): number => Math.max(...samples.map(Math.abs));
    expect(loudest(heard.subarray(end - 2000, end))).to.be.greaterThan(0.4);
    // The last five milliseconds.
    expect(loudest(heard.subarray(end - 120, end))).to.be.within(0, 0.15);
  });

  it('are heard again after that', async () => {
    const { speaker, loudness } = openSpeaker();
    speaker.play(makeTone(2), 24_000);
    await until(() => loudness() > 0.3, 'it is heard');
    speaker.hush();
    await until(() => loudness() === 0, 'it is silent');
    speaker.play(makeTone(0.5), 24_000);
    await until(() => loudness() > 0.3, 'the next is heard');
  });

  it('go on in silence while they are muted', async () => {
    const { speaker, loudness } = openSpeaker();
    speaker.play(makeTone(3), 24_000);
    await until(() => loudness() > 0.3, 'it is heard');
    speaker.mute(true);
    await until(() => loudness() < 0.001, 'it is muted');
    expect(speaker.state).to.deep.equal({ isSpeaking: true, isMuted: true, isBlocked: false });
    speaker.mute(false);
    await until(() => loudness() > 0.3, 'it is heard again');
  });

  it('stay muted when the sound device was given back meanwhile', async () => {
    const { speaker, loudness } = openSpeaker();
    speaker.mute(true);
    speaker.close();
    speaker.play(makeTone(0.5), 24_000);
    await pause(200);
    expect(loudness()).to.be.lessThan(0.001);
    expect(speaker.state.isMuted).to.equal(true);
  });

  it('wait for a click where the browser wants one, from their beginning', async () => {
    const { speaker, loudness, allow } = openSpeaker({ isAllowed: false });
    speaker.play(makeTone(0.4), 24_000);
    await until(() => speaker.state.isBlocked, 'it is known to be blocked');
    expect(speaker.state.isSpeaking).to.equal(false);
    allow();
    speaker.wake();
    await until(() => loudness() > 0.3, 'it is heard');
    await until(() => speaker.state.isSpeaking, 'it knows that it is');
    expect(speaker.state.isBlocked).to.equal(false);
    await until(() => !speaker.state.isSpeaking, 'it is over');
  });

  it('are forgotten where nobody has clicked before the next', async () => {
    const { speaker, loudness, allow } = openSpeaker({ isAllowed: false });
    speaker.play(makeTone(5), 24_000);
    await until(() => speaker.state.isBlocked, 'it is known to be blocked');
    speaker.hush();
    expect(speaker.state.isBlocked).to.equal(false);
    allow();
    speaker.wake();
    await pause(200);
    expect(loudness()).to.equal(0);
  });

  it('give the sound device back after a while without any', async () => {
    const { speaker, contexts } = openSpeaker({ idle: 200 });
    speaker.play(makeTone(0.6), 24_000);
    await pause(500);
    expect(contexts.map(({ state }) => state)).to.deep.equal(['running']);
    await until(() => contexts[0]?.state === 'closed', 'it is given back');
    speaker.play(makeTone(0.1), 24_000);
    expect(contexts.length).to.equal(2);
  });

  it('are only read where a browser has no sound', () => {
    const speaker = new Speaker({
      openContext() {
        throw new DOMException('', 'NotSupportedError');
      },
    });
    speaker.wake();
    speaker.play(makeTone(1), 24_000);
    speaker.hush();
    expect(speaker.state).to.deep.equal({ isSpeaking: false, isMuted: false, isBlocked: false });
  });
});
