import type { WireObject } from '../protocol/wire-object.js';

const recipe: WireObject = {
  recipeName: 'Chocolate Chip Cookies',
  name: 'Chocolate Chip Cookies',
  title: 'Chocolate Chip Cookies',
  prepTimeMinutes: 20,
  prepTime: '20 minutes',
  cookTime: '11 minutes',
  servings: 24,
  ingredients: [
    {
      name: 'all-purpose flour',
      ingredient: 'all-purpose flour',
      quantity: '2 1/4 cups',
      amount: '2 1/4 cups',
    },
    { name: 'softened butter', ingredient: 'softened butter', quantity: '1 cup', amount: '1 cup' },
    { name: 'brown sugar', ingredient: 'brown sugar', quantity: '3/4 cup', amount: '3/4 cup' },
    { name: 'eggs', ingredient: 'eggs', quantity: '2', amount: '2' },
    { name: 'chocolate chips', ingredient: 'chocolate chips', quantity: '2 cups', amount: '2 cups' },
  ],
  instructions: [
    'Heat the oven to 190 °C.',
    'Beat butter and sugar until pale, then beat in the eggs.',
    'Stir in the flour, and the chocolate chips last.',
    'Bake spoonfuls of it for 9 to 11 minutes.',
  ],
  steps: ['Heat the oven.', 'Mix everything.', 'Bake for 9 to 11 minutes.'],
};

const spam: WireObject = {
  decision: {
    reason: 'It promises a prize that nobody entered for, and wants a click in return.',
    spamType: 'scam',
  },
  reason: 'It promises a prize that nobody entered for, and wants a click in return.',
  isSpam: true,
  isSafe: false,
  category: 'spam',
  spamType: 'scam',
};

const harmless: WireObject = {
  decision: { summary: 'An ordinary message without anything to sell.', isSafe: true },
  summary: 'An ordinary message without anything to sell.',
  isSpam: false,
  isSafe: true,
  category: 'ok',
};

const samples: readonly (readonly [words: RegExp, sample: WireObject])[] = [
  [/recipe|ingredient|cookie/i, recipe],
  [/spam|moderat/i, spam],
];

/** Words that only a swindler needs. */
const temptations = /won|prize|free|click|winner|congratulations|urgent|bitcoin/i;

/** What is known about the things that a request wants as data; `undefined` where nothing is. */
export function chooseSample(prompt: string, schema: unknown): WireObject | undefined {
  const asked = `${prompt} ${JSON.stringify(schema ?? '')}`;
  const found = samples.find(([words]) => words.test(asked))?.[1];
  return found === spam && !temptations.test(prompt) ? harmless : found;
}
