import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { GeminiEmulatorOptions, LiveServerOptions } from '../../src/emulator.js';
import { createChatHandler } from '../../src/server.js';
import { openLine } from './breakable-line.js';
import { serveHandler } from './serve-handler.js';
import { serveLive } from './serve-live.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The page's script, and with it the chat, as browsers load it: each file by its name. */
async function buildPage(): Promise<ReadonlyMap<string, string>> {
  const lib = { entry: `${root}/test/node/live-page.ts`, formats: ['es' as const], fileName: 'live-page' };
  const settings = { write: false, lib, target: 'es2022', minify: false } as const;
  const [bundle] = [await build({ root, configFile: false, logLevel: 'silent', build: settings })].flat();
  assert.ok(bundle && 'output' in bundle);
  const chunks = bundle.output.flatMap((file) => (file.type === 'chunk' ? [file] : []));
  return new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code]));
}

let built: ReturnType<typeof buildPage> | undefined;

/** What of a site a test decides. */
export interface LiveSiteOptions extends GeminiEmulatorOptions {
  /** The model of its sessions. */
  readonly model?: string;
  /** Attributes of the chat beside those of its way to Gemini. */
  readonly attributes?: string;
  readonly connection?: LiveServerOptions;
}

/** A connection as the server saw it. */
interface ServedSession {
  readonly begun: number;
  /** When it was closed, in milliseconds of `performance.now()`. */
  ended?: number;
}

/** A page with a chat that speaks to Gemini over real sockets, which can be broken. */
export async function openLiveSite({
  model = 'gemini-live-2.5-flash-preview',
  attributes = '',
  connection,
  ...options
}: LiveSiteOptions) {
  built ??= buildPage();
  const files = await built;
  const { url: gemini, server, emulator } = await serveLive(options, connection);
  const sessions: ServedSession[] = [];
  server.on('upgrade', (_incoming, socket) => {
    const session: ServedSession = { begun: performance.now() };
    sessions.push(session);
    socket.on('close', () => {
      session.ended = performance.now();
    });
  });
  const line = await openLine(gemini);
  const handler = createChatHandler({ apiKey: 'emulator', fetch: emulator, live: { model }, log: false });
  const tokens = { isUp: true, asked: 0 };
  const way = `token-endpoint="/api/token" api-base="${line.url}" model="${model}"`;
  const html = `<!doctype html><title>A chat</title><script type="module" src="/live-page.js"></script>
    <div id="one"><gemini-chat ${way} ${attributes}></gemini-chat></div><div id="two"></div>`;
  const site = await serveHandler(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/api/token') {
      tokens.asked += 1;
      if (!tokens.isUp) return new Response('', { status: 503 });
    }
    if (pathname.startsWith('/api/')) return handler(request);
    const code = files.get(pathname);
    if (code !== undefined) return new Response(code, { headers: { 'content-type': 'text/javascript' } });
    const isPage = pathname === '/';
    return new Response(isPage ? html : '', {
      status: isPage ? 200 : 404,
      headers: { 'content-type': 'text/html' },
    });
  });
  return { url: `${site}/`, gemini, line, sessions, tokens, emulator };
}
