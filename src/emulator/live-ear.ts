import { joinBytes } from './join-bytes.js';

/** What is heard: that somebody begins to speak, or has ended. */
export type Heard = 'begin' | 'end';

/** Seconds of sound that are looked at together. */
const frameSeconds = 0.02;
/** The level, of 16-bit samples, above which a frame is speech and not the noise of a room. */
const loudness = 500;
/** Frames of speech that make a beginning: a click is none. */
const framesToBegin = 3;

/** Tells when somebody speaks, by how loud the samples are; what is said it does not understand. */
export class LiveEar {
  /** Milliseconds of silence after which somebody has ended. */
  readonly #silence: number;
  #loud = 0;
  #quiet = 0;
  #isSpeaking = false;
  #rest: Uint8Array = new Uint8Array();

  constructor(silence: number) {
    this.#silence = silence;
  }

  get isSpeaking(): boolean {
    return this.#isSpeaking;
  }

  /** Listens to samples (16 bits, little-endian), which may be cut anywhere. */
  listen(bytes: Uint8Array, rate: number): Heard[] {
    const all = joinBytes([this.#rest, bytes]);
    const size = Math.round(rate * frameSeconds) * 2;
    const heard: Heard[] = [];
    let start = 0;
    for (; start + size <= all.length; start += size) {
      const change = this.#judge(all.subarray(start, start + size));
      if (change) heard.push(change);
    }
    this.#rest = all.slice(start);
    return heard;
  }

  /** Nothing more will come: whoever spoke has ended. */
  finish(): Heard[] {
    const heard: Heard[] = this.#isSpeaking ? ['end'] : [];
    this.#reset();
    this.#rest = new Uint8Array();
    return heard;
  }

  #reset(): void {
    this.#isSpeaking = false;
    this.#loud = 0;
    this.#quiet = 0;
  }

  #judge(frame: Uint8Array): Heard | undefined {
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    let peak = 0;
    for (let at = 0; at < frame.length; at += 2) peak = Math.max(peak, Math.abs(view.getInt16(at, true)));
    if (peak > loudness) {
      this.#loud += 1;
      this.#quiet = 0;
      if (this.#isSpeaking || this.#loud < framesToBegin) return undefined;
      this.#isSpeaking = true;
      return 'begin';
    }
    this.#quiet += frameSeconds * 1000;
    if (this.#quiet < this.#silence) return undefined;
    const wasSpeaking = this.#isSpeaking;
    this.#reset();
    return wasSpeaking ? 'end' : undefined;
  }
}
