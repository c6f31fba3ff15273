import { hasTool } from './compose-tool-pair.js';
import { composeCalls } from './function-scenes.js';
import { mentions } from './match-prompt.js';
import type { Scene } from './scene.js';

/** Works a browser, where the request offers one: on the wire that is a function call like any other. */
export const computerScene: Scene = {
  name: 'computer use',
  matches: (turn) =>
    hasTool(turn, 'computer_use') &&
    mentions(turn.prompt, ['browser', 'click', 'open', 'website', 'page', 'go to']),
  reply(turn) {
    const url = /https?:\/\/[^\s<>"')\]]+/.exec(turn.prompt)?.[0];
    const call = url
      ? { name: 'navigate', arguments: { url } }
      : { name: 'click_at', arguments: { x: 480, y: 270 } };
    return { steps: composeCalls(turn, [call]) };
  },
};
