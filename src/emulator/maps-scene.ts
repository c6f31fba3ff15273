import { composePassages } from './compose-passages.js';
import { composeToolPair, findTool, hasTool } from './compose-tool-pair.js';
import { createSignature } from './create-signature.js';
import { placePassages, places } from './maps-texts.js';
import { mentions, readCommand } from './match-prompt.js';
import type { Scene } from './scene.js';

const placeWords = [
  'near(?:by)?',
  'around here',
  'places?',
  'restaurants?',
  'caf[eé]s?',
  'coffee',
  'directions?',
  'where can i',
];

/** Places from Google Maps, with what visitors wrote about them. */
export const mapsScene: Scene = {
  name: 'maps',
  matches: (turn) =>
    /^(?:google )?(?:maps?|places?)\b/.test(readCommand(turn.prompt)) ||
    (hasTool(turn, 'google_maps') && mentions(turn.prompt, placeWords)),
  reply(turn) {
    const wantsWidget = findTool(turn, 'google_maps')?.['enable_widget'] === true;
    const token = wantsWidget ? { widget_context_token: `widgetcontent/${createSignature('widget')}` } : {};
    const look = composeToolPair(turn, {
      tool: 'google_maps',
      call: { arguments: { queries: ['quiet café with good coffee'] } },
      result: { result: [{ places, ...token }] },
    });
    return { steps: [...look, composePassages(placePassages)] };
  },
};
