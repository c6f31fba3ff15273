import { seededRandom } from './seeded-random.js';

/** How long chunks are, in characters. */
export type ChunkSize = 4 | 25 | 100;

const ranges = { 4: [4, 4], 25: [15, 35], 100: [60, 140] } as const;

/** Cuts a text into what a model sends at a time: always 4 characters, or about 25, or about 100. */
export function cutChunks(text: string, size: ChunkSize): string[] {
  const random = seededRandom(7);
  const [least, most] = ranges[size];
  const chunks: string[] = [];
  for (let start = 0; start < text.length;) {
    const length = least + Math.floor(random() * (most - least + 1));
    const isInPair = /[\uD800-\uDBFF]/.test(text.charAt(start + length - 1));
    const end = start + length + (isInPair ? 1 : 0);
    chunks.push(text.slice(start, end));
    start = end;
  }
  return chunks;
}
