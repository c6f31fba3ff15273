import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { type EmulatedSite, googleAddress, openSite, type SiteOptions } from './emulated-site.js';
import { mountChat } from './mount-chat.js';

/** One of the ways in which the same conversation can travel. */
export interface Way {
  readonly name: string;
  /** Who is asked: the site's backend, Google's REST API, or its Live API with a token of the site's. */
  readonly over: 'backend' | 'google' | 'live';
  readonly api: GeminiChatElement['api'];
  readonly isUnary: boolean;
  readonly stateless: boolean;
  /** The one model that there is on that way. */
  readonly model?: string;
}

/** The server keeps what was said. */
export const stateful: Way = {
  name: 'over Interactions',
  over: 'backend',
  api: 'interactions',
  stateless: false,
  isUnary: false,
};

/** The chat keeps what was said, and says it again each time. */
export const stateless: Way = { ...stateful, name: 'over Interactions, stateless', stateless: true };

/** The older API, which keeps nothing. */
export const classic: Way = { ...stateful, name: 'over generateContent', api: 'generate-content' };

/** The same three without a backend between them. */
export const direct: Way = { ...stateful, name: 'over Google directly', over: 'google' };
export const directStateless: Way = {
  ...direct,
  name: 'over Google directly, stateless',
  stateless: true,
};
export const directClassic: Way = {
  ...direct,
  name: 'over generateContent directly',
  api: 'generate-content',
};

/** Sessions with a model that takes what was said before them as words alone. */
export const live: Way = {
  ...stateful,
  name: 'over Live with a token',
  over: 'live',
  model: 'gemini-3.1-flash-live-preview',
};

/** Sessions with a model that can be told what was said before. */
export const olderLive: Way = {
  ...live,
  name: 'over Live with an older model',
  model: 'gemini-live-2.5-flash-preview',
};

/** Requests and answers, streamed and whole; and the API that can remember, without its memory. */
export const restWays: readonly Way[] = [
  stateful,
  { ...stateful, name: 'over Interactions, answered whole', isUnary: true },
  stateless,
  classic,
  { ...classic, name: 'over generateContent, answered whole', isUnary: true },
  direct,
  directStateless,
  directClassic,
];

/** Live sessions. */
export const liveWays: readonly Way[] = [live, olderLive];

/** Every way there is. */
export const ways: readonly Way[] = [...restWays, ...liveWays];

/** Those whose answers are streamed. */
export const streamedWays = ways.filter(({ isUnary }) => !isUnary);

/** Those in which the chat has to say again in each request what was said. */
export const forgetfulWays = restWays.filter(
  ({ api, isUnary, stateless: isStateless }) => !isUnary && (isStateless || api === 'generate-content'),
);

/** What a page sets for one of the ways to an emulated site. */
export function connect({ over, api, stateless: isStateless, model }: Way): Partial<GeminiChatElement> {
  const usual = { api, stateless: isStateless };
  if (over === 'backend') return usual;
  const google = { ...usual, endpoint: '', apiBase: googleAddress };
  if (over === 'live') return { ...google, tokenEndpoint: '/api/gemini/token', model: model ?? '' };
  // Either kind of credential, one for each API.
  const token = api === 'interactions' ? 'AQ.short-lived-key' : 'ya29.a-bearer';
  return { ...google, getToken: async () => ({ token }) };
}

/** A chat that takes one of the ways to an emulated site. */
export async function openChat(
  way: Way,
  options: SiteOptions = {},
  properties: Partial<GeminiChatElement> = {},
): Promise<{ readonly chat: GeminiChatElement; readonly site: EmulatedSite }> {
  const { isUnary, model } = way;
  const site = openSite({ isUnary, ...(model && { liveModel: model }), ...options });
  const chat = await mountChat({
    fetch: site.fetch,
    ...connect(way),
    ...properties,
    ...(model && { model }),
  });
  return { chat, site };
}
