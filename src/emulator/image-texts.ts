import type { ImageOrder, Subject } from './draw-image.js';
import { formatBytes } from './format-amount.js';
import { mentions } from './match-prompt.js';

const subjects: readonly (readonly [subject: Subject, words: readonly string[]])[] = [
  ['city', ['cit(?:y|ies)', 'skyline', 'towers?', 'buildings?', 'street', 'futuristic', 'night']],
  ['dish', ['bananas?', 'dish', 'food', 'restaurant', 'plate', 'fruits?', 'cake', 'breakfast', 'recipe']],
  ['plant', ['plants?', 'flowers?', 'lea(?:f|ves)', 'fern', 'garden', 'pot', 'cactus']],
  ['chart', ['charts?', 'diagram', 'graph', 'infographic', 'plot']],
];

const names: Readonly<Record<Subject, string>> = {
  landscape: 'hills under a low sun',
  city: 'a city at night',
  dish: 'a plate with a banana and berries',
  plant: 'a plant in its pot',
  chart: 'a bar chart',
};

/** What of that which the emulator can draw comes closest to a prompt. */
export function chooseSubject(prompt: string): Subject {
  return subjects.find(([, words]) => mentions(prompt, words))?.[0] ?? 'landscape';
}

const disclosure =
  '*The emulator cannot paint what you describe. It has five pictures, draws them by code, and takes their colours from your words.*';

function describeSize({ width, height }: ImageOrder): string {
  return `${width} × ${height} pixels`;
}

/** The words beside new pictures. */
export function writeImageText(orders: readonly ImageOrder[], bytes: number): string {
  const [first] = orders;
  if (!first) return '';
  const [what, size] = [names[first.subject], describeSize(first)];
  const shown =
    orders.length === 1
      ? `Here is your picture: **${what}**, ${size}, a PNG of ${formatBytes(bytes)}.`
      : `Here are ${orders.length} pictures: **${what}**, each in other colours, ${size} each, ${formatBytes(bytes)} together.`;
  return `${shown}\n\n${disclosure}`;
}

/** The words beside a picture that was changed. */
export function writeEditText(order: ImageOrder, isOwn: boolean): string {
  const change = order.isFramed ? 'with a frame' : 'in other colours';
  if (isOwn)
    return `Here is the picture again, ${change}: **${names[order.subject]}**, ${describeSize(order)}.`;
  const framed = order.isFramed ? ', with a frame' : '';
  return `Here is a picture in the size of yours, ${describeSize(order)}${framed}: **${names[order.subject]}**.

*The emulator cannot see or change your picture. With the real Gemini, yours would come back changed.*`;
}

/** The words beside the big picture. */
export function bigImageText(bytes: number): string {
  return `This picture is ${formatBytes(bytes)}, since every one of its pixels is a little off, like film grain. It arrives in a single event of the stream.`;
}
