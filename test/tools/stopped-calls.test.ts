import { expect } from 'chai';
import { callOf, give, held, listWarnings, PlayedRun, settle } from './played-run.js';

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error('It did not reject.');
}

describe('calls of the page’s functions', () => {
  const warnings = listWarnings();

  describe('when the reader stops', () => {
    const reason = new Error('stopped');

    it('end at once, though a function heeds no signal', async () => {
      const { one, signals, end } = held('deaf');
      const run = new PlayedRun([callOf('deaf')], [one]);
      await settle();
      const begun = performance.now();
      run.stop(reason);
      expect(await rejection(run.results)).to.equal(reason);
      expect(performance.now() - begun).to.be.lessThan(20);
      expect(signals[0]?.reason).to.equal(reason);
      end('late');
      await settle();
      expect(run.states).to.deep.equal(['running']);
      expect(warnings).to.deep.equal([]);
    });

    it('do not begin once the reader consents too late', async () => {
      let ran = false;
      const run = new PlayedRun([callOf('a')], [give('a', { confirm: true, execute: () => (ran = true) })]);
      run.answer('a', true);
      run.stop(reason);
      expect(await rejection(run.results)).to.equal(reason);
      await settle();
      expect(ran).to.equal(false);
      expect(run.states).to.deep.equal(['waiting']);
    });

    it('do not change any more in the moment between an end and its news', async () => {
      for (let moment = 0; moment < 20; moment += 1) {
        const { one, end } = held('a');
        const run = new PlayedRun([callOf('a'), callOf('b')], [one, give('b', { confirm: true })]);
        await settle();
        end('done');
        run.answer('b', true);
        for (let step = 0; step < moment; step += 1) await Promise.resolve();
        run.stop(reason);
        const shown = run.states.length;
        await rejection(run.results).catch(() => expect(run.states.at(-1)).to.equal('done done'));
        await settle();
        expect(run.states.length).to.equal(shown);
      }
    });

    it('do not wait for the reader’s answer', async () => {
      const run = new PlayedRun([callOf('a')], [give('a', { confirm: true })]);
      run.stop(reason);
      expect(await rejection(run.results)).to.equal(reason);
      run.answer('a', true);
      await settle();
      expect(run.states).to.deep.equal(['waiting']);
    });

    it('do not begin where it was stopped before', async () => {
      const run = new PlayedRun([callOf('a')], [give('a')], { stopped: reason });
      expect(await rejection(run.results)).to.equal(reason);
      expect(run.changes).to.deep.equal([]);
      expect(run.permitted).to.deep.equal([]);
    });

    for (const names of [['a'], ['a', 'b'], ['b', 'a']]) {
      it(`do not begin where the page stops when it is asked about ${names.join(' and ')}`, async () => {
        let ran = 0;
        const functions = [give('a', { execute: () => (ran += 1) }), give('b', { confirm: true })];
        const run = new PlayedRun(
          names.map((name) => callOf(name)),
          functions,
          {
            permit: (_call, running) => {
              running.stop(reason);
              return true;
            },
          },
        );
        expect(await rejection(run.results)).to.equal(reason);
        await settle();
        expect(ran).to.equal(0);
        expect(run.permitted.length).to.equal(1);
        expect(run.asked).to.deep.equal([]);
        expect(run.changes).to.deep.equal([]);
      });
    }

    it('do not begin where it is stopped as they are shown', async () => {
      let ran = 0;
      const execute = (): number => (ran += 1);
      const stopping: { run?: PlayedRun } = {};
      const run = new PlayedRun(
        [callOf('a', {}, { id: 'first' }), callOf('b')],
        [give('a', { execute }), give('b', { execute, confirm: true })],
        {
          onChange: () => stopping.run?.stop(reason),
        },
      );
      stopping.run = run;
      expect(await rejection(run.results)).to.equal(reason);
      await settle();
      expect(ran).to.equal(1);
      expect(run.states).to.deep.equal(['running waiting', 'done waiting']);
    });

    it('leave no rejection that nobody handles', async () => {
      const unhandled: unknown[] = [];
      const note = (event: PromiseRejectionEvent): void => void unhandled.push(event.reason);
      addEventListener('unhandledrejection', note);
      const functions = ['a', 'b', 'c'].map((name) => held(name, { confirm: name === 'c' }));
      const run = new PlayedRun(
        functions.map(({ one }) => callOf(one.name)),
        functions.map(({ one }) => one),
      );
      await settle();
      run.stop(reason);
      expect(await rejection(run.results)).to.equal(reason);
      for (const { fail } of functions.slice(0, 2)) fail(new Error('late'));
      await settle();
      await settle();
      removeEventListener('unhandledrejection', note);
      expect(unhandled).to.deep.equal([]);
    });
  });
});
