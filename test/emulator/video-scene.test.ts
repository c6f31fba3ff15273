import { expect } from 'chai';
import { contentOf, textField } from '../../src/emulator/read-step.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { askStream, createStill } from './ask-emulator.js';

async function film(format: WireObject): Promise<WireObject> {
  const { steps } = await askStream(createStill(), 'A balloon', {
    response_format: { type: 'video', ...format },
  });
  return steps.flatMap(contentOf).find((content) => content['type'] === 'video') ?? {};
}

/** Lets the browser decode a film; resolves with the element at a moment of it. */
async function open(video: WireObject, second: number): Promise<HTMLVideoElement> {
  const element = document.createElement('video');
  element.muted = true;
  const heard = (name: string) =>
    new Promise((resolve, reject) => {
      element.addEventListener(name, resolve, { once: true });
      element.addEventListener('error', () => reject(new Error(element.error?.message)), { once: true });
    });
  const isLoaded = heard('loadeddata');
  element.src = `data:video/mp4;base64,${textField(video, 'data')}`;
  await isLoaded;
  const isThere = heard('seeked');
  element.currentTime = second;
  await isThere;
  return element;
}

function readPixels(element: HTMLVideoElement): Uint8ClampedArray {
  const { videoWidth, videoHeight } = element;
  const context = new OffscreenCanvas(videoWidth, videoHeight).getContext('2d');
  context?.drawImage(element, 0, 0);
  return context?.getImageData(0, 0, videoWidth, videoHeight).data ?? new Uint8ClampedArray();
}

describe('the video scene', () => {
  before(function skipWithoutDecoder() {
    if (document.createElement('video').canPlayType('video/mp4; codecs="avc1.42C01E"') === '') {
      console.warn('This browser plays no H.264: the films are not checked.');
      this.skip();
    }
  });

  for (const [format, width, height, seconds] of [
    [{}, 320, 176, 4],
    [{ duration: '2s', aspect_ratio: '9:16' }, 176, 320, 2],
    [{ duration: 60 }, 320, 176, 8],
  ] as const) {
    it(`plays ${seconds} seconds of ${width} × ${height} pixels for ${JSON.stringify(format)}`, async () => {
      const { videoWidth, videoHeight, duration } = await open(await film(format), 0.5);
      expect([videoWidth, videoHeight, duration]).to.deep.equal([width, height, seconds]);
    });
  }

  it('moves: a part of the picture changes, and most of it stays', async () => {
    const video = await film({ duration: 2 });
    const before = readPixels(await open(video, 0.1));
    const after = readPixels(await open(video, 1.6));
    let changed = 0;
    for (const [index, value] of before.entries())
      if (Math.abs(value - (after[index] ?? 0)) > 40) changed += 1;
    expect(changed / before.length).to.be.within(0.005, 0.2);
  });
});
