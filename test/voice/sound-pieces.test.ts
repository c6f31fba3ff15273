import { expect } from 'chai';
import { SoundPieces } from '../../src/voice/sound-pieces.js';

async function collect(pieces: SoundPieces): Promise<number[][]> {
  const read: number[][] = [];
  for await (const piece of pieces) read.push([...piece]);
  return read;
}

describe('what a microphone heard, in pieces', () => {
  it('cuts it into pieces of the same length, little-endian, the rest last', async () => {
    const pieces = new SoundPieces(2, 10);
    pieces.push(Int16Array.of(1, -2, 258));
    pieces.push(Int16Array.of(4, 5));
    pieces.end();
    expect(await collect(pieces)).to.deep.equal([
      [1, 0, 254, 255],
      [2, 1, 4, 0],
      [5, 0],
    ]);
  });

  it('hands on what comes while somebody waits for it', async () => {
    const pieces = new SoundPieces(1, 10);
    const reading = collect(pieces);
    await Promise.resolve();
    pieces.push(Int16Array.of(1));
    await new Promise((resolve) => setTimeout(resolve));
    pieces.push(Int16Array.of(2));
    pieces.end();
    pieces.push(Int16Array.of(3));
    expect(await reading).to.deep.equal([
      [1, 0],
      [2, 0],
    ]);
  });

  it('forgets the oldest where nobody reads for too long', async () => {
    const pieces = new SoundPieces(1, 3);
    pieces.push(Int16Array.of(1, 2, 3, 4, 5));
    pieces.end();
    expect(await collect(pieces)).to.deep.equal([
      [3, 0],
      [4, 0],
      [5, 0],
    ]);
  });
});
