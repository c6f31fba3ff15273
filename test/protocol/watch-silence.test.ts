import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { watchSilence } from '../../src/protocol/watch-silence.js';

const wait = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve('done'), ms));
const never = () => new Promise<never>(() => undefined);

async function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error);
}

describe('watching for silence', () => {
  const { signal } = new AbortController();

  it('hands on what comes in time', async () => {
    expect(await watchSilence(wait(5), 200, signal)).to.equal('done');
  });

  it('hands on an error that comes in time', async () => {
    const error = new Error('no');
    expect(await outcome(watchSilence(Promise.reject(error), 200, signal))).to.equal(error);
  });

  it('ends with a timeout when nothing comes', async () => {
    const error = await outcome(watchSilence(never(), 20, signal));
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'timeout');
  });

  it('ends with the reason of a stop, also one that came before', async () => {
    const controller = new AbortController();
    const watched = outcome(watchSilence(never(), 0, controller.signal));
    controller.abort('enough');
    expect(await watched).to.equal('enough');
    expect(await outcome(watchSilence(never(), 0, controller.signal))).to.equal('enough');
  });

  for (const silenceMs of [0, -1, Infinity, NaN, 2 ** 31]) {
    it(`sets no limit for ${silenceMs}`, async () => {
      expect(await watchSilence(wait(30), silenceMs, signal)).to.equal('done');
    });
  }
});
