import { mentions } from './match-prompt.js';
import { textOf } from './read-step.js';
import type { Scene, SceneTurn } from './scene.js';

const introduction = /\b(?:my name is|call me)\s+(\p{L}[\p{L}\p{M}'’-]*(?:\s+\p{Lu}[\p{L}\p{M}'’-]*)*)/iu;

function listSaid({ history }: SceneTurn): string[] {
  return history.filter((step) => step.type === 'user_input').map(textOf);
}

function findName(texts: readonly string[]): string | undefined {
  const told = texts.findLast((text) => introduction.test(text));
  return told === undefined ? undefined : introduction.exec(told)?.[1];
}

/** Learns the user's name. */
export const introductionScene: Scene = {
  name: 'introduction',
  matches: ({ prompt }) => introduction.test(prompt),
  reply: ({ prompt }) =>
    `Nice to meet you, ${findName([prompt])}! I will remember your name for as long as this conversation lasts.`,
};

/** Tells from the history what the user said before. */
export const memoryScene: Scene = {
  name: 'memory',
  matches: ({ prompt }) =>
    mentions(prompt, [
      "what(?:'s| is|’s) my name",
      'who am i',
      'what did i say',
      'remember me',
      'do you remember',
    ]),
  reply(turn) {
    const said = listSaid(turn);
    if (mentions(turn.prompt, ['what did i say'])) {
      const lines = said.map((text, index) => `${index + 1}. ${text.replaceAll(/\s+/g, ' ')}`);
      return lines.length > 0
        ? `You said, in this order:\n\n${lines.join('\n')}`
        : 'This is the first thing you have said in this conversation.';
    }
    const name = findName(said);
    return name
      ? `Your name is **${name}**. You told me earlier in this conversation.`
      : 'You have not told me your name in this conversation yet. What is it?';
  },
};
