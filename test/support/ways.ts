import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { type EmulatedSite, openSite, type SiteOptions } from './emulated-site.js';
import { mountChat } from './mount-chat.js';

/** One of the ways in which the same conversation can travel. */
export interface Way {
  readonly name: string;
  readonly api: GeminiChatElement['api'];
  readonly isUnary: boolean;
  readonly stateless: boolean;
}

/** The server keeps what was said. */
export const stateful: Way = {
  name: 'over Interactions',
  api: 'interactions',
  stateless: false,
  isUnary: false,
};

/** The chat keeps what was said, and says it again each time. */
export const stateless: Way = { ...stateful, name: 'over Interactions, stateless', stateless: true };

/** The older API, which keeps nothing. */
export const classic: Way = { ...stateful, name: 'over generateContent', api: 'generate-content' };

/** Both APIs, streamed and whole; and the one that can remember, without its memory. */
export const ways: readonly Way[] = [
  stateful,
  { ...stateful, name: 'over Interactions, answered whole', isUnary: true },
  stateless,
  classic,
  { ...classic, name: 'over generateContent, answered whole', isUnary: true },
];

/** Those whose answers are streamed. */
export const streamedWays = [stateful, stateless, classic];

/** Those in which the chat has to say again what was said. */
export const forgetfulWays = [stateless, classic];

/** A chat that takes one of the ways to an emulated site. */
export async function openChat(
  { api, isUnary, stateless }: Way,
  options: SiteOptions = {},
  properties: Partial<GeminiChatElement> = {},
): Promise<{ readonly chat: GeminiChatElement; readonly site: EmulatedSite }> {
  const site = openSite({ isUnary, ...options });
  const chat = await mountChat({ api, stateless, fetch: site.fetch, ...properties });
  return { chat, site };
}
