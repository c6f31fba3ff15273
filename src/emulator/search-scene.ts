import { composePassages } from './compose-passages.js';
import { composeToolPair, hasTool } from './compose-tool-pair.js';
import { mentions, readCommand } from './match-prompt.js';
import type { Scene } from './scene.js';
import { chooseSearchAnswer, writeSuggestions } from './search-texts.js';

/** Models that tell of their searches after the answer that rests on them. */
const lateModels = /^gemini-[12]\b/;
const searchWords = [
  'search(?:es)?',
  'latest',
  'news',
  'look up',
  'sources?',
  'today',
  'who won',
  'current(?:ly)?',
];

/** An answer with sources: asked for by the word `search`, or by news and facts where the tool is on. */
export const searchScene: Scene = {
  name: 'search',
  matches: (turn) =>
    /^(?:(?:late )?search|(?:many|several) (?:searches|search suggestions))\b/.test(
      readCommand(turn.prompt),
    ) ||
    (hasTool(turn, 'google_search') && mentions(turn.prompt, searchWords)),
  reply(turn) {
    const { queries, passages } = chooseSearchAnswer(turn.prompt);
    const search = composeToolPair(turn, {
      tool: 'google_search',
      call: { arguments: { queries }, search_type: 'web_search' },
      result: { result: queries.map((query) => ({ search_suggestions: writeSuggestions([query]) })) },
    });
    const answer = composePassages(passages);
    const isLate = lateModels.test(String(turn.request.model)) || mentions(turn.prompt, ['late search']);
    return { steps: isLate ? [answer, ...search] : [...search, answer] };
  },
};
