import type { Shape } from './canvas.js';

/** A place on a canvas. */
export type Point = readonly [x: number, y: number];

/** A circle around a point. */
export function circle([x, y]: Point, radius: number): Shape {
  return {
    box: [x - radius, y - radius, x + radius, y + radius],
    distance: (px, py) => Math.hypot(px - x, py - y) - radius,
  };
}

/** A stroke with round ends. */
export function stroke([ax, ay]: Point, [bx, by]: Point, thickness: number): Shape {
  const half = thickness / 2;
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy || 1;
  return {
    box: [Math.min(ax, bx) - half, Math.min(ay, by) - half, Math.max(ax, bx) + half, Math.max(ay, by) + half],
    distance(px, py) {
      const along = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / square));
      return Math.hypot(px - ax - along * dx, py - ay - along * dy) - half;
    },
  };
}

/** A polygon that bulges nowhere inwards, its corners in the order of a clock. */
export function polygon(...corners: readonly Point[]): Shape {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const sides = corners.map(([ax, ay], index) => {
    const [bx, by] = corners[(index + 1) % corners.length] ?? [ax, ay];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return { ax, ay, nx: (by - ay) / length, ny: (ax - bx) / length };
  });
  return {
    box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    distance(px, py) {
      let farthest = -Infinity;
      for (const { ax, ay, nx, ny } of sides) {
        farthest = Math.max(farthest, (px - ax) * nx + (py - ay) * ny);
      }
      return farthest;
    },
  };
}

/** A rectangle by its upper left corner. */
export function rectangle([x, y]: Point, width: number, height: number): Shape {
  return polygon([x, y], [x + width, y], [x + width, y + height], [x, y + height]);
}

/** What two shapes have in common. */
export function overlap(one: Shape, other: Shape): Shape {
  return {
    box: [
      Math.max(one.box[0], other.box[0]),
      Math.max(one.box[1], other.box[1]),
      Math.min(one.box[2], other.box[2]),
      Math.min(one.box[3], other.box[3]),
    ],
    distance: (x, y) => Math.max(one.distance(x, y), other.distance(x, y)),
  };
}

/** One shape with another cut out of it. */
export function cutOut(one: Shape, other: Shape): Shape {
  return { box: one.box, distance: (x, y) => Math.max(one.distance(x, y), -other.distance(x, y)) };
}

/** A leaf between its foot and its tip; `width` is a share of its length. */
export function leaf(foot: Point, tip: Point, width: number): Shape {
  const [dx, dy] = [tip[0] - foot[0], tip[1] - foot[1]];
  const length = Math.hypot(dx, dy) || 1;
  const half = (length * width) / 2;
  const radius = (length * length) / (8 * half) + half / 2;
  const reach = (radius - half) / length;
  const [mx, my] = [foot[0] + dx / 2, foot[1] + dy / 2];
  return overlap(
    circle([mx - dy * reach, my + dx * reach], radius),
    circle([mx + dy * reach, my - dx * reach], radius),
  );
}

/** Everything below a curve across the canvas. */
export function ground(width: number, height: number, curve: (x: number) => number): Shape {
  const heights = Float64Array.from({ length: width + 2 }, (_, x) => curve(x));
  return {
    box: [0, Math.min(...heights), width, height],
    distance: (x, y) => (heights[Math.floor(x)] ?? height) - y,
  };
}
