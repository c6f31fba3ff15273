import { setTimeout as pause } from 'node:timers/promises';
import { writeLoadText } from './load-scene.js';
import { ports, type Cluster } from './cluster.js';
import { readStream, type StreamPart } from './read-stream.js';

/** One thing that must hold of the two backends. */
export interface Check {
  readonly claim: string;
  readonly holds: boolean;
  readonly seen: string;
}

const pieces = 60;
const expected = writeLoadText(pieces);

function describe(parts: readonly StreamPart[]): { holds: boolean; seen: string } {
  const text = parts.map((part) => part.text).join('');
  const lengths = parts.map((part) => part.text.length).join(' + ');
  const states = parts
    .map(({ status, isComplete }) => `${status}${isComplete ? ', complete' : ''}`)
    .join(' / ');
  return {
    holds: text === expected && parts.at(-1)?.isComplete === true,
    seen: `${lengths} of ${expected.length} characters; ${states}`,
  };
}

function urlOf(port: number, { id, lastEventId }: StreamPart): string {
  return `http://127.0.0.1:${port}/interactions/${id}?stream=true&last_event_id=${lastEventId ?? ''}`;
}

function begin(port: number, visitor: string, stopAfter: number): Promise<StreamPart> {
  const url = `http://127.0.0.1:${port}/interactions`;
  return readStream({ url, visitor, prompt: `load ${pieces}`, stopAfter });
}

async function resumeElsewhere(): Promise<Check> {
  const start = await begin(ports.first, 'mover', 8);
  const rest = await readStream({ url: urlOf(ports.second, start), visitor: 'mover' });
  return { claim: 'a stream begun on one goes on at the other', ...describe([start, rest]) };
}

async function refuseStranger(): Promise<Check> {
  const start = await begin(ports.first, 'owner', 4);
  const { status, text } = await readStream({ url: urlOf(ports.second, start), visitor: 'stranger' });
  return {
    claim: "another visitor's id is nobody's, there too",
    holds: status === 404 && text === '',
    seen: `status ${status}`,
  };
}

async function surviveDeath(cluster: Cluster): Promise<Check> {
  const start = begin(ports.first, 'survivor', Infinity);
  await pause(4000);
  await cluster.first.stop('SIGKILL');
  const parts = [await start];
  // As the element does: again after a while, from where it was.
  for (const wait of [1000, 3000, 9000]) {
    const last = parts.findLast(({ lastEventId }) => lastEventId);
    if (!last || parts.at(-1)?.isComplete) break;
    await pause(wait);
    parts.push(
      await readStream({ url: urlOf(ports.site, { ...last, id: parts[0]?.id ?? '' }), visitor: 'survivor' }),
    );
  }
  await cluster.restart('first');
  return { claim: 'one is killed mid-stream: no text is lost', ...describe(parts) };
}

/** Whether a stream outlives its connection, and its machine. */
export async function checkResume(cluster: Cluster): Promise<Check[]> {
  return [await resumeElsewhere(), await refuseStranger(), await surviveDeath(cluster)];
}
