import { expect } from 'chai';
import type { PageFunction } from '../../src/tools/page-function.js';
import {
  callOf,
  give,
  held,
  isError,
  listWarnings,
  PlayedRun,
  readText,
  runOne,
  settle,
} from './played-run.js';

describe('calls of the page’s functions', () => {
  const warnings = listWarnings();

  describe('of one turn', () => {
    it('run at the same time', async () => {
      const [first, second] = [held('first'), held('second')];
      const run = new PlayedRun([callOf('first'), callOf('second')], [first.one, second.one]);
      await settle();
      expect([first.signals.length, second.signals.length]).to.deep.equal([1, 1]);
      first.end('1');
      second.end('2');
      expect((await run.results).map(readText)).to.deep.equal(['1', '2']);
    });

    it('have one result each, in the order of the calls, whichever ends first', async () => {
      const [slow, quick] = [held('slow'), held('quick')];
      const calls = [callOf('slow'), callOf('nowhere'), callOf('quick'), callOf('slow', {}, { id: 'again' })];
      const run = new PlayedRun(calls, [slow.one, quick.one]);
      quick.end('q');
      await settle();
      slow.end('s');
      const results = await run.results;
      expect(results.map((step) => Reflect.get(step, 'call_id'))).to.deep.equal([
        'slow',
        'nowhere',
        'quick',
        'again',
      ]);
      expect(results.map(isError)).to.deep.equal([false, true, false, false]);
    });

    it('are shown from beginning to end, each time as a new frozen list', async () => {
      const [first, second] = [held('first'), held('second')];
      const run = new PlayedRun(
        [callOf('first', { a: [1] }), callOf('second'), callOf('third')],
        [first.one, second.one],
      );
      expect(run.states).to.deep.equal(['running running failed']);
      second.end(2);
      await settle();
      first.fail(new Error('broken'));
      await run.results;
      expect(run.states).to.deep.equal([
        'running running failed',
        'running done failed',
        'failed done failed',
      ]);
      expect(new Set(run.changes).size).to.equal(3);
      for (const calls of run.changes) {
        expect(calls).to.be.frozen;
        for (const call of calls) {
          expect(call).to.be.frozen;
          expect(call.args).to.be.frozen;
        }
      }
      expect(run.changes[0]?.[0]?.args['a']).to.be.frozen;
      expect(run.last.map(({ result, error }) => result ?? error?.split(' ')[0])).to.deep.equal([
        'broken',
        2,
        'There',
      ]);
    });

    it('come to nothing where there are none', async () => {
      expect(await new PlayedRun([], []).results).to.deep.equal([]);
    });

    it('with the same id are one call, so that nothing is done twice', async () => {
      let count = 0;
      const run = new PlayedRun(
        [callOf('order', { n: 1 }, { id: 'x' }), callOf('order', { n: 1 }, { id: 'x' })],
        [{ name: 'order', execute: () => (count += 1) }],
      );
      expect((await run.results).length).to.equal(1);
      expect(run.last.length).to.equal(1);
      expect(count).to.equal(1);
    });
  });

  describe('that cannot run', () => {
    const cases: [title: string, call: ReturnType<typeof callOf>, functions: unknown, says: RegExp][] = [
      ['an unknown function', callOf('b'), [give('a'), give('c')], /no function "b"\. There are: a, c\./],
      ['a function where the page has none', callOf('b'), [], /There are none/],
      ['a function without a name', callOf(undefined), [give('a')], /no function ""/],
      ['a name of every object', callOf('toString'), [give('a')], /no function "toString"/],
      ['a call without an id', callOf('a', {}, { id: null }), [give('a')], /no id/],
      ['functions that are no list', callOf('a'), { a: give('a') }, /no array/],
      ['functions that are missing', callOf('a'), undefined, /no array/],
      ['a function without execute()', callOf('a'), [{ name: 'a' }], /no execute\(\)/],
      ['an execute() that is none', callOf('a'), [{ name: 'a', execute: 'alert(1)' }], /no execute\(\)/],
      ['a list with holes', callOf('a'), [null, undefined, 7], /no function "a"/],
      ['a time limit that is none', callOf('a'), [{ ...give('a'), timeoutMs: '5s' }], /timeoutMs/],
      ['a time limit of nothing', callOf('a'), [give('a', { timeoutMs: 0 })], /timeoutMs/],
      ['a time limit of no number', callOf('a'), [give('a', { timeoutMs: NaN })], /timeoutMs/],
      [
        'a confirm() that breaks',
        callOf('a'),
        [give('a', { confirm: () => Reflect.get({}, 'x').y })],
        /undefined/,
      ],
    ];
    for (const [title, call, functions, says] of cases) {
      it(`tell the model why: ${title}`, async () => {
        const outcome = await runOne(call, functions);
        expect(outcome.isError).to.equal(true);
        expect(outcome.text).to.match(says);
        expect(outcome.call).to.include({ state: 'failed', error: outcome.text });
      });
    }
  });

  describe('that fail', () => {
    const thrown: [title: string, cause: unknown, text: string][] = [
      ['an error, by its message', new RangeError('No such city.'), 'No such city.'],
      ['a text', 'No such city.', 'No such city.'],
      ['an error of another realm', { message: 'No such city.' }, 'No such city.'],
      ['an error without a word', new Error(''), 'The function failed.'],
      ['nothing', undefined, 'The function failed.'],
      ['anything', { code: 5 }, 'The function failed.'],
      ['a novel, in part', new Error('x'.repeat(5000)), `${'x'.repeat(2000)}…`],
    ];
    for (const [title, cause, text] of thrown) {
      it(`tell the model and the page’s developers: ${title}`, async () => {
        const ways: PageFunction['execute'][] = [
          () => {
            throw cause;
          },
          () => Promise.reject(cause),
        ];
        for (const execute of ways) {
          const outcome = await runOne(callOf('a'), [{ name: 'a', execute }]);
          expect(outcome.result).to.deep.equal({
            type: 'function_result',
            call_id: 'a',
            name: 'a',
            result: [{ type: 'text', text }],
            is_error: true,
          });
          expect(outcome.call).to.include({ state: 'failed', error: text });
        }
        expect(warnings.map(([, shown]) => shown)).to.deep.equal([cause, cause]);
      });
    }

    it('do not tell the model where in the page’s code', async () => {
      const cause = new Error('No such city.');
      const { text } = await runOne(callOf('a'), [{ name: 'a', execute: () => Promise.reject(cause) }]);
      expect(cause.stack).to.include('.test.ts');
      expect(text).not.to.include('.test.ts');
    });
  });

  describe('that take too long', () => {
    it('end with an error, and their signal says so', async () => {
      const { one, signals } = held('slow', { timeoutMs: 20 });
      const run = new PlayedRun([callOf('slow')], [one]);
      const [result] = await run.results;
      expect(readText(result)).to.match(/longer than 0\.02 seconds/);
      expect(run.states).to.deep.equal(['running', 'failed']);
      expect(signals[0]?.aborted).to.equal(true);
      expect(Reflect.get(Object(signals[0]?.reason), 'name')).to.equal('TimeoutError');
    });

    it('change nothing when they end after all', async () => {
      const { one, end } = held('slow', { timeoutMs: 10 });
      const run = new PlayedRun([callOf('slow')], [one]);
      await run.results;
      end('late');
      await settle();
      expect(run.states).to.deep.equal(['running', 'failed']);
    });

    it('do not hold up the others', async () => {
      const { one } = held('slow', { timeoutMs: 30 });
      const run = new PlayedRun([callOf('slow'), callOf('quick')], [one, give('quick')]);
      await settle();
      expect(run.states.at(-1)).to.equal('running done');
      await run.results;
    });

    for (const timeoutMs of [Infinity, 1e12, null, undefined]) {
      it(`have all the time they need with a limit of ${timeoutMs}`, async () => {
        const slow = () => new Promise((resolve) => void setTimeout(() => resolve('in time'), 20));
        const { text } = await runOne(callOf('a'), [{ name: 'a', execute: slow, timeoutMs }]);
        expect(text).to.equal('in time');
      });
    }

    it('are not counted while the reader thinks', async () => {
      const run = new PlayedRun([callOf('a')], [give('a', { confirm: true, timeoutMs: 10 })]);
      await new Promise((resolve) => void setTimeout(resolve, 40));
      run.answer('a', true);
      expect((await run.results).map(readText)).to.deep.equal(['a ran']);
    });
  });

  it('keep `this` for a function that is a method', async () => {
    class Counter {
      readonly name = 'count';
      #count = 41;
      execute(): number {
        return (this.#count += 1);
      }
    }
    expect((await runOne(callOf('count'), [new Counter()])).text).to.equal('42');
  });
});
