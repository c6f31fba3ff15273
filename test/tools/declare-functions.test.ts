import { expect } from 'chai';
import { declareFunctions } from '../../src/tools/declare-functions.js';
import type { PageFunction } from '../../src/tools/page-function.js';

const execute = (): string => 'done';
const city = { type: 'object', properties: { city: { type: 'string' } } };

describe('telling the model of the page’s functions', () => {
  const cases: [title: string, one: Partial<PageFunction>, tool: Record<string, unknown>][] = [
    ['names a function', {}, {}],
    ['says what it is for', { description: 'Reads.' }, { description: 'Reads.' }],
    ['leaves out an empty description', { description: '' }, {}],
    ['gives its parameters', { parameters: city }, { parameters: city }],
    [
      'keeps required parameters',
      { parameters: { ...city, required: ['city'] } },
      { parameters: { ...city, required: ['city'] } },
    ],
    [
      'leaves out an empty list of them, which Gemini refuses',
      { parameters: { required: [], ...city } },
      { parameters: city },
    ],
    ['keeps what is the page’s own to itself', { confirm: 'Really?', render: 'my-card', timeoutMs: 5 }, {}],
  ];
  for (const [title, one, tool] of cases) {
    it(title, () => {
      const declared = declareFunctions([{ name: 'read', execute, ...one }]);
      expect(declared).to.deep.equal([{ type: 'function', name: 'read', ...tool }]);
      expect(Object.values(declared[0] ?? {})).not.to.include(undefined);
    });
  }

  it('keeps the order of several', () => {
    const declared = declareFunctions(['b', 'a', 'c'].map((name) => ({ name, execute })));
    expect(declared.map((tool) => 'name' in tool && tool.name)).to.deep.equal(['b', 'a', 'c']);
  });

  it('does not change what the page has set', () => {
    const parameters = Object.freeze({ ...city, required: Object.freeze([]) });
    declareFunctions([Object.freeze({ name: 'read', execute, parameters })]);
    expect(parameters).to.have.property('required');
  });

  const wrong: [title: string, functions: unknown][] = [
    ['an object', { name: 'read', execute }],
    ['a text', 'read'],
    ['null', null],
    ['a list with a hole', [undefined]],
    ['a function without a name', [{ execute }]],
    ['a function that does nothing', [{ name: 'read' }]],
  ];
  for (const [title, functions] of wrong) {
    it(`says what is wrong with ${title}`, () => {
      const declare = (): unknown => declareFunctions(Object({ functions }).functions);
      expect(declare).to.throw(TypeError, /^functions: ?|^functions is no array$/);
    });
  }
});
