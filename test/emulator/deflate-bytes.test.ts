import { expect } from 'chai';
import { createRandom } from '../../src/emulator/create-random.js';
import { deflateBytes } from '../../src/emulator/deflate-bytes.js';

async function inflate(stream: Uint8Array): Promise<Uint8Array> {
  const body = new Blob([Uint8Array.from(stream)]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(body).arrayBuffer());
}

function createBytes(length: number, value: (index: number) => number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => value(index));
}

const random = createRandom('bytes');

const cases: readonly (readonly [name: string, bytes: Uint8Array, most: number])[] = [
  ['nothing', new Uint8Array(), 16],
  ['one byte', Uint8Array.of(200), 16],
  ['every byte', createBytes(256, (index) => index), 300],
  ['a long run', createBytes(100_000, () => 7), 1000],
  // Every length of a match and many a distance: periods from 1 to 600, each repeated.
  [
    'repetitions of all lengths',
    createBytes(400_000, (index) => (index % (1 + (index >> 10))) & 0xff),
    120_000,
  ],
  ['noise', createBytes(50_000, () => Math.floor(random() * 256)), 60_000],
  [
    'something that returns from as far as can be remembered',
    createBytes(70_000, (index) => (index % 32_768 < 300 ? index & 0xff : (index * 7919) >> 5)),
    70_000,
  ],
];

describe('compressing bytes', () => {
  for (const [name, bytes, most] of cases) {
    it(`gives back ${name}, in at most ${most} bytes`, async () => {
      const stream = deflateBytes(bytes);
      expect(stream.length).to.be.at.most(most);
      const back = await inflate(stream);
      expect(back.length).to.equal(bytes.length);
      expect(back.every((byte, index) => byte === bytes[index])).to.equal(true);
    });
  }
});
