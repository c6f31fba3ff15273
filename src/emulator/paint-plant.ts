import type { Canvas } from './canvas.js';
import type { PictureStyle } from './picture-style.js';
import { circle, leaf, type Point, polygon, rectangle, stroke } from './shapes.js';

/** A pot plant on a table, in front of a wall with a round window. */
export function paintPlant(canvas: Canvas, { colours, random }: PictureStyle): void {
  const { width, height } = canvas;
  const unit = Math.min(width, height);
  const x = width / 2;
  const table = height * 0.8;
  canvas.fillGradient(colours.skyTop, colours.skyBottom);
  canvas.fill(circle([x, height * 0.4], unit * 0.36), colours.light, 0.55);
  canvas.fill(rectangle([0, table], width, height - table), colours.hills[1]);
  const shadow = table + unit * 0.012;
  canvas.fill(stroke([x - unit * 0.06, shadow], [x + unit * 0.16, shadow], unit * 0.024), colours.dark, 0.2);
  const soil: Point = [x, table - unit * 0.2];
  const stems = 9;
  for (let index = 0; index < stems; index += 1) {
    const lean = (index / (stems - 1) - 0.5) * 2;
    const reach = unit * (0.28 + random() * 0.14) * (1 - Math.abs(lean) * 0.25);
    const knee: Point = [x + lean * unit * 0.09, soil[1] - reach * 0.6];
    const tip: Point = [x + lean * unit * 0.32, soil[1] - reach * (1.25 - Math.abs(lean) * 0.5)];
    canvas.fill(stroke(soil, knee, unit * 0.01), colours.hills[2]);
    canvas.fill(leaf(knee, tip, 0.36 + random() * 0.1), index % 2 === 0 ? colours.leaf : colours.hills[2]);
    canvas.fill(stroke(knee, tip, unit * 0.004), colours.light, 0.5);
  }
  const rim = unit * 0.15;
  const foot = unit * 0.1;
  canvas.fill(
    polygon([x - rim, soil[1]], [x + rim, soil[1]], [x + foot, table], [x - foot, table]),
    colours.accent,
  );
  canvas.fill(rectangle([x - rim * 1.1, soil[1] - unit * 0.02], rim * 2.2, unit * 0.05), colours.accent);
  canvas.fill(rectangle([x - rim * 1.1, soil[1] + unit * 0.03], rim * 2.2, unit * 0.008), colours.dark, 0.2);
}
