import { expect } from 'chai';
import { SoundFlow } from '../../src/voice/sound-flow.js';
import { makeTone } from './tone.js';

/** What is heard of some pieces, from the first sound to the last. */
async function render(pieces: readonly Uint8Array[], pieceRate = 24_000, contextRate = 24_000) {
  const context = new OfflineAudioContext(1, contextRate * 2, contextRate);
  const flow = new SoundFlow(context, context.destination, () => {});
  for (const piece of pieces) flow.add(piece, pieceRate);
  const samples = (await context.startRendering()).getChannelData(0);
  const first = samples.findIndex((sample) => sample !== 0);
  const last = samples.findLastIndex((sample) => sample !== 0);
  return samples.subarray(first, last + 1);
}

describe('pieces of sound, one after the other', () => {
  it('are heard as one, sample by sample', async () => {
    const sizes = [0.04, 0.1, 0.033, 0.2, 0.001];
    let start = 0;
    const pieces = sizes.map((seconds) => {
      const piece = makeTone(seconds, { start });
      start += piece.length / 2;
      return piece;
    });
    const whole = makeTone(start / 24_000);
    const view = new DataView(whole.buffer);
    const heard = await render(pieces);
    // The first sample of the tone is silence itself.
    const expected = Float32Array.from(
      { length: start - 1 },
      (_, at) => view.getInt16((at + 1) * 2, true) / 32_768,
    );
    expect(heard.length).to.be.within(expected.length - 1, expected.length);
    const off = heard.findIndex((sample, at) => Math.abs(sample - (expected[at] ?? 0)) > 0.0001);
    expect(off).to.equal(-1);
  });

  it('are as long as they should be at another rate than the device has', async () => {
    const heard = await render(
      [makeTone(0.25, { rate: 16_000 }), makeTone(0.25, { rate: 16_000 })],
      16_000,
      48_000,
    );
    expect(heard.length / 48_000).to.be.closeTo(0.5, 0.002);
  });

  it('may begin anywhere in the memory that holds them', async () => {
    const piece = makeTone(0.1);
    const moved = new Uint8Array(piece.length + 1);
    moved.set(piece, 1);
    expect([...(await render([moved.subarray(1)]))]).to.deep.equal([...(await render([piece]))]);
  });
});
