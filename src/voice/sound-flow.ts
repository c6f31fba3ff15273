/** Seconds that are given to the sound device ahead; thousands of waiting pieces would keep it from playing. */
const ahead = 2;
/** Seconds between the first piece and its being heard, and again after a gap: the next may be a moment late. */
const lead = 0.08;
/** Seconds in which sound that is dropped fades: cut off, it would click. */
const fade = 0.03;
/** Seconds that are kept for a reader who has not let the page be heard yet. */
const longest = 600;

interface Piece {
  readonly pcm: Uint8Array;
  readonly rate: number;
}

/** Sound that belongs together: each piece begins where the one before it ends. */
export class SoundFlow {
  readonly #context: BaseAudioContext;
  readonly #gain: GainNode;
  readonly #onQuiet: () => void;
  #waiting: Piece[] = [];
  #seconds = 0;
  readonly #playing = new Set<AudioBufferSourceNode>();
  /** When the next piece begins, by the device's clock. */
  #next = 0;
  #isDropped = false;

  constructor(context: BaseAudioContext, out: AudioNode, onQuiet: () => void) {
    this.#context = context;
    this.#onQuiet = onQuiet;
    this.#gain = context.createGain();
    this.#gain.connect(out);
  }

  add(pcm: Uint8Array, rate: number): void {
    const seconds = pcm.length / 2 / rate;
    if (this.#seconds + seconds > longest) return;
    this.#seconds += seconds;
    this.#waiting.push({ pcm, rate });
    this.#schedule();
  }

  /** Fades, and plays no more. */
  drop(): void {
    this.#waiting = [];
    const { currentTime: now, state } = this.#context;
    const { gain } = this.#gain;
    gain.setValueAtTime(1, now);
    gain.linearRampToValueAtTime(0, now + fade);
    for (const source of this.#playing) source.stop(now + fade);
    this.#isDropped = true;
    // A device that stands still would play the rest when it goes on.
    if (state !== 'running') this.#gain.disconnect();
  }

  #schedule(): void {
    const now = this.#context.currentTime;
    while (this.#next < now + ahead) {
      const piece = this.#waiting.shift();
      if (!piece) return;
      if (this.#next < now) this.#next = now + lead;
      this.#start(piece);
    }
  }

  #start({ pcm, rate }: Piece): void {
    const count = Math.floor(pcm.length / 2);
    const view = new DataView(pcm.buffer, pcm.byteOffset, count * 2);
    const buffer = this.#context.createBuffer(1, count, rate);
    const samples = buffer.getChannelData(0);
    for (let index = 0; index < count; index += 1) samples[index] = view.getInt16(index * 2, true) / 32_768;
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#gain);
    source.addEventListener('ended', () => this.#onEnded(source, buffer.duration));
    source.start(this.#next);
    this.#playing.add(source);
    this.#next += buffer.duration;
  }

  #onEnded(source: AudioBufferSourceNode, seconds: number): void {
    if (this.#isDropped) return;
    this.#playing.delete(source);
    this.#seconds -= seconds;
    this.#schedule();
    if (this.#playing.size === 0) this.#onQuiet();
  }
}
