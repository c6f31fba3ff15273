import { expect } from 'chai';
import { cutSound } from '../../src/emulator/cut-sound.js';
import { contentOf, textField } from '../../src/emulator/read-step.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import { emptyReply } from '../../src/protocol/reply.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { askStream, createStill } from './ask-emulator.js';

async function play(prompt: string, more: WireObject = {}): Promise<WireObject> {
  const { steps } = await askStream(createStill(), prompt, more);
  return steps.flatMap(contentOf).find((content) => content['type'] === 'audio') ?? {};
}

async function readBytes(sound: WireObject): Promise<ArrayBuffer> {
  return (await fetch(`data:application/octet-stream;base64,${textField(sound, 'data')}`)).arrayBuffer();
}

describe('the audio scenes', () => {
  it('plays three seconds that a browser can hear, as a WAV file', async () => {
    const sound = await play('Play a tune as wav');
    expect(sound).to.include({ mime_type: 'audio/wav' });
    const context = new OfflineAudioContext(1, 24_000, 24_000);
    const { duration, sampleRate, numberOfChannels } = await context.decodeAudioData(await readBytes(sound));
    expect({ duration, sampleRate, numberOfChannels }).to.deep.equal({
      duration: 3,
      sampleRate: 24_000,
      numberOfChannels: 1,
    });
  });

  it('plays bare samples at the rate that was asked for', async () => {
    const format = { type: 'audio', mime_type: 'audio/l16', sample_rate: 16_000 };
    const sound = await play('Say cheerfully: Have a wonderful day!', { response_format: format });
    expect(sound).to.include({ mime_type: 'audio/l16', sample_rate: 16_000, channels: 1 });
    const samples = new Int16Array(await readBytes(sound));
    expect(samples).to.have.length(48_000);
    expect(Math.max(...samples)).to.be.within(4000, 20_000);
  });

  it('cuts bare samples into pieces that add up to the whole', async () => {
    const sound = await play('Play a tune');
    const pieces = cutSound(sound);
    expect(pieces).to.have.length.greaterThan(5);
    for (const piece of pieces) expect(piece).to.include({ rate: 24_000, mime_type: 'audio/l16' });
    const start = { event_type: 'step.start', index: 0, step: { type: 'model_output' } };
    const events = pieces.map((delta) => ({ event_type: 'step.delta', index: 0, delta }));
    const { steps } = [start, ...events].reduce(foldEvent, emptyReply);
    expect(steps).to.deep.equal([{ type: 'model_output', content: [sound] }]);
  });

  it('leaves in one piece what is no good in several', async () => {
    const file = await play('Play a tune as wav');
    expect(cutSound(file)).to.deep.equal([file]);
    const other = { type: 'audio', mime_type: 'audio/l16', uri: 'https://a.example/b' };
    expect(cutSound(other)).to.deep.equal([other]);
    expect(cutSound({ type: 'image', data: 'AAAA' })).to.deep.equal([{ type: 'image', data: 'AAAA' }]);
  });

  it('tells the words of a recording with their times', async () => {
    const recording = { type: 'audio', mime_type: 'audio/wav', data: 'UklGRg==' };
    const { steps } = await askStream(createStill(), [{ type: 'text', text: 'Transcribe this' }, recording]);
    const annotations = steps.flatMap(contentOf).flatMap((content) => content['annotations'] ?? []);
    expect(annotations).to.have.length(23);
    expect(annotations[6]).to.deep.include({
      type: 'word_info',
      text: 'Saltmarsh',
      start_offset: '2.400s',
      end_offset: '2.750s',
    });
  });

  it('tells who speaks a line, and how', async () => {
    const { steps } = await askStream(createStill(), 'podcast');
    const annotations = steps.flatMap(contentOf).flatMap((content) => content['annotations'] ?? []);
    expect(annotations[0]).to.deep.include({ type: 'speech_metadata', speaker: 'Jo', style: 'curious' });
  });
});
