import { expect } from 'chai';
import type { PageFunction } from '../../src/tools/page-function.js';
import { callOf, give, isError, listWarnings, PlayedRun, readText, settle } from './played-run.js';

describe('calls of the page’s functions', () => {
  const warnings = listWarnings();

  describe('that want consent', () => {
    const questions: [title: string, confirm: unknown, asks: boolean, question?: string][] = [
      ['are not asked about without confirm', undefined, false],
      ['are not asked about with null', null, false],
      ['are not asked about with false', false, false],
      ['are asked about with true', true, true],
      ['are asked about in the page’s words', 'Send it?', true, 'Send it?'],
      ['are asked about with an empty text', '', true],
      ['are asked about when the page says so for this call', () => true, true],
      ['are asked about in words for this call', ({ n }: { n: number }) => `Buy ${n}?`, true, 'Buy 3?'],
      ['are not asked about when the page says so for this call', () => false, false],
      ['are not asked about when the page says nothing', () => {}, false],
      ['are asked about when the page answers with a promise', () => Promise.resolve(false), true],
    ];
    for (const [title, confirm, asks, question] of questions) {
      it(title, async () => {
        const run = new PlayedRun([callOf('a', { n: 3 })], [{ ...give('a'), confirm }]);
        expect(run.asked.length).to.equal(asks ? 1 : 0);
        expect(run.states).to.deep.equal([asks ? 'waiting' : 'running']);
        expect(run.last[0]?.question).to.equal(question);
        run.answer('a', true);
        expect((await run.results).map(readText)).to.deep.equal(['a ran']);
        expect(run.states).to.deep.equal(asks ? ['waiting', 'running', 'done'] : ['running', 'done']);
      });
    }

    it('are asked about before anything runs, and wait while others run', async () => {
      const order: string[] = [];
      const note = (name: string, rest: Partial<PageFunction> = {}): PageFunction => ({
        name,
        execute: () => order.push(name),
        ...rest,
      });
      const run = new PlayedRun(
        [callOf('free'), callOf('careful')],
        [note('free'), note('careful', { confirm: true })],
        { onChange: () => order.push('shown') },
      );
      expect(run.asked.map(({ name, state }) => `${name} ${state}`)).to.deep.equal(['careful waiting']);
      await settle();
      expect(order).to.deep.equal(['shown', 'free', 'shown']);
      expect(run.states).to.deep.equal(['running waiting', 'done waiting']);
      run.answer('careful', true);
      await run.results;
      expect(order.filter((name) => name !== 'shown')).to.deep.equal(['free', 'careful']);
    });

    it('do not run when the reader declines', async () => {
      let ran = false;
      const run = new PlayedRun([callOf('a')], [give('a', { confirm: true, execute: () => (ran = true) })]);
      run.answer('a', false);
      const [result] = await run.results;
      expect(isError(result)).to.equal(true);
      expect(readText(result)).to.match(/user declined/);
      expect(run.states).to.deep.equal(['waiting', 'refused']);
      expect(ran).to.equal(false);
      expect(warnings).to.deep.equal([]);
    });

    it('run as the page had set them when the reader was asked', async () => {
      const one = { ...give('a'), confirm: true };
      const functions = [one];
      const run = new PlayedRun([callOf('a')], functions);
      one.execute = () => 'something else';
      functions.length = 0;
      run.answer('a', true);
      expect((await run.results).map(readText)).to.deep.equal(['a ran']);
    });

    it('run with what the reader saw', async () => {
      const seen: unknown[] = [];
      const confirm = (args: Record<string, unknown>): boolean => {
        args['to'] = 'mallory';
        return true;
      };
      const execute = (args: unknown): void => void seen.push(args);
      const run = new PlayedRun([callOf('a', { to: 'bob' })], [{ name: 'a', confirm, execute }]);
      expect(run.asked[0]?.args).to.deep.equal({ to: 'bob' });
      run.answer('a', true);
      await run.results;
      expect(seen).to.deep.equal([{ to: 'bob' }]);
    });
  });

  describe('that the page refuses', () => {
    it('do not run, and the reader is not asked', async () => {
      const run = new PlayedRun([callOf('a'), callOf('b')], [give('a', { confirm: true }), give('b')], {
        permit: ({ name }) => name !== 'a',
      });
      const results = await run.results;
      expect(results.map(readText)).to.deep.equal(['The page does not allow this call.', 'b ran']);
      expect(run.asked).to.deep.equal([]);
      expect(run.states[0]).to.equal('refused running');
      expect(warnings).to.deep.equal([]);
    });

    it('are only those that could run', async () => {
      const run = new PlayedRun(
        [callOf('nowhere'), callOf('a', 'text'), callOf('a', { n: 1 }, { id: 'good' })],
        [give('a')],
      );
      await run.results;
      expect(run.permitted.map(({ id, args }) => ({ id, args }))).to.deep.equal([
        { id: 'good', args: { n: 1 } },
      ]);
    });

    it('are refused also where the page’s answer breaks', async () => {
      const permit = (): boolean => {
        throw new Error('broken');
      };
      const run = new PlayedRun([callOf('a')], [give('a')], { permit });
      expect((await run.results).map(isError)).to.deep.equal([true]);
      expect(run.states).to.deep.equal(['failed']);
    });
  });
});
