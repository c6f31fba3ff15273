import { expect } from 'chai';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { readInteractionEvents } from '../../src/protocol/read-interaction-events.js';
import { readText } from '../../src/protocol/read-text.js';
import type { Reply } from '../../src/protocol/reply.js';
import { isWireObject } from '../../src/protocol/wire-object.js';
import { writeServerEvent } from '../../src/protocol/write-server-event.js';
import { collect, cutResponse, type Cut } from './cut-bytes.js';
import { foldEvents } from './fold-events.js';
import { hasShared, listRecordings, readRecording } from './recordings.js';

const cuts: Cut[] = [1, 3, { seed: 1 }, { seed: 2 }, { seed: 3 }];

async function readEvents(file: string, cut: Cut): Promise<InteractionEvent[]> {
  const type = file.endsWith('.sse') ? 'text/event-stream' : 'application/json';
  return collect(readInteractionEvents(cutResponse(await readRecording(file), cut, type)));
}

/** What the recording's text deltas say, read from its lines and not by the fold. */
async function readDeltas(file: string): Promise<string> {
  let said = '';
  for (const line of new TextDecoder().decode(await readRecording(file)).split('\n')) {
    if (!line.startsWith('data: {')) continue;
    const { delta }: { delta?: { type: string; text: string } } = JSON.parse(line.slice(6));
    if (delta?.type === 'text') said += delta.text;
  }
  return said;
}

function countResults({ steps }: Reply): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const step of steps) {
    const { call_id: id }: Record<string, unknown> = { ...step };
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

describe('recorded interactions', () => {
  let streams: string[] = [];
  let wholes: string[] = [];

  before(async function () {
    if (!(await hasShared())) this.skip();
    streams = await listRecordings('.sse');
    wholes = await listRecordings('.json');
    expect(streams.length).to.be.greaterThan(5);
    expect(wholes.length).to.be.greaterThan(5);
  });

  it('fold to the same reply however their bytes are cut', async () => {
    for (const file of [...streams, ...wholes]) {
      const whole = foldEvents(await readEvents(file, 10_000_000));
      expect(whole.done, file).to.equal(true);
      expect(whole.steps.length, file).to.be.greaterThan(0);
      for (const cut of cuts) {
        expect(foldEvents(await readEvents(file, cut)), `${file} ${JSON.stringify(cut)}`).to.deep.equal(
          whole,
        );
      }
    }
  });

  it('say what their text deltas say', async () => {
    for (const file of streams) {
      expect(readText(foldEvents(await readEvents(file, 3)).steps), file).to.equal(await readDeltas(file));
    }
  });

  it('hold at most one result for a call', async () => {
    for (const file of [...streams, ...wholes]) {
      for (const [id, count] of countResults(foldEvents(await readEvents(file, 1000)))) {
        expect(count, `${file} ${String(id)}`).to.equal(1);
      }
    }
  });

  it('have the same kinds of steps streamed and whole', async () => {
    let twins = 0;
    for (const file of wholes) {
      const twin = file.replace('.json.json', '.chunks.txt.sse');
      if (!streams.includes(twin)) continue;
      const kinds = async (name: string) =>
        foldEvents(await readEvents(name, 999)).steps.map(({ type }) => type);
      expect(await kinds(twin), file).to.deep.equal(await kinds(file));
      twins += 1;
    }
    expect(twins).to.be.greaterThan(5);
  });

  it('keep the steps of whole answers verbatim', async () => {
    for (const file of wholes) {
      const { steps }: { steps: unknown } = JSON.parse(new TextDecoder().decode(await readRecording(file)));
      expect(JSON.stringify(foldEvents(await readEvents(file, 50)).steps), file).to.equal(
        JSON.stringify(steps),
      );
    }
  });

  it('are done at their terminal event and not before', async () => {
    for (const file of streams) {
      const events = await readEvents(file, 10_000_000);
      for (let count = 1; count < events.length; count += 1) {
        const bytes = new TextEncoder().encode(
          events
            .slice(0, count)
            .map((event) => writeServerEvent(event))
            .join(''),
        );
        const reply = foldEvents(await collect(readInteractionEvents(cutResponse(bytes, 10_000_000))));
        expect(reply.done, `${file} after ${count}`).to.equal(false);
      }
      expect(events.at(-1)?.event_type).to.equal('interaction.completed');
      expect(foldEvents(events).done, file).to.equal(true);
    }
  });

  it('survive being cut off at any byte', async () => {
    const file = streams.find((name) => name.includes('tool-call-step1')) ?? '';
    const bytes = await readRecording(file);
    const whole = foldEvents(await readEvents(file, 10_000_000));
    // The first frame must be whole: before it there is nothing that could be told.
    const first = new TextDecoder().decode(bytes).indexOf('\n');
    for (let length = first; length <= bytes.length; length += 1) {
      const { steps, done } = foldEvents(
        await collect(readInteractionEvents(cutResponse(bytes.slice(0, length), 512))),
      );
      expect(steps.length, String(length)).to.be.lessThan(whole.steps.length + 1);
      if (done) expect(steps, String(length)).to.deep.equal(whole.steps);
    }
  });

  it('call functions with arguments that are data', async () => {
    for (const file of streams) {
      for (const step of foldEvents(await readEvents(file, 77)).steps) {
        if (step.type !== 'function_call') continue;
        expect(isWireObject(step.arguments) && Object.keys(step.arguments), file).to.deep.equal(['location']);
      }
    }
  });
});
