import { joinBytes } from './join-bytes.js';

function toBytes(number: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(number / 2 ** (8 * index)) & 0xff);
}

/** Samples of 16 bits, one channel, as a WAV file. */
export function writeWav(samples: Uint8Array, sampleRate: number): Uint8Array {
  return joinBytes([
    'RIFF',
    toBytes(36 + samples.length, 4),
    'WAVEfmt ',
    toBytes(16, 4),
    toBytes(1, 2),
    toBytes(1, 2),
    toBytes(sampleRate, 4),
    toBytes(sampleRate * 2, 4),
    toBytes(2, 2),
    toBytes(16, 2),
    'data',
    toBytes(samples.length, 4),
    samples,
  ]);
}
