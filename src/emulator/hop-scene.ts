import { articleText } from './article-text.js';
import { composeText } from './compose-text.js';
import { mentions, readCommand } from './match-prompt.js';
import type { Scene } from './scene.js';

const hopCount = 3;

/** A text in parts, each of which begins with a heading. */
function splitSections(text: string, count: number): string[] {
  const sections = text.split(/(?=^## )/m);
  const size = Math.ceil(sections.length / count);
  return Array.from({ length: count }, (_, index) =>
    sections.slice(index * size, (index + 1) * size).join(''),
  ).filter(Boolean);
}

/** A long answer that stops twice and wants to be asked for the rest. */
export const hopScene: Scene = {
  name: 'hops',
  matches: ({ prompt }) =>
    /^hops?$/.test(readCommand(prompt)) || mentions(prompt, ['in (?:\\p{L}+ )?hops', 'continuation']),
  reply: () => ({ steps: [], hops: splitSections(articleText, hopCount).map((part) => [composeText(part)]) }),
};
