import { expect } from 'chai';
import { fillSchema } from '../../src/emulator/fill-schema.js';
import { askStream, createStill, textOfSteps } from './ask-emulator.js';

const table: readonly (readonly [what: string, schema: unknown, value: unknown])[] = [
  ['a text', { type: 'string' }, 'example'],
  ['the first choice', { type: 'string', enum: ['b', 'a'] }, 'b'],
  ['the default', { type: 'integer', default: 9 }, 9],
  ['a constant', { const: false }, false],
  ['a number within its limits', { type: 'number', minimum: 10, maximum: 12 }, 10],
  ['a whole number', { type: 'integer' }, 3],
  ['a flag', { type: 'boolean' }, true],
  ['nothing', { type: 'null' }, null],
  ['a date', { type: 'string', format: 'date' }, '2026-01-31'],
  ['the type beside null', { type: ['null', 'integer'] }, 3],
  [
    'a list of the wanted length',
    { type: 'array', items: { type: 'boolean' }, minItems: 3 },
    [true, true, true],
  ],
  ['the first alternative', { anyOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
  ['names in capitals', { type: 'OBJECT', properties: { age: { type: 'INTEGER' } } }, { age: 3 }],
  [
    'an object in an object, by the names of its fields',
    { properties: { name: { type: 'string' }, home: { properties: { city: { type: 'string' } } } } },
    { name: 'Ada Lovelace', home: { city: 'Lisbon' } },
  ],
  ['nothing for what is no schema', 'string', null],
];

describe('fillSchema', () => {
  for (const [what, schema, value] of table) {
    it(`gives ${what}`, () => {
      expect(fillSchema(schema)).to.deep.equal(value);
    });
  }

  it('prefers what the prompt offers', () => {
    const schema = { properties: { city: { type: 'string' }, days: { type: 'integer', maximum: 5 } } };
    expect(fillSchema(schema, { text: 'Rome', number: 7 })).to.deep.equal({ city: 'Rome', days: 5 });
  });

  it('comes to an end where a schema contains itself', () => {
    const node: Record<string, unknown> = { type: 'object' };
    node['properties'] = { next: node };
    expect(JSON.stringify(fillSchema(node))).to.match(/^(\{"next":)+null\}+$/);
  });

  it('answers in JSON when the request asks for it', async () => {
    const schema = { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } } };
    const more = { response_format: [{ type: 'text', mime_type: 'application/json', schema }] };
    const { steps } = await askStream(createStill(), 'Make up a person', more);
    expect(JSON.parse(textOfSteps(steps))).to.deep.equal({ name: 'Ada Lovelace', age: 3 });
  });
});
