import { expect } from 'chai';
import { callOf, give, held, isError, listWarnings, PlayedRun, readText, settle } from './played-run.js';

describe('calls of the page’s functions', () => {
  const warnings = listWarnings();

  describe('that the model takes back', () => {
    it('end at once, though the function heeds no signal, and the others go on', async () => {
      const [unwanted, wanted] = [held('unwanted'), held('wanted')];
      const run = new PlayedRun([callOf('unwanted'), callOf('wanted')], [unwanted.one, wanted.one]);
      await settle();
      run.takeBack('unwanted');
      await settle();
      expect(unwanted.signals[0]?.aborted).to.equal(true);
      expect(wanted.signals[0]?.aborted).to.equal(false);
      expect(run.states.at(-1)).to.equal('stopped running');
      wanted.end('here');
      const results = await run.results;
      expect(results.map(readText)).to.deep.equal(['The call was taken back.', 'here']);
      expect(results.map(isError)).to.deep.equal([true, false]);
      unwanted.end('late');
      await settle();
      expect(run.states).to.deep.equal(['running running', 'stopped running', 'stopped done']);
      expect(warnings, 'nobody did anything wrong').to.deep.equal([]);
    });

    it('do not wait for the reader any more, and do not run when the answer comes late', async () => {
      let ran = 0;
      const run = new PlayedRun(
        [callOf('careful')],
        [give('careful', { confirm: true, execute: () => (ran += 1) })],
      );
      run.takeBack('careful');
      const [result] = await run.results;
      expect(isError(result)).to.equal(true);
      run.answer('careful', true);
      await settle();
      expect(ran).to.equal(0);
      expect(run.states).to.deep.equal(['waiting', 'stopped']);
    });

    it('do not even begin where it was done before they could', async () => {
      let ran = 0;
      const functions = [give('early', { execute: () => (ran += 1) }), give('other')];
      const run = new PlayedRun([callOf('early'), callOf('other')], functions, { takenBack: ['early'] });
      expect((await run.results).map(readText)).to.deep.equal(['The call was taken back.', 'other ran']);
      expect(ran).to.equal(0);
      expect(run.last.map(({ state }) => state)).to.deep.equal(['stopped', 'done']);
    });

    it('keep what they gave where they were done by then', async () => {
      const run = new PlayedRun([callOf('quick'), callOf('slow')], [give('quick'), held('slow').one]);
      await settle();
      run.takeBack('quick');
      run.takeBack('slow');
      expect((await run.results).map(readText)).to.deep.equal(['quick ran', 'The call was taken back.']);
      expect(run.states.at(-1)).to.equal('done stopped');
    });

    it('are no reason to go on once the reader has stopped', async () => {
      const { one } = held('a');
      const run = new PlayedRun([callOf('a')], [one]);
      await settle();
      const reason = new Error('stopped');
      run.stop(reason);
      run.takeBack('a');
      const outcome = await run.results.then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(outcome).to.equal(reason);
      expect(run.states).to.deep.equal(['running']);
    });
  });
});
