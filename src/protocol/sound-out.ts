/** Where the sound of an answer goes while it comes. */
export interface SoundOut {
  /** A piece of it: 16-bit little-endian samples, one channel. */
  play(pcm: Uint8Array, sampleRate: number): void;
  /** Somebody speaks, or nobody listens any more: what was not played yet is dropped. */
  hush(): void;
}
