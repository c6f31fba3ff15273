import { type Message, readContents } from '../conversation/message.js';
import type { ComposerElement } from '../ui/composer-element.js';

/** The last message that did not reach the model; its text may stand in the message box again. */
export function findUnsent(messages: readonly Message[]): Message | undefined {
  return messages.findLast((message) => message.role === 'user' && message.status === 'error');
}

/** Gives the words and files of a message that has just failed back to the box, unless the reader wrote on meanwhile. */
export function restoreUnsent(
  before: readonly Message[],
  after: readonly Message[],
  composer: ComposerElement | null,
): void {
  const last = after.at(-1);
  if (last && last !== before.at(-1) && last === findUnsent(after))
    composer?.restore(last.text, last.id, readContents(last));
}

/** Takes that text out of the box again, where it was not touched. */
export function takeBackUnsent(messages: readonly Message[], composer: ComposerElement | null): void {
  const unsent = findUnsent(messages);
  if (unsent) composer?.takeBack(unsent.id, unsent.text);
}
