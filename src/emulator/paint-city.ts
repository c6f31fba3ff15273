import type { Canvas } from './canvas.js';
import type { PictureStyle } from './picture-style.js';
import { circle, cutOut, polygon, rectangle, stroke } from './shapes.js';

/** A city of tall towers at night, with lit windows and a ring above it. */
export function paintCity(canvas: Canvas, { colours, random }: PictureStyle): void {
  const { width, height } = canvas;
  const unit = Math.min(width, height);
  canvas.fillGradient(colours.dark, colours.skyBottom);
  for (let star = 0; star < 60; star += 1) {
    const place = [random() * width, random() * height * 0.5] as const;
    canvas.fill(circle(place, unit * (0.001 + random() * 0.002)), 0xffffff, 0.8);
  }
  const moon = [width * 0.74, height * 0.24] as const;
  canvas.fill(circle(moon, unit * 0.15), colours.light, 0.2);
  canvas.fill(circle(moon, unit * 0.11), colours.light);
  canvas.fill(cutOut(circle(moon, unit * 0.24), circle(moon, unit * 0.232)), colours.accent, 0.8);
  for (const [layer, colour] of colours.hills.entries()) {
    const towerWidth = unit * (0.08 + layer * 0.025);
    for (let x = -towerWidth * random(); x < width; x += towerWidth * (1.15 + random() * 0.5)) {
      const top = height * (0.3 + layer * 0.14 + random() * 0.2);
      canvas.fill(rectangle([x, top], towerWidth, height - top), colour);
      const tip = [x + towerWidth / 2, top - towerWidth * (0.2 + random())] as const;
      canvas.fill(polygon([x, top + 1], tip, [x + towerWidth, top + 1]), colour);
      if (layer > 0) lightWindows(canvas, { colours, random }, [x, top], towerWidth);
    }
  }
  for (let lane = 0; lane < 5; lane += 1) {
    const y = height * (0.35 + random() * 0.3);
    const x = width * random();
    canvas.fill(stroke([x, y], [x + unit * 0.1, y - unit * 0.01], unit * 0.006), colours.accent, 0.9);
  }
}

function lightWindows(
  canvas: Canvas,
  { colours, random }: PictureStyle,
  [left, top]: readonly [number, number],
  towerWidth: number,
): void {
  const size = towerWidth / 7;
  for (let y = top + size; y < canvas.height - size; y += size * 2) {
    for (let column = 0; column < 3; column += 1) {
      if (random() < 0.55) continue;
      canvas.fill(rectangle([left + size * (1 + column * 2), y], size, size), colours.light, 0.85);
    }
  }
}
