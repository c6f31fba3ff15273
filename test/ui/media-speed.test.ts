import { expect } from 'chai';
import { decodeBase64 } from '../../src/ui/decode-base64.js';
import { MediaElement } from '../../src/ui/media-element.js';
import { until } from '../support/mount-chat.js';
import { makeMessage, showPart } from './activity-stage.js';
import { encode, makeBytes, withoutNative } from './media-bytes.js';

interface Frame {
  delta: { type: string; data: string };
}

const runs = 5;

/** Milliseconds that the simplest way takes, all of them in one task. */
function measureNaive(frame: string): number {
  const begin = performance.now();
  const { delta }: Frame = JSON.parse(frame);
  const binary = atob(delta.data);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return performance.now() - begin;
}

/** Milliseconds of the longest task while something goes on. */
async function measureLongestTask(run: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const channel = new MessageChannel();
  const note = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  channel.port1.addEventListener('message', () => {
    note();
    channel.port2.postMessage(0);
  });
  channel.port1.start();
  channel.port2.postMessage(0);
  await run();
  note();
  channel.port1.close();
  return longest;
}

/** The middle of several measurements of each way, taken in turns. */
async function compare(frame: string, run: () => Promise<unknown>): Promise<{ naive: number; own: number }> {
  const [naive, own]: [number[], number[]] = [[], []];
  for (let count = 0; count < runs; count += 1) {
    naive.push(measureNaive(frame));
    own.push(await measureLongestTask(run));
  }
  const middle = (values: number[]): number =>
    values.toSorted((one, other) => one - other)[(runs - 1) / 2] ?? 0;
  return { naive: middle(naive), own: middle(own) };
}

function tell(what: string, { naive, own }: { naive: number; own: number }): void {
  console.log(`${what}: naive ${naive.toFixed(1)} ms, longest task ${own.toFixed(1)} ms.`);
}

describe('five megabytes in one frame', () => {
  it('hold up the page for no longer than to parse and decode them naively', async function test() {
    // Another program's burst of work may fall into any one measurement.
    this.retries(2);
    this.timeout(60_000);
    const frame = JSON.stringify({ delta: { type: 'image', data: encode(makeBytes(5_000_000)) } });
    const run = (): Promise<unknown> => {
      const { delta }: Frame = JSON.parse(frame);
      return decodeBase64(delta.data);
    };
    const native = await compare(frame, run);
    tell('Decoded by the browser', native);
    expect(native.own).to.be.at.most(native.naive);
    await withoutNative(async () => {
      const byHand = await compare(frame, run);
      tell('Decoded by hand', byHand);
      expect(byHand.own).to.be.at.most(byHand.naive);
    });
  });

  it('hold it up no longer either until the image shows', async function test() {
    // Another program's burst of work may fall into any one measurement.
    this.retries(2);
    this.timeout(60_000);
    const noise = new ImageData(1300, 1300);
    noise.data.set(makeBytes(noise.data.length));
    for (let alpha = 3; alpha < noise.data.length; alpha += 4) noise.data[alpha] = 255;
    const canvas = new OffscreenCanvas(1300, 1300);
    canvas.getContext('2d')?.putImageData(noise, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    expect(bytes.length).to.be.above(4_500_000);
    const frame = JSON.stringify({ delta: { type: 'image', data: encode(bytes) } });
    const measured = await compare(frame, async () => {
      const { delta }: Frame = JSON.parse(frame);
      const message = makeMessage({
        status: 'streaming',
        steps: [{ type: 'model_output', content: [delta] }],
      });
      const part = await showPart(MediaElement, { message });
      await until(() => part.querySelector('img')?.naturalWidth, 'the image shows');
      part.remove();
    });
    tell('Until it shows', measured);
    expect(measured.own).to.be.at.most(measured.naive);
  });
});
