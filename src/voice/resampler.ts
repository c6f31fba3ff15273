/** How far a sample is heard to either side, in samples of the slower rate; more is sharper, and more work. */
const lobes = 4;
/** Weights that are computed for each of them; between two, the nearer is good enough. */
const stepsPerLobe = 256;

/** A windowed sinc: it keeps what both rates can hold, and drops what would come back as another tone. */
const weights = Float32Array.from({ length: lobes * stepsPerLobe + 1 }, (_, index) => {
  const place = index / stepsPerLobe;
  const window = 0.5 + 0.5 * Math.cos((Math.PI * place) / lobes);
  return place === 0 ? 1 : (window * Math.sin(Math.PI * place)) / (Math.PI * place);
});

/** Brings sound to another rate, piece by piece, as 16-bit samples. */
export class Resampler {
  /** Samples that come for each one that goes. */
  readonly #step: number;
  /** How wide a weight reaches, in samples that come. */
  readonly #scale: number;
  readonly #reach: number;
  /** What is still needed of the samples before. */
  #kept: Float32Array;
  /** Where the next sample lies in them. */
  #place: number;

  constructor(from: number, to: number) {
    this.#step = from / to;
    this.#scale = Math.max(1, this.#step);
    this.#reach = Math.ceil(lobes * this.#scale);
    this.#kept = new Float32Array(this.#reach);
    this.#place = this.#reach;
  }

  /** The samples that are complete with these. */
  push(samples: Float32Array): Int16Array {
    const all = new Float32Array(this.#kept.length + samples.length);
    all.set(this.#kept);
    all.set(samples, this.#kept.length);
    const count = Math.max(0, Math.ceil((all.length - this.#reach - this.#place) / this.#step));
    const made = Int16Array.from({ length: count }, (_, index) =>
      toWhole(this.#average(all, this.#place + index * this.#step)),
    );
    this.#place += count * this.#step;
    const spent = Math.min(all.length, Math.max(0, Math.floor(this.#place) - this.#reach));
    this.#kept = all.slice(spent);
    this.#place -= spent;
    return made;
  }

  /** What is heard around a place, the nearest the loudest. */
  #average(samples: Float32Array, place: number): number {
    const last = Math.floor(place + this.#reach);
    let sum = 0;
    let weight = 0;
    for (let at = Math.ceil(place - this.#reach); at <= last; at += 1) {
      const share = weights[Math.round((Math.abs(at - place) / this.#scale) * stepsPerLobe)] ?? 0;
      sum += share * (samples[at] ?? 0);
      weight += share;
    }
    return sum / weight;
  }
}

function toWhole(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));
}
