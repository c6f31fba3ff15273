import type { DemoConnection } from './dev-backend.js';
import { writeTag } from './write-snippet.js';

/** What the reader chose for live sessions. */
export interface LiveWishes {
  readonly model: string;
  readonly voice: boolean;
  readonly voiceInput: boolean;
}

/** A way for a chat to reach Gemini. */
export interface ConnectionWay {
  /** What happens, in two sentences. */
  readonly about: string;
  /** The tag as a site would write it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Why it cannot be tried here; empty where it can. */
  readonly obstacle: string;
}

const backend: ConnectionWay = {
  about:
    'Each question goes to your own server, which adds your key and passes the answer on. The browser holds no credential, and what visitors may do is checked on the way.',
  attributes: { endpoint: '/api/gemini' },
  obstacle: '',
};

function describeLive({ live }: DemoConnection, wishes: LiveWishes): ConnectionWay {
  const [usual] = live;
  const { model, tokenEndpoint } = live.find((one) => one.model === wishes.model) ?? usual ?? {};
  return {
    about:
      'Your server gives out a token for one session, locked to a model, and the browser talks to Google’s Live API with it. The chat shows the words of what the model says; it can also play them, and listen.',
    attributes: {
      'token-endpoint': tokenEndpoint ?? '',
      // The usual one need not be named.
      ...(model !== undefined && model !== usual?.model && { model }),
      ...(wishes.voice && { voice: '' }),
      ...(wishes.voiceInput && { 'voice-input': '' }),
    },
    obstacle: '',
  };
}

function describeDirect({ direct }: DemoConnection): ConnectionWay {
  return {
    about:
      'Your server gives out a credential that ends after minutes, and the browser asks Google’s REST API with it. Nothing runs in between, so nothing but Google’s own limits holds visitors back.',
    attributes: { 'token-endpoint': '/api/demo/credential' },
    obstacle: direct
      ? ''
      : 'Not to be tried here: a key must never reach a browser. Start the demo with an access token of Google’s in GEMINI_ACCESS_TOKEN, or without GEMINI_API_KEY.',
  };
}

/** The names of the ways, as the page's radio buttons have them. */
export type WayName = 'backend' | 'live' | 'direct';

/** A way as this page would go it. */
export function describeWay(name: WayName, demo: DemoConnection, wishes: LiveWishes): ConnectionWay {
  if (name === 'live') return describeLive(demo, wishes);
  return name === 'direct' ? describeDirect(demo) : backend;
}

/** The page that a site would write for it. */
export function writePage({ attributes }: ConnectionWay): string {
  return `<script type="module" src="/cdn/gemini-chat.js"></script>\n${writeTag(attributes)}`;
}
