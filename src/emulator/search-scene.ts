import { composeText, type Annotation } from './compose-text.js';
import { createSignature } from './create-signature.js';
import { mentions, readCommand } from './match-prompt.js';
import type { Scene } from './scene.js';
import { createCallId, hasTool } from './tool-scenes.js';
import { searchPassages, searchQueries, writeSuggestions } from './search-texts.js';

function composeGrounded() {
  const encoder = new TextEncoder();
  const annotations: Annotation[] = [];
  let text = '';
  for (const passage of searchPassages) {
    const start = encoder.encode(text).length;
    text += passage.text;
    if (!passage.source) continue;
    const end = encoder.encode(text).length;
    annotations.push({ type: 'url_citation', ...passage.source, start_index: start, end_index: end });
  }
  return composeText(text, annotations);
}

/** An answer with sources: asked for by the word `search`, or by news and facts where the tool is on. */
export const searchScene: Scene = {
  name: 'search',
  matches: (turn) =>
    /^search\b/.test(readCommand(turn.prompt)) ||
    (hasTool(turn, 'google_search') &&
      mentions(turn.prompt, ['search', 'latest', 'news', 'look up', 'sources?', 'today'])),
  reply(turn) {
    const id = createCallId(turn, 'google_search_call');
    return {
      steps: [
        {
          type: 'google_search_call',
          id,
          arguments: { queries: searchQueries },
          search_type: 'web_search',
          signature: createSignature(`${id} call`),
        },
        {
          type: 'google_search_result',
          call_id: id,
          result: searchQueries.map((query) => ({ search_suggestions: writeSuggestions([query]) })),
          signature: createSignature(`${id} result`),
        },
        composeGrounded(),
      ],
    };
  },
};
