import { existsSync } from 'node:fs';
import { loadEnv, type Plugin, type PreviewServer, type ViteDevServer } from 'vite';
import { createGeminiEmulator } from '../src/emulator.js';
import { nurseryScene } from './nursery-scenes.js';
import {
  createChatHandler,
  toNodeListener,
  type ChatHandler,
  type ChatHandlerOptions,
  type SiteConfig,
} from '../src/server.js';
import { createWeatherScenes } from './weather-scenes.js';

/** What `GET /api/demo` tells the demo's pages: where their answers come from. */
export interface DemoConnection {
  connection: 'emulator' | 'gemini';
  model: string;
}

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

function createBackend(apiKey: string | undefined): ChatHandler {
  if (apiKey) return createChatHandler({ ...everything, apiKey });
  const emulator = createGeminiEmulator({
    pace: 20,
    scenes: [nurseryScene, ...createWeatherScenes()],
    // Another start, other ids: a page left open must not meet a stranger's conversation under an old one.
    seed: String(Date.now()),
  });
  return createChatHandler({ ...everything, apiKey: 'offline-emulator-needs-none', fetch: emulator });
}

/** Serves a chat backend at `/api/gemini` beside the demo's pages: Gemini with a key, else the emulator. */
export function devBackend(): Plugin {
  let apiKey: string | undefined;

  function serve(server: ViteDevServer | PreviewServer) {
    const backend = createBackend(apiKey);
    server.middlewares.use('/api/gemini', toNodeListener(backend));

    const describeConnection = async () => {
      const config: SiteConfig = await (await backend(new Request('http://demo/config'))).json();
      const demo: DemoConnection = { connection: apiKey ? 'gemini' : 'emulator', model: config.defaultModel };
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
      apiKey = loadEnv(mode, root, 'GEMINI_')['GEMINI_API_KEY'];
    },
    configureServer: serve,
    configurePreviewServer: serve,
  };
}
