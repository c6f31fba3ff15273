import { expect } from 'chai';
import { readInteractionEvents } from '../../src/protocol/read-interaction-events.js';
import type { Step } from '../../src/protocol/step.js';
import { collect, cutResponse } from '../protocol/cut-bytes.js';
import { foldEvents } from '../protocol/fold-events.js';
import { hasShared, listRecordings, readRecording } from '../protocol/recordings.js';
import { PlayedRun, readText } from './played-run.js';

/** The calls in a recorded answer. */
async function readCalls(file: string): Promise<Step[]> {
  const type = file.endsWith('.sse') ? 'text/event-stream' : 'application/json';
  const events = await collect(
    readInteractionEvents(cutResponse(await readRecording(file), 10_000_000, type)),
  );
  return foldEvents(events).steps.filter((step) => step.type === 'function_call');
}

describe('recorded calls of functions', () => {
  let answers: Step[][] = [];

  before(async function () {
    if (!(await hasShared())) this.skip();
    const files = [...(await listRecordings('.sse')), ...(await listRecordings('.json'))];
    answers = await Promise.all(files.map(readCalls));
    answers = answers.filter((calls) => calls.length > 0);
    expect(answers.length).to.be.greaterThan(0);
  });

  it('reach a function of that name with their arguments, and have its result', async () => {
    for (const calls of answers) {
      const functions = calls.map((step) => ({
        name: Reflect.get(step, 'name'),
        parameters: { type: 'object' },
        execute: (args: unknown) => args,
      }));
      const results = await new PlayedRun(
        calls.map((step) => ({ step })),
        functions,
      ).results;
      expect(results.map((step) => Reflect.get(step, 'call_id'))).to.deep.equal(
        calls.map((step) => Reflect.get(step, 'id')),
      );
      expect(results.map((step) => JSON.parse(readText(step)))).to.deep.equal(
        calls.map((step) => Reflect.get(step, 'arguments')),
      );
    }
  });
});
