import type { Fault } from '../../src/emulator.js';
import { isLiveAddress } from '../../src/emulator/live-caller.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import type { EmulatedSocket } from './emulated-socket.js';
import { googleAddress, say, script, type SiteOptions } from './emulated-site.js';
import { openChat, type Way } from './ways.js';

/** What goes wrong between a chat and Google. */
export interface Trouble {
  /** What the address of credentials answers. */
  readonly grant?: (usual: () => Promise<Response>) => Response | Promise<Response>;
  /** What Google's REST API answers. */
  readonly rest?: () => Response | Promise<Response>;
  /** What befalls sockets. */
  readonly socket?: Fault;
  /** What befalls a session when the server has said something; false keeps it from the chat. */
  readonly session?: (socket: EmulatedSocket, message: WireObject) => unknown;
}

/** What is answered to everything. */
export const answer = 'One two three four five six seven eight nine ten.';

/** A chat without a backend in such trouble, until a test ends it. */
export async function openTroubled(way: Way, trouble: Trouble, options: SiteOptions = {}) {
  let isOn = true;
  const { grant, rest: google, socket, session } = trouble;
  const { chat, site } = await openChat(
    way,
    {
      scenes: [script([say(answer)])],
      faults: ({ url }) => (isOn && isLiveAddress(url) ? socket : undefined),
      ...options,
      sockets: {
        ...options.sockets,
        onMessage: (message, each) => (isOn ? session?.(each, message) : undefined),
      },
    },
    { tokenEndpoint: '/api/gemini/token', getToken: undefined },
  );
  let grants = 0;
  const fetch: typeof globalThis.fetch = async (given, init) => {
    const request = new Request(given, init);
    if (request.url.startsWith(googleAddress)) return isOn && google ? google() : site.fetch(request);
    grants += 1;
    const usual = async () =>
      way.over === 'live' ? site.fetch(request) : Response.json({ token: 'AQ.short-lived' });
    return isOn && grant ? grant(usual) : usual();
  };
  chat.fetch = fetch;
  await chat.updateComplete;
  const heard: string[] = [];
  for (const name of ['chat-error', 'chat-sign-in'] as const) {
    chat.addEventListener(name, ({ type, error }) =>
      heard.push(`${type} ${error.code} ${error.reason ?? ''}`.trim()),
    );
  }
  const end = () => {
    isOn = false;
  };
  return { chat, site, heard, end, countGrants: () => grants };
}
