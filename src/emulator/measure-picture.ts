import type { WireObject } from '../protocol/wire-object.js';

/** How large a picture is, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const sides: Readonly<Record<string, number>> = { '512': 512, '1K': 1024, '2K': 2048, '4K': 2048 };
const usualSide = 1024;

/** The aspect ratio's limits: beyond them a picture is a line. */
const widest = 8;

function readAspect(value: unknown): number {
  const [, across = 1, down = 1] = /^(\d+):(\d+)$/.exec(String(value))?.map(Number) ?? [];
  const aspect = across > 0 && down > 0 ? across / down : 1;
  return Math.min(widest, Math.max(1 / widest, aspect));
}

/** The size of a picture with as many pixels as was asked for, in the shape that was asked for. 4K is drawn as 2K. */
export function measurePicture(format: WireObject = {}): PictureSize {
  const side = sides[String(format['image_size'])] ?? usualSide;
  const aspect = readAspect(format['aspect_ratio']);
  const even = (length: number) => Math.max(16, Math.round(length / 16) * 16);
  return { width: even(side * Math.sqrt(aspect)), height: even(side / Math.sqrt(aspect)) };
}
