import { openDeepChat } from './open-deep-chat.js';

/** As the package streams by default. */
export function createContender(box) {
  return openDeepChat(box, true);
}
