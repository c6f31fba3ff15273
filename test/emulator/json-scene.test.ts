import { expect } from 'chai';
import { isWireObject } from '../../src/protocol/wire-object.js';
import { parseJson } from '../../src/protocol/parse-json.js';
import { fitSample } from '../../src/emulator/fit-sample.js';
import { resolveReferences } from '../../src/emulator/resolve-references.js';
import { askStream, createStill, textOfSteps } from './ask-emulator.js';

async function answer(
  prompt: string,
  schema?: unknown,
): Promise<{ text: string; value: unknown; status: string }> {
  const format = { type: 'text', mime_type: 'application/json', ...(schema ? { schema } : {}) };
  const { steps, status } = await askStream(createStill(), prompt, { response_format: format });
  const text = textOfSteps(steps);
  return { text, value: parseJson(text), status };
}

const recipe = {
  type: 'object',
  properties: {
    recipe_name: { type: 'string' },
    prep_time_minutes: { type: 'integer' },
    ingredients: {
      type: 'array',
      maxItems: 2,
      items: { $ref: '#/$defs/Ingredient' },
    },
    instructions: { type: 'array', items: { type: 'string' } },
  },
  $defs: {
    Ingredient: {
      type: 'object',
      properties: { name: { type: 'string' }, quantity: { type: 'string' } },
    },
  },
};

const spamDetails = {
  type: 'object',
  properties: {
    reason: { type: 'string' },
    spam_type: { type: 'string', enum: ['phishing', 'scam', 'other'] },
  },
};
const harmlessDetails = {
  type: 'object',
  properties: { summary: { type: 'string' }, is_safe: { type: 'boolean' } },
};
const moderation = {
  type: 'object',
  properties: { decision: { anyOf: [spamDetails, harmlessDetails] } },
};

describe('the JSON scene', () => {
  it('takes a recipe apart', async () => {
    const { value } = await answer('Please extract the recipe: chocolate chip cookies', recipe);
    expect(value).to.deep.include({
      recipe_name: 'Chocolate Chip Cookies',
      prep_time_minutes: 20,
      ingredients: [
        { name: 'all-purpose flour', quantity: '2 1/4 cups' },
        { name: 'softened butter', quantity: '1 cup' },
      ],
    });
  });

  it('chooses the alternative that fits what it moderates', async () => {
    const spam = await answer('Please moderate: “You’ve won a free cruise. Click here!”', moderation);
    expect(spam.value).to.have.nested.property('decision.spam_type', 'scam');
    const harmless = await answer('Please moderate: “See you at six.”', moderation);
    expect(harmless.value).to.have.nested.property('decision.is_safe', true);
  });

  it('sends data that ends too early, and data that is none', async () => {
    const early = await answer('truncated json', recipe);
    expect([early.value, early.status]).to.deep.equal([undefined, 'incomplete']);
    expect(early.text).to.match(/^\{"recipe_name":/);
    expect((await answer('broken json')).value).to.equal(undefined);
  });

  it('repeats the prompt where no schema says what is wanted', async () => {
    expect((await answer('A person')).value).to.deep.equal({ emulated: true, prompt: 'A person' });
  });
});

describe('fitting a sample into a schema', () => {
  const cases: readonly (readonly [name: string, schema: unknown, sample: unknown, fitted: unknown])[] = [
    [
      'a name in another style',
      { properties: { prepTime: { type: 'string' } } },
      { prep_time: 'a' },
      { prepTime: 'a' },
    ],
    ['a value of another type', { properties: { age: { type: 'integer' } } }, { age: 'old' }, { age: 3 }],
    ['a number with a fraction', { type: 'integer' }, 1.5, 3],
    ['a word that is no choice', { type: 'string', enum: ['a', 'b'] }, 'c', 'a'],
    ['a word that is one', { type: 'string', enum: ['a', 'b'] }, 'b', 'b'],
    ['a text or nothing', { type: ['string', 'null'] }, 'x', 'x'],
    ['more items than there may be', { items: { type: 'number' }, maxItems: 1 }, [1, 2], [1]],
    ['no sample', { type: 'boolean' }, undefined, true],
  ];
  for (const [name, schema, sample, fitted] of cases) {
    it(`copes with ${name}`, () => expect(fitSample(schema, sample)).to.deep.equal(fitted));
  }
});

describe('resolving the references of a schema', () => {
  it('ends where a schema refers to itself', () => {
    const resolved = resolveReferences({
      type: 'object',
      properties: { child: { $ref: '#' } },
    });
    expect(JSON.stringify(resolved).match(/child/g)).to.have.length.within(2, 20);
  });

  it('leaves open what is not there', () => {
    const resolved = resolveReferences({
      properties: { a: { $ref: '#/$defs/none' }, b: { $ref: 'https://a.example/' } },
    });
    expect(isWireObject(resolved) && resolved['properties']).to.deep.equal({ a: {}, b: {} });
  });
});
