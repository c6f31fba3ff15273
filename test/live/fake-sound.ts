import type { SoundOut } from '../../src/protocol/sound-out.js';

/** A loudspeaker that notes what it is given. */
export class FakeSound implements SoundOut {
  readonly played: (readonly [bytes: number[], rate: number])[] = [];
  hushed = 0;

  play(pcm: Uint8Array, sampleRate: number): void {
    this.played.push([[...pcm], sampleRate]);
  }

  hush(): void {
    this.hushed += 1;
  }
}
