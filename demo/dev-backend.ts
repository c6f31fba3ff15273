import { existsSync } from 'node:fs';
import { loadEnv, type Plugin, type PreviewServer, type ViteDevServer } from 'vite';
import { attachLive, createGeminiEmulator } from '../src/emulator.js';
import {
  createChatHandler,
  toNodeListener,
  type ChatHandler,
  type ChatHandlerOptions,
  type SiteConfig,
} from '../src/server.js';
import { answerCredential } from './answer-credential.js';
import { nurseryScene } from './nursery-scenes.js';
import { ShortLivedKeys } from './short-lived-keys.js';
import { createWeatherScenes } from './weather-scenes.js';

/** What `GET /api/demo` tells the demo's pages: where their answers come from. */
export interface DemoConnection {
  connection: 'emulator' | 'gemini';
  model: string;
  /** Where browsers find Gemini without a backend; empty for Google's own address. */
  apiBase: string;
  /** Who gives out tokens for live sessions, and with which model. */
  live: { model: string; tokenEndpoint: string }[];
  /** Whether there are short-lived credentials for the REST API. */
  direct: boolean;
}

/** The first is the usual one. Each token opens sessions with one model, so each has a backend of its own. */
const liveBackends = [
  { model: 'gemini-3.1-flash-live-preview', path: '/api/gemini' },
  { model: 'gemini-2.5-flash-native-audio-preview-12-2025', path: '/api/native-audio' },
];

/** Where the emulator is for browsers that look for Gemini without a backend. */
const offlineBase = '/offline-gemini';
const offlineKey = 'offline-emulator-needs-none';

/**
 * Nearly everything that a backend can let through, since this one answers on a developer's own machine alone. A
 * site of yours allows what its pages need.
 */
const everything: Omit<ChatHandlerOptions, 'apiKey'> = {
  models: ['gemini-3.5-flash', 'gemini-3.1-flash-image', 'gemini-3.8-flash-tts'],
  agents: ['antigravity-preview-05-2026', 'deep-research-preview-04-2026'],
  tools: ['google_search', 'url_context', 'code_execution', 'google_maps', 'function'],
  uriHosts: ['www.youtube.com', 'youtu.be'],
  maxBodyBytes: 12_582_912,
  streamSeconds: 3600,
  limits: { visitor: {}, address: {}, site: {} },
  log: false,
};

/** Takes the backend's key, and of browsers those that the demo gave out a short while ago. */
function createOfflineGemini(keys: ShortLivedKeys) {
  return createGeminiEmulator({
    pace: 20,
    scenes: [nurseryScene, ...createWeatherScenes()],
    // Another start, other ids: a page left open must not meet a stranger's conversation under an old one.
    seed: String(Date.now()),
    faults: ({ headers }) => {
      const key = headers.get('x-goog-api-key');
      return key === null || key === offlineKey || keys.has(key)
        ? undefined
        : { kind: 'status', status: 401 };
    },
  });
}

/**
 * Serves a chat backend at `/api/gemini` beside the demo's pages: Gemini with a key, else the emulator; and what
 * browsers need that talk to Gemini by themselves.
 */
export function devBackend(): Plugin {
  let apiKey: string | undefined;
  let accessToken: string | undefined;

  function serve(server: ViteDevServer | PreviewServer) {
    const keys = new ShortLivedKeys();
    const emulator = apiKey ? undefined : createOfflineGemini(keys);
    const backends = liveBackends.map(({ model, path }): ChatHandler => {
      const backend = createChatHandler({
        ...everything,
        apiKey: apiKey ?? offlineKey,
        ...(emulator && { fetch: emulator }),
        live: { model },
      });
      server.middlewares.use(path, toNodeListener(backend));
      return backend;
    });
    if (emulator) {
      server.middlewares.use(offlineBase, toNodeListener(emulator));
      // What sits in another server has no sockets of its own.
      if (server.httpServer) attachLive(server.httpServer, emulator);
    }
    const findCredential = () => {
      if (emulator) return keys.create();
      // A key must not reach a browser; what the host's own sign-in gave for an hour may.
      return accessToken ? { token: accessToken, kind: 'bearer' as const } : undefined;
    };
    server.middlewares.use(
      '/api/demo/credential',
      toNodeListener((request) => answerCredential(request, findCredential)),
    );

    const describeConnection = async () => {
      const answer = await backends[0]?.(new Request('http://demo/config'));
      const config: SiteConfig | undefined = await answer?.json();
      const demo: DemoConnection = {
        connection: emulator ? 'emulator' : 'gemini',
        model: config?.defaultModel ?? '',
        apiBase: emulator ? offlineBase : '',
        live: liveBackends.map(({ model, path }) => ({ model, tokenEndpoint: `${path}/token` })),
        direct: emulator !== undefined || accessToken !== undefined,
      };
      return Response.json(demo);
    };
    server.middlewares.use('/api/demo', toNodeListener(describeConnection));

    // Plain lines: a terminal's colours would cut the address in pieces for whoever reads it from a log.
    server.printUrls = () => {
      for (const url of server.resolvedUrls?.local ?? []) console.log(`Demo: ${url}`);
      for (const url of server.resolvedUrls?.network ?? []) console.log(`On the network: ${url}`);
      console.log(
        apiKey
          ? 'Connection: Gemini, with the key in GEMINI_API_KEY.'
          : 'Connection: the offline emulator. Set GEMINI_API_KEY to talk to Gemini.',
      );
      if (!existsSync('dist/cdn')) console.log('Pages with a plain script tag need `npm run build` first.');
    };
  }

  return {
    name: 'gemini-chat-dev-backend',
    configResolved({ mode, root }) {
      const variables = loadEnv(mode, root, 'GEMINI_');
      // Set to nothing is as good as not set.
      apiKey = variables['GEMINI_API_KEY'] || undefined;
      accessToken = variables['GEMINI_ACCESS_TOKEN'] || undefined;
    },
    configureServer: serve,
    configurePreviewServer: serve,
  };
}
