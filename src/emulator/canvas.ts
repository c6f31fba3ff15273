import type { Raster } from './encode-png.js';

/** An outline: how far a point is outside of it, in pixels; inside the distance is negative. */
export interface Shape {
  /** Left, top, right and bottom of the area in which it lies. */
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
  readonly distance: (x: number, y: number) => number;
}

/** A picture that is painted shape by shape, each over those before it, with smooth edges. */
export class Canvas implements Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height * 3);
  }

  /** Paints the whole canvas from one colour at the top to another at the bottom. */
  fillGradient(top: number, bottom: number): void {
    for (let y = 0; y < this.height; y += 1) {
      const share = y / Math.max(1, this.height - 1);
      const mix = (shift: number) => {
        const from = (top >> shift) & 0xff;
        return Math.round(from + (((bottom >> shift) & 0xff) - from) * share);
      };
      const row = [mix(16), mix(8), mix(0)];
      for (let x = 0; x < this.width; x += 1) this.pixels.set(row, (y * this.width + x) * 3);
    }
  }

  /** Paints a shape in a colour (0xRRGGBB), or lets some of what is below shine through. */
  fill({ box, distance }: Shape, colour: number, opacity = 1): void {
    const [left, top, right, bottom] = box;
    const lastX = Math.min(this.width, Math.ceil(right) + 1);
    const lastY = Math.min(this.height, Math.ceil(bottom) + 1);
    for (let y = Math.max(0, Math.floor(top) - 1); y < lastY; y += 1) {
      for (let x = Math.max(0, Math.floor(left) - 1); x < lastX; x += 1) {
        const cover = Math.min(1, 0.5 - distance(x + 0.5, y + 0.5)) * opacity;
        if (cover > 0) this.#blend((y * this.width + x) * 3, colour, cover);
      }
    }
  }

  #blend(place: number, colour: number, cover: number): void {
    for (let channel = 0; channel < 3; channel += 1) {
      const wanted = (colour >> (16 - 8 * channel)) & 0xff;
      const below = this.pixels[place + channel] ?? 0;
      this.pixels[place + channel] = below + (wanted - below) * cover + 0.5;
    }
  }
}
