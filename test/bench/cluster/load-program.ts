import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { writeLoadText } from './load-scene.js';
import { readStream, type StreamPart } from './read-stream.js';
import { readSettings } from './start-process.js';

/** What many streams at once came to. */
export interface LoadResult {
  readonly streams: number;
  /** Streams that ended as they should, with every piece in its place. */
  readonly whole: number;
  /** What went wrong with others, and how often. */
  readonly faults: Readonly<Record<string, number>>;
  /** Milliseconds from a request to its pieces of text, by their place: the mean over all streams. */
  readonly arrivals: readonly number[];
  /** The same for the slowest hundredth. */
  readonly slowest: readonly number[];
  readonly seconds: number;
}

const { url, streams, pieces, rampSeconds } = v.parse(
  v.object({ url: v.string(), streams: v.number(), pieces: v.number(), rampSeconds: v.number() }),
  readSettings(),
);
const expected = writeLoadText(pieces);

function nameFault({ status, text, isComplete }: StreamPart): string | undefined {
  if (status !== 200) return `status ${status}`;
  if (!isComplete) return `broke off after ${text.length} of ${expected.length} characters`;
  return text === expected ? undefined : 'text changed';
}

async function runOne(index: number): Promise<StreamPart> {
  await pause((rampSeconds * 1000 * index) / streams);
  return readStream({ url, visitor: `visitor ${index}`, prompt: `load ${pieces}` });
}

const begin = performance.now();
const parts = await Promise.all(Array.from({ length: streams }, (_, index) => runOne(index)));
const seconds = (performance.now() - begin) / 1000;

const faults: Record<string, number> = {};
for (const fault of parts.map(nameFault)) if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
const whole = parts.filter((part) => nameFault(part) === undefined);

const places = Math.min(...whole.map(({ arrivals }) => arrivals.length), Infinity);
const byPlace = Array.from({ length: Number.isFinite(places) ? places : 0 }, (_, place) =>
  whole.map(({ arrivals }) => arrivals[place] ?? 0).sort((left, right) => left - right),
);
const result: LoadResult = {
  streams,
  whole: whole.length,
  faults,
  arrivals: byPlace.map((times) => times.reduce((sum, time) => sum + time, 0) / times.length),
  slowest: byPlace.map((times) => times[Math.floor(times.length * 0.99)] ?? 0),
  seconds,
};
console.log(JSON.stringify(result));
process.exit();
