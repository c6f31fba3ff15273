import { mentions } from './match-prompt.js';
import { textOf } from './read-step.js';
import type { Scene, SceneTurn } from './scene.js';

const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
};
const pets =
  /\b(\d{1,3}|an?|one|two|three|four|five|six) (dogs?|cats?|rabbits?|hamsters?|birds?|parrots?)\b/gi;

interface Pets {
  readonly count: number;
  readonly kind: string;
}

function readPets(text: string): Pets[] {
  return Array.from(text.matchAll(pets), ([, count = '', kind = '']) => ({
    count: numbers[count.toLowerCase()] ?? Number(count),
    kind: kind.toLowerCase(),
  }));
}

function countPaws({ count, kind }: Pets): number {
  return count * (/^(?:bird|parrot)/.test(kind) ? 2 : 4);
}

function recallPets({ history, prompt }: SceneTurn): Pets[] {
  const said = history.filter((step) => step.type === 'user_input').map(textOf);
  return [...said, prompt].flatMap(readPets);
}

/** Hears of the animals in a house. */
export const petsScene: Scene = {
  name: 'pets',
  matches: ({ prompt }) =>
    readPets(prompt).length > 0 &&
    mentions(prompt, ['i have', 'i’ve', "i've", 'there (?:are|is)', 'we have']),
  reply({ prompt }) {
    const named = readPets(prompt).map(({ count, kind }) => `${count} ${kind}`);
    return `${named.join(' and ')} in your house – that sounds lively! I will remember it for as long as this conversation lasts.`;
  },
};

/** Counts their paws, from what was said before. */
export const pawsScene: Scene = {
  name: 'paws',
  matches: ({ prompt }) => mentions(prompt, ['how many (?:paws|feet|legs)']),
  reply(turn) {
    const known = recallPets(turn);
    if (known.length === 0) return 'You have not told me yet which animals live with you.';
    const sum = known.reduce((total, pet) => total + countPaws(pet), 0);
    const terms = known.map((pet) => `${pet.count} ${pet.kind} × ${countPaws(pet) / pet.count}`);
    return `There are **${sum} paws** in your house: ${terms.join(' + ')} = ${sum}.`;
  },
};
