import type { Canvas } from './canvas.js';
import type { PictureStyle } from './picture-style.js';
import { circle, cutOut, leaf, overlap, type Point, stroke } from './shapes.js';

/** A plate from above: a curved yellow fruit, berries, leaves and drops of sauce. */
export function paintDish(canvas: Canvas, { colours, random }: PictureStyle): void {
  const { width, height } = canvas;
  const unit = Math.min(width, height);
  const centre: Point = [width / 2, height / 2];
  const [x, y] = centre;
  canvas.fillGradient(colours.skyTop, colours.skyBottom);
  canvas.fill(circle([x + unit * 0.015, y + unit * 0.025], unit * 0.43), colours.dark, 0.25);
  canvas.fill(circle(centre, unit * 0.42), 0xfbfaf7);
  canvas.fill(cutOut(circle(centre, unit * 0.4), circle(centre, unit * 0.393)), colours.accent, 0.7);
  canvas.fill(circle(centre, unit * 0.3), 0xefece5);
  for (let drop = 0; drop < 9; drop += 1) {
    const turn = drop * 0.4 + 2.4;
    const place: Point = [x + Math.cos(turn) * unit * 0.24, y + Math.sin(turn) * unit * 0.24];
    canvas.fill(circle(place, unit * (0.006 + drop * 0.002)), colours.accent);
  }
  const outer = circle([x, y - unit * 0.12], unit * 0.27);
  const fruit = overlap(
    cutOut(outer, circle([x, y - unit * 0.2], unit * 0.27)),
    circle([x, y + unit * 0.1], unit * 0.22),
  );
  canvas.fill(fruit, 0xf6cf45);
  canvas.fill(cutOut(fruit, circle([x, y - unit * 0.135], unit * 0.272)), 0xdca92b);
  canvas.fill(
    stroke([x - unit * 0.205, y + unit * 0.02], [x - unit * 0.225, y - unit * 0.02], unit * 0.022),
    0x6b4a21,
  );
  for (let piece = 0; piece < 7; piece += 1) {
    const place: Point = [x + unit * (random() - 0.5) * 0.34, y - unit * (0.02 + random() * 0.17)];
    if (piece % 2 === 0) {
      const tip: Point = [place[0] + unit * 0.07, place[1] - unit * (random() - 0.3) * 0.08];
      canvas.fill(leaf(place, tip, 0.45), colours.leaf);
      canvas.fill(stroke(place, tip, unit * 0.003), 0xffffff, 0.5);
    } else {
      canvas.fill(circle(place, unit * 0.026), 0xb3203c);
      canvas.fill(circle([place[0] - unit * 0.008, place[1] - unit * 0.009], unit * 0.006), 0xffffff, 0.7);
    }
  }
}
