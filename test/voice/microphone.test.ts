import { expect } from 'chai';
import { type MicrophoneOptions, openMicrophone } from '../../src/voice/microphone.js';

const { mediaDevices } = navigator;
const listen = mediaDevices.getUserMedia.bind(mediaDevices);
const BrowserContext = globalThis.AudioContext;

/** Switches a microphone on; what it used is recorded. */
async function open(options: Partial<MicrophoneOptions> = {}) {
  const off = new AbortController();
  const levels: number[] = [];
  const sound = await openMicrophone({
    signal: off.signal,
    onLevel: (level) => levels.push(level),
    onLost: () => {},
    ...options,
  });
  return { off, levels, sound };
}

const streams: MediaStream[] = [];
const contexts: AudioContext[] = [];
const wishes: unknown[] = [];

describe('the microphone', () => {
  beforeEach(() => {
    streams.length = 0;
    contexts.length = 0;
    wishes.length = 0;
    mediaDevices.getUserMedia = async (constraints) => {
      wishes.push(constraints);
      const stream = await listen(constraints);
      streams.push(stream);
      return stream;
    };
    globalThis.AudioContext = class extends BrowserContext {
      constructor(given?: AudioContextOptions) {
        super(given);
        contexts.push(this);
      }
    };
  });

  afterEach(async () => {
    Reflect.deleteProperty(mediaDevices, 'getUserMedia');
    globalThis.AudioContext = BrowserContext;
    for (const stream of streams) for (const track of stream.getTracks()) track.stop();
    for (const context of contexts) if (context.state !== 'closed') await context.close();
  });

  it('hears in pieces of a tenth of a second, and how loud it is', async () => {
    const { off, levels, sound } = await open();
    const pieces: Uint8Array[] = [];
    for await (const piece of sound) {
      pieces.push(piece);
      if (pieces.length === 15) break;
    }
    off.abort();
    expect(new Set(pieces.map(({ length }) => length))).to.deep.equal(new Set([3200]));
    const samples = pieces.flatMap((piece) => [...new Int16Array(piece.slice().buffer)]);
    // The device of the test beeps once a second.
    expect(Math.max(...samples.map(Math.abs))).to.be.greaterThan(500);
    expect(Math.max(...levels)).to.be.within(0.3, 1);
    expect(Math.min(...levels)).to.be.within(0, 0.3);
  });

  it('asks for a voice, not for music', async () => {
    const { off } = await open();
    off.abort();
    expect(wishes).to.deep.equal([
      { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } },
    ]);
  });

  it('gives the device back when it is switched off, and the sound ends', async () => {
    const { off, sound } = await open();
    off.abort();
    for await (const _ of sound);
    expect(streams.flatMap((stream) => stream.getTracks()).map(({ readyState }) => readyState)).to.deep.equal(
      ['ended'],
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(contexts.map(({ state }) => state)).to.deep.equal(['closed']);
  });

  it('gives it back also where it was switched off before it was allowed', async () => {
    const off = new AbortController();
    const opening = open({ signal: off.signal });
    off.abort(new Error('off'));
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(String(error)).to.equal('Error: off');
    expect(streams.flatMap((stream) => stream.getTracks()).map(({ readyState }) => readyState)).to.deep.equal(
      ['ended'],
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(contexts.map(({ state }) => state)).to.deep.equal(['closed']);
  });

  it('tells that it was unplugged', async () => {
    let lost = 0;
    const { off } = await open({ onLost: () => (lost += 1) });
    streams[0]?.getTracks()[0]?.dispatchEvent(new Event('ended'));
    expect(lost).to.equal(1);
    off.abort();
  });

  for (const name of ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'AbortError']) {
    it(`passes on what the browser says, and keeps no device: ${name}`, async () => {
      mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
      const error: unknown = await open().catch((reason: unknown) => reason);
      expect(error instanceof DOMException && error.name).to.equal(name);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(contexts.map(({ state }) => state)).to.deep.equal(['closed']);
    });
  }

  it('says where a page may have no microphone at all', async () => {
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
    try {
      const error: unknown = await open().catch((reason: unknown) => reason);
      expect(error instanceof DOMException && error.name).to.equal('NotSupportedError');
    } finally {
      Reflect.deleteProperty(navigator, 'mediaDevices');
    }
  });

  it('gives the device back where the part that reads it does not load', async () => {
    const addModule = () => Promise.reject(new DOMException('', 'AbortError'));
    Object.defineProperty(AudioWorklet.prototype, 'addModule', { value: addModule, configurable: true });
    try {
      const error: unknown = await open().catch((reason: unknown) => reason);
      expect(error instanceof DOMException && error.name).to.equal('NotSupportedError');
    } finally {
      Reflect.deleteProperty(AudioWorklet.prototype, 'addModule');
    }
    expect(streams.flatMap((stream) => stream.getTracks()).map(({ readyState }) => readyState)).to.deep.equal(
      ['ended'],
    );
  });
});
