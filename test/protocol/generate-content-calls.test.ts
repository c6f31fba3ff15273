import { expect } from 'chai';
import type { Reply } from '../../src/protocol/reply.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { answer, chunk, stop } from './answer-generate-content.js';

const more = { willContinue: true };

/** A chunk with a piece of a call. */
function piece(call: WireObject, part: WireObject = {}): WireObject {
  return chunk([{ functionCall: call, ...part }]);
}

function set(jsonPath: string, value: WireObject, rest: WireObject = more): WireObject {
  return piece({ partialArgs: [{ jsonPath, ...value }], ...rest });
}

/** What the calls pass, or the state of those that must not run. */
function readCalls({ steps, progress }: Reply): unknown[] {
  return steps.map((step, index) => {
    const { state } = progress[index] ?? {};
    return state === 'closed' && 'arguments' in step ? step.arguments : state;
  });
}

/** Pieces of one call, and the arguments that they make. */
const cases: readonly (readonly [name: string, pieces: readonly WireObject[], args: unknown])[] = [
  ['nothing', [], {}],
  [
    'a text in pieces',
    [set('$.a', { stringValue: 'x', ...more }), set('$.a', { stringValue: 'y' })],
    { a: 'xy' },
  ],
  [
    'a text that is said again',
    [set('$.a', { stringValue: 'x' }), set('$.a', { stringValue: 'y' })],
    { a: 'y' },
  ],
  [
    'numbers, truth and nothing',
    [
      set('$.a', { numberValue: 0 }),
      set('$.b', { boolValue: false }),
      set('$.c', { nullValue: 'NULL_VALUE' }),
    ],
    { a: 0, b: false, c: null },
  ],
  ['objects in objects', [set('$.a.b.c', { stringValue: 'x' })], { a: { b: { c: 'x' } } }],
  [
    'items',
    [set('$.a[0]', { stringValue: 'x' }), set('$.a[1].b', { numberValue: 1 })],
    { a: ['x', { b: 1 }] },
  ],
  [
    'names in quotes',
    [set("$['a.b']", { numberValue: 1 }), set('$["c d"].e', { numberValue: 2 })],
    { 'a.b': 1, 'c d': { e: 2 } },
  ],
];

/** Pieces that make no arguments that one could trust. */
const broken: readonly (readonly [name: string, piece: WireObject])[] = [
  ['an item far beyond the end', set('$.a[4000000000]', { numberValue: 1 })],
  ['no path', piece({ partialArgs: [{ stringValue: 'x' }], ...more })],
  ['a path of another kind', set('$..a', { numberValue: 1 })],
  ['a path to everything', set('$', { stringValue: 'x' })],
  ['a field of a list', set('$.list.name', { numberValue: 1 })],
];

describe('calls whose arguments stream', () => {
  for (const [name, pieces, args] of cases) {
    it(`pass ${name}`, async () => {
      const reply = await answer(piece({ name: 'f', ...more }), ...pieces, piece({}), stop);
      expect(readCalls(reply)).to.deep.equal([args]);
      expect(reply.status).to.equal('requires_action');
    });
  }

  for (const [name, wrong] of broken) {
    it(`do not run with ${name}`, async () => {
      const list = set('$.list[0]', { numberValue: 1 });
      const reply = await answer(piece({ name: 'f', ...more }), list, wrong, piece({}), stop);
      expect(readCalls(reply)).to.deep.equal(['malformed']);
    });
  }

  it('cannot reach the prototype of objects', async () => {
    const reply = await answer(
      piece({ name: 'f', ...more }),
      set('$.__proto__.polluted', { stringValue: 'yes' }),
      set('$.constructor.prototype.polluted', { stringValue: 'yes' }),
      piece({}),
      stop,
    );
    expect({}).not.to.have.property('polluted');
    expect(JSON.stringify(readCalls(reply)[0])).to.equal(
      '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}',
    );
  });

  it('keep the signature of their first piece', async () => {
    const reply = await answer(
      piece({ name: 'f', id: 'x', ...more }, { thoughtSignature: 'c2ln' }),
      set('$.a', { numberValue: 1 }),
      piece({}),
      stop,
    );
    expect(reply.steps).to.deep.equal([
      { type: 'function_call', id: 'x', name: 'f', arguments: { a: 1 }, signature: 'c2ln' },
    ]);
  });

  it('end where the next one begins, where something else comes, and with the answer', async () => {
    const reply = await answer(
      piece({ name: 'one', ...more }),
      set('$.a', { numberValue: 1 }),
      piece({ name: 'two', ...more }),
      set('$.a', { numberValue: 2 }),
      chunk([{ text: 'And' }]),
      piece({ name: 'three', ...more }),
      set('$.a', { numberValue: 3 }),
      chunk([{ text: '' }], { finishReason: 'STOP' }),
    );
    expect(reply.steps.map((step) => ('name' in step ? step.name : step.type))).to.deep.equal([
      'one',
      'two',
      'model_output',
      'three',
    ]);
    expect(readCalls(reply)[3]).to.deep.equal({ a: 3 });
  });

  it('are not told where the stream breaks off in them', async () => {
    const reply = await answer(piece({ name: 'f', ...more }), set('$.a', { stringValue: 'half', ...more }));
    expect([reply.steps, reply.done]).to.deep.equal([[], false]);
  });
});
