import { expect } from 'chai';
import { limitTime } from '../../src/tools/limit-time.js';

const reason = new Error('stopped');

describe('a limit of time', () => {
  const endings: [title: string, work: (signal: AbortSignal) => unknown, outcome: unknown][] = [
    ['gives what the work gives', () => 5, 5],
    ['gives what the work gives later', () => Promise.resolve(5), 5],
    ['fails as the work fails', () => Promise.reject(reason), reason],
    [
      'fails as the work fails at once',
      () => {
        throw reason;
      },
      reason,
    ],
  ];
  for (const [title, work, outcome] of endings) {
    it(title, async () => {
      const { signal } = new AbortController();
      expect(await limitTime(1000, signal, work).catch((cause: unknown) => cause)).to.equal(outcome);
    });
  }

  it('begins at once', () => {
    let began = false;
    void limitTime(1000, new AbortController().signal, () => (began = true));
    expect(began).to.equal(true);
  });

  it('begins nothing that was stopped before', async () => {
    let began = false;
    const outcome = limitTime(1000, AbortSignal.abort(reason), () => (began = true));
    expect(await outcome.catch((cause: unknown) => cause)).to.equal(reason);
    expect(began).to.equal(false);
  });

  it('leaves the signal of finished work alone, and no timer or listener behind', async () => {
    const stopping = new AbortController();
    const signals: AbortSignal[] = [];
    await limitTime(10, stopping.signal, (signal) => signals.push(signal));
    stopping.abort(reason);
    await new Promise((resolve) => void setTimeout(resolve, 25));
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([false]);
  });

  it('stops the work and itself, whichever comes first', async () => {
    const signals: AbortSignal[] = [];
    const stopping = new AbortController();
    const wait = (milliseconds: number): Promise<unknown> =>
      limitTime(milliseconds, stopping.signal, (signal) => {
        signals.push(signal);
        return new Promise(() => {});
      }).catch((cause: unknown) => cause);
    const [short, long] = [wait(10), wait(10_000)];
    expect(String(await short)).to.equal(
      'TimeoutError: The function took longer than 0.01 seconds; whether it had an effect is not known.',
    );
    stopping.abort(reason);
    expect(await long).to.equal(reason);
    expect(signals.map((signal) => signal.reason)).to.deep.equal([await short, reason]);
  });
});
