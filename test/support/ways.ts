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

const remembered = { stateless: false, isUnary: false };

/** Both APIs, streamed and whole; and the one that can remember, without its memory. */
export const ways: readonly Way[] = [
  { name: 'over Interactions', api: 'interactions', ...remembered },
  { name: 'over Interactions, answered whole', api: 'interactions', ...remembered, isUnary: true },
  { name: 'over Interactions, stateless', api: 'interactions', ...remembered, stateless: true },
  { name: 'over generateContent', api: 'generate-content', ...remembered },
  { name: 'over generateContent, answered whole', api: 'generate-content', ...remembered, isUnary: true },
];

/** Those of the Interactions API. */
export const interactionWays = ways.filter(({ api }) => api === 'interactions');

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
