import type { Canvas } from './canvas.js';
import type { PictureStyle } from './picture-style.js';
import { circle, ground, leaf, stroke } from './shapes.js';

/** Hills under a low sun, with a few trees. */
export function paintLandscape(canvas: Canvas, { colours, random }: PictureStyle): void {
  const { width, height } = canvas;
  const unit = Math.min(width, height);
  canvas.fillGradient(colours.skyTop, colours.skyBottom);
  const sun = [width * (0.25 + random() * 0.5), height * (0.34 + random() * 0.1)] as const;
  canvas.fill(circle(sun, unit * 0.2), colours.light, 0.25);
  canvas.fill(circle(sun, unit * 0.15), colours.light, 0.35);
  canvas.fill(circle(sun, unit * 0.1), colours.light);
  for (const [index, colour] of colours.hills.entries()) {
    const level = height * (0.55 + index * 0.13);
    const phase = random() * Math.PI * 2;
    const curve = (x: number) =>
      level +
      unit * 0.06 * Math.sin((x / unit) * (2.5 + index * 0.6) + phase) +
      unit * 0.02 * Math.sin((x / unit) * 7 + phase * 2);
    canvas.fill(ground(width, height, curve), colour);
    const trees = index === 0 ? 0 : 2 + Math.floor(random() * 3);
    for (let tree = 0; tree < trees; tree += 1) {
      const x = width * (0.05 + random() * 0.9);
      const foot = curve(Math.floor(x)) + unit * 0.03;
      const size = unit * (0.07 + index * 0.03) * (0.8 + random() * 0.4);
      canvas.fill(stroke([x, foot], [x, foot - size * 0.5], size * 0.08), colours.dark);
      canvas.fill(leaf([x, foot - size * 0.25], [x, foot - size * 1.5], 0.5), colours.leaf);
    }
  }
}
