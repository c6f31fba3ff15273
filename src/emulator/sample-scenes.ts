import { disclosure } from './conversation-texts.js';
import { mentions } from './match-prompt.js';
import { backpackText, howAiWorksText, shortAiText } from './sample-texts.js';
import type { Scene } from './scene.js';

function onWords(name: string, words: readonly string[], text: (prompt: string) => string): Scene {
  return { name, matches: ({ prompt }) => mentions(prompt, words), reply: ({ prompt }) => text(prompt) };
}

/** What beginners' guides ask a model first; each has an answer that fits. */
export const sampleScenes: readonly Scene[] = [
  onWords('how ai works', ['how (?:does )?(?:ai|artificial intelligence) works?'], (prompt) =>
    mentions(prompt, ['few words', 'one sentence', 'briefly', 'short']) ? shortAiText : howAiWorksText,
  ),
  onWords(
    'joke',
    ['jokes?'],
    () =>
      `Why do programmers mix up Halloween and Christmas? Because **Oct 31 = Dec 25**.\n\n*Told by the emulator, which knows only this one.*`,
  ),
  onWords(
    'haiku',
    ['haikus?'],
    () => 'Rain on the glasshouse –\na fern unrolls one green thought\nand holds it till noon.',
  ),
  onWords('story', ['magic backpack', 'tell me a story', 'write a (?:short )?story'], () => backpackText),
  onWords('capital', ['capital of france'], () => 'The capital of France is **Paris**.'),
  onWords(
    'who are you',
    ['who are you', 'what are you', 'are you (?:a )?real', 'what is your name'],
    () => disclosure,
  ),
];
