import { Canvas } from './canvas.js';
import { encodeVideo } from './encode-video.js';
import { paintLandscape } from './paint-landscape.js';
import { createStyle } from './picture-style.js';
import { circle, rectangle, stroke } from './shapes.js';
import { writeMp4 } from './write-mp4.js';

/** What a film is to be like. */
export interface FilmOrder {
  readonly seed: string;
  /** A multiple of 16, like the height. */
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

const framesPerSecond = 12;

function* paintFrames({ seed, width, height, seconds }: FilmOrder): Generator<Canvas> {
  const style = createStyle(seed);
  const { colours } = style;
  const background = new Canvas(width, height);
  paintLandscape(background, style);
  const size = Math.min(width, height) * 0.09;
  const count = Math.round(seconds * framesPerSecond);
  for (let index = 0; index < count; index += 1) {
    const share = index / Math.max(1, count - 1);
    const frame = new Canvas(width, height);
    frame.pixels.set(background.pixels);
    const x = width * (0.15 + 0.7 * share);
    const y = height * (0.55 - 0.3 * Math.sin(share * Math.PI));
    const basket = y + size * 1.7;
    frame.fill(stroke([x - size * 0.6, y + size * 0.7], [x - size * 0.2, basket], 1), colours.dark);
    frame.fill(stroke([x + size * 0.6, y + size * 0.7], [x + size * 0.2, basket], 1), colours.dark);
    frame.fill(circle([x, y], size), colours.accent);
    frame.fill(rectangle([x - size * 0.24, y - size * 0.96], size * 0.48, size * 1.92), colours.light, 0.6);
    frame.fill(rectangle([x - size * 0.25, basket], size * 0.5, size * 0.4), colours.dark);
    yield frame;
  }
}

/** A balloon that drifts over hills, as an MP4 file. */
export function filmBalloon(order: FilmOrder): Uint8Array {
  const { width, height } = order;
  return writeMp4({ width, height, framesPerSecond, frames: encodeVideo(paintFrames(order)) });
}
