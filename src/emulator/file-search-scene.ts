import { composePassages, type Passage } from './compose-passages.js';
import { composeToolPair, findTool, hasTool } from './compose-tool-pair.js';
import { mentions, readCommand } from './match-prompt.js';
import { citeHandbook, handbookPassages } from './file-search-texts.js';
import type { Scene, SceneTurn } from './scene.js';

const documentWords = [
  '(?:my|our|the) (?:files?|documents?|handbook|manual)',
  'files?',
  'documents?',
  'handbook',
  'polic(?:y|ies)',
  'manual',
];

function nameStore(turn: SceneTurn): string {
  const names = findTool(turn, 'file_search')?.['file_search_store_names'];
  const first: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof first === 'string' ? first : 'fileSearchStores/emulated-handbook';
}

/** Passages from files that the site has put into a store. */
export const fileSearchScene: Scene = {
  name: 'file search',
  matches: (turn) =>
    /^(?:file search|search (?:in )?(?:my|our|the) (?:files|documents))\b/.test(readCommand(turn.prompt)) ||
    (hasTool(turn, 'file_search') && mentions(turn.prompt, documentWords)),
  reply(turn) {
    const store = nameStore(turn);
    const passages = handbookPassages.map(({ text, page }): Passage =>
      page === undefined ? { text } : { text, remarks: [citeHandbook(store, page, text)] },
    );
    return { steps: [...composeToolPair(turn, { tool: 'file_search' }), composePassages(passages)] };
  },
};
