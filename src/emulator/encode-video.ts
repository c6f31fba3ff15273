import type { Raster } from './encode-png.js';

// H.264 (baseline) with what its decoders must know but encoders never use: blocks of plain samples, and blocks
// that stay as they were. Nothing is predicted or transformed, so nothing of that need be written.
const block = 16;

/** Bits from the highest of a byte on, and the Exp-Golomb numbers that H.264 is full of. */
class BitList {
  readonly bytes: number[] = [];
  #free = 0;

  bits(value: number, count: number): this {
    for (let index = count - 1; index >= 0; index -= 1) {
      if (this.#free === 0) {
        this.bytes.push(0);
        this.#free = 8;
      }
      this.#free -= 1;
      const last = this.bytes.length - 1;
      this.bytes[last] = (this.bytes[last] ?? 0) | (((value >> index) & 1) << this.#free);
    }
    return this;
  }

  numbers(...values: readonly number[]): this {
    for (const value of values) {
      const length = 32 - Math.clz32(value + 1);
      this.bits(0, length - 1).bits(value + 1, length);
    }
    return this;
  }

  /** Goes on at the next whole byte. */
  align(): this {
    this.#free = 0;
    return this;
  }

  samples(values: readonly number[]): this {
    for (const value of values) this.bytes.push(value);
    return this;
  }
}

/** A unit of the stream: its rest marked by a one, and no three bytes in it that look like the start of another. */
function writeUnit(kind: number, content: BitList): Uint8Array {
  const unit = [kind];
  let zeros = 0;
  for (const byte of content.bits(1, 1).bytes) {
    if (zeros >= 2 && byte <= 3) {
      unit.push(3);
      zeros = 0;
    }
    unit.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(unit);
}

type Colour = readonly [red: number, green: number, blue: number];

function readColour({ width, pixels }: Raster, x: number, y: number): Colour {
  const place = (y * width + x) * 3;
  return [pixels[place] ?? 0, pixels[place + 1] ?? 0, pixels[place + 2] ?? 0];
}

// BT.601 in its usual, narrow range.
const luma = ([red, green, blue]: Colour) => Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue);
const blueness = ([red, green, blue]: Colour) => Math.round(128 - 0.148 * red - 0.291 * green + 0.439 * blue);
const redness = ([red, green, blue]: Colour) => Math.round(128 + 0.439 * red - 0.368 * green - 0.071 * blue);

function listSamples(raster: Raster, left: number, top: number): number[] {
  const sample = (step: number, read: (colour: Colour) => number) => {
    const values: number[] = [];
    for (let y = top; y < top + block; y += step) {
      for (let x = left; x < left + block; x += step) values.push(read(readColour(raster, x, y)));
    }
    return values;
  };
  return [...sample(1, luma), ...sample(2, blueness), ...sample(2, redness)];
}

function isSame(one: Raster, other: Raster, left: number, top: number): boolean {
  for (let y = top; y < top + block; y += 1) {
    const start = (y * one.width + left) * 3;
    for (let place = start; place < start + block * 3; place += 1) {
      if (one.pixels[place] !== other.pixels[place]) return false;
    }
  }
  return true;
}

function* listBlocks({ width, height }: Raster): Generator<readonly [left: number, top: number]> {
  for (let top = 0; top < height; top += block) {
    for (let left = 0; left < width; left += block) yield [left, top];
  }
}

function writeFirst(frame: Raster): Uint8Array {
  // A slice of intra blocks that nothing before is needed for, its edges left unsmoothed.
  const slice = new BitList().numbers(0, 7, 0).bits(0, 4).numbers(0).bits(0, 2).numbers(0, 1);
  for (const [left, top] of listBlocks(frame)) {
    slice
      .numbers(25)
      .align()
      .samples(listSamples(frame, left, top));
  }
  return writeUnit(0x65, slice);
}

function writeNext(frame: Raster, before: Raster, number: number): Uint8Array {
  const slice = new BitList()
    .numbers(0, 5, 0)
    .bits(number % 16, 4)
    .bits(0, 3)
    .numbers(0, 1);
  let unchanged = 0;
  for (const [left, top] of listBlocks(frame)) {
    if (isSame(frame, before, left, top)) {
      unchanged += 1;
      continue;
    }
    slice
      .numbers(unchanged, 30)
      .align()
      .samples(listSamples(frame, left, top));
    unchanged = 0;
  }
  if (unchanged > 0) slice.numbers(unchanged);
  return writeUnit(0x41, slice);
}

/** What a decoder must know beforehand. */
export interface VideoHeader {
  readonly sequence: Uint8Array;
  readonly picture: Uint8Array;
}

/** Describes a video whose width and height are multiples of 16. */
export function writeVideoHeader({ width, height }: Omit<Raster, 'pixels'>): VideoHeader {
  const sequence = new BitList().bits(66, 8).bits(0xc0, 8).bits(30, 8).numbers(0, 0, 2, 1).bits(0, 1);
  sequence.numbers(width / block - 1, height / block - 1).bits(0b1100, 4);
  const picture = new BitList().numbers(0, 0).bits(0, 2).numbers(0, 0, 0).bits(0, 3).numbers(0, 0, 0);
  return { sequence: writeUnit(0x67, sequence), picture: writeUnit(0x68, picture.bits(0b100, 3)) };
}

/** Encodes frames one by one; what does not change from one to the next costs next to nothing. */
export function encodeVideo(frames: Iterable<Raster>): Uint8Array[] {
  const units: Uint8Array[] = [];
  let before: Raster | undefined;
  for (const frame of frames) {
    units.push(before ? writeNext(frame, before, units.length) : writeFirst(frame));
    before = frame;
  }
  return units;
}
