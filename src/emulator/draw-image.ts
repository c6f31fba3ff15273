import { parseJson } from '../protocol/parse-json.js';
import { isWireObject } from '../protocol/wire-object.js';
import { Canvas } from './canvas.js';
import { createRandom } from './create-random.js';
import { encodePng } from './encode-png.js';
import { paintChart } from './paint-chart.js';
import { paintCity } from './paint-city.js';
import { paintDish } from './paint-dish.js';
import { paintLandscape } from './paint-landscape.js';
import { paintPlant } from './paint-plant.js';
import { createStyle, type PictureStyle } from './picture-style.js';
import { rectangle } from './shapes.js';

/** What the emulator can draw. */
export type Subject = 'landscape' | 'city' | 'dish' | 'plant' | 'chart';

/** How a picture is to be drawn. */
export interface ImageOrder {
  readonly subject: Subject;
  /** The same seed gives the same picture. */
  readonly seed: string;
  readonly width: number;
  readonly height: number;
  /** Other colours for the same composition. */
  readonly variant?: number;
  /** A frame around it. */
  readonly isFramed?: boolean;
  /** Noise in every pixel, which makes the file as large as its pixels are many. */
  readonly isGrainy?: boolean;
}

const painters: Readonly<Record<Subject, (canvas: Canvas, style: PictureStyle) => void>> = {
  landscape: paintLandscape,
  city: paintCity,
  dish: paintDish,
  plant: paintPlant,
  chart: paintChart,
};

function addFrame(canvas: Canvas, { colours }: PictureStyle): void {
  const { width, height } = canvas;
  const band = Math.round(Math.min(width, height) * 0.05);
  for (const [inset, colour] of [
    [0, colours.dark],
    [band * 0.6, 0xfbfaf7],
  ] as const) {
    const size = band - inset;
    canvas.fill(rectangle([inset, inset], width - 2 * inset, size), colour);
    canvas.fill(rectangle([inset, height - band], width - 2 * inset, size), colour);
    canvas.fill(rectangle([inset, inset], size, height - 2 * inset), colour);
    canvas.fill(rectangle([width - band, inset], size, height - 2 * inset), colour);
  }
}

function addGrain({ pixels }: Canvas, seed: string): void {
  const random = createRandom(seed);
  for (const [place, value] of pixels.entries()) {
    pixels[place] = Math.min(255, Math.max(0, value + (random() - 0.5) * 64));
  }
}

/** A seed as it can be written into a file; cut short it is still one. */
function shortenSeed(seed: string): string {
  return seed.slice(0, 200).replaceAll(/[^\u0020-\u007E]/gu, '?');
}

/** A picture as a PNG file, with its order in it. */
export function drawImage(order: ImageOrder): Uint8Array {
  const { subject, width, height, variant = 0, isFramed = false, isGrainy = false } = order;
  const seed = shortenSeed(order.seed);
  const canvas = new Canvas(width, height);
  const style = createStyle(seed, variant);
  painters[subject](canvas, style);
  if (isFramed) addFrame(canvas, style);
  if (isGrainy) addGrain(canvas, seed);
  return encodePng(canvas, `${encodeURIComponent(JSON.stringify({ ...order, seed }))};`);
}

function isSubject(value: unknown): value is Subject {
  return typeof value === 'string' && Object.hasOwn(painters, value);
}

/** Sizes that can be drawn: anybody may write anything into a file. */
function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 8 * 1024;
}

/** The order by which one of these pictures was drawn, found in its beginning; `undefined` for any other file. */
export function readImageOrder(beginning: Uint8Array): ImageOrder | undefined {
  const letters = String.fromCharCode(...beginning.subarray(0, 4096));
  const comment = /tEXtComment\0([\w.!~*'()-]|%[0-7][\dA-F])+;/.exec(letters)?.[0];
  const order = comment && parseJson(decodeURIComponent(comment.slice('tEXtComment\0'.length, -1)));
  if (!isWireObject(order)) return undefined;
  const { subject, seed, width, height, variant, isFramed } = order;
  if (!isSubject(subject) || typeof seed !== 'string') return undefined;
  if (!isSide(width) || !isSide(height) || width * height > 2048 * 2048) return undefined;
  const isKnown = typeof variant === 'number' && variant > 0 && variant < 1000;
  return {
    subject,
    seed,
    width,
    height,
    variant: isKnown ? Math.floor(variant) : 0,
    isFramed: isFramed === true,
  };
}
