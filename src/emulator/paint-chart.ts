import type { Canvas } from './canvas.js';
import type { PictureStyle } from './picture-style.js';
import { rectangle, stroke } from './shapes.js';

/** How high the bars of the chart are, as shares of the highest that fits. */
export const barHeights: readonly number[] = [0.34, 0.52, 0.47, 0.71, 0.88, 0.63];

/** A bar chart, as a program would plot one. */
export function paintChart(canvas: Canvas, { colours }: PictureStyle): void {
  const { width, height } = canvas;
  const [left, right] = [width * 0.1, width * 0.94];
  const [top, foot] = [height * 0.1, height * 0.86];
  canvas.fillGradient(0xffffff, 0xffffff);
  for (let line = 1; line <= 4; line += 1) {
    const y = foot - ((foot - top) * line) / 4;
    canvas.fill(stroke([left, y], [right, y], 1), 0xd5dae0);
  }
  const slot = (right - left) / barHeights.length;
  for (const [index, share] of barHeights.entries()) {
    const size = (foot - top) * share;
    const colour = index % 2 === 0 ? colours.hills[2] : colours.accent;
    canvas.fill(rectangle([left + slot * (index + 0.2), foot - size], slot * 0.6, size), colour);
  }
  canvas.fill(stroke([left, foot], [right, foot], 2), 0x39424e);
  canvas.fill(stroke([left, top], [left, foot], 2), 0x39424e);
}
