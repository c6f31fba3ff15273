import { openDeepChat } from './open-deep-chat.js';

/** With its option that renders a long answer in pieces. */
export function createContender(box) {
  return openDeepChat(box, { partialRender: true });
}
