import { preloadMarkdown } from '../ui/load-markdown.js';
import { type Connection, preloadTransport } from './choose-transport.js';

/** Begins to load what an answer needs: whoever puts the focus into the chat is about to ask. */
export function preloadTurn(page: Connection): void {
  preloadMarkdown();
  preloadTransport(page);
}
