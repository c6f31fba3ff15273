import { readFile } from 'node:fs/promises';
import {
  createServer,
  type Server as HttpServer,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import type * as Emulator from '../../src/emulator.js';
import type * as Server from '../../src/server.js';

const dist = resolve(import.meta.dirname, '../../dist');

/** The content policy under which the element promises to work without a violation. */
function strictPolicy({ scriptOrigin = "'self'", connectSources = [], mediaSource }: StrictSiteOptions) {
  return [
    "default-src 'none'",
    ...(mediaSource ? [`media-src ${mediaSource}`] : []),
    `script-src ${scriptOrigin}`,
    "style-src 'none'",
    ["connect-src 'self'", ...connectSources].join(' '),
    "img-src 'self' data: blob:",
    "frame-src 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html gemini-chat',
  ].join('; ');
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
};

/** A running server. */
export interface Site {
  origin: string;
  close(): Promise<void>;
}

/** Starts a server on a free port of this machine. */
export async function startSite(
  listener: RequestListener,
  prepare: (server: HttpServer) => void = () => {},
): Promise<Site> {
  const server = createServer(listener);
  prepare(server);
  server.listen(0, '127.0.0.1');
  await new Promise((done) => {
    server.once('listening', done);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The test server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
}

/** Answers with a built file; `path` is relative to `dist`. */
export async function sendBuiltFile(path: string, response: ServerResponse) {
  const file = join(dist, decodeURIComponent(path));
  const body = file.startsWith(dist + sep) ? await readFile(file).catch(() => undefined) : undefined;
  if (!body) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('content-type', contentTypes[extname(file)] ?? 'application/octet-stream');
  response.end(body);
}

/** What a strict site serves beside the built files. */
export interface StrictSiteOptions {
  /** Where scripts may come from; the page's own origin by default. */
  scriptOrigin?: string;
  /** What the page may talk to beside its own origin. */
  connectSources?: readonly string[];
  /** Where sound and video may come from; from nowhere by default. */
  mediaSource?: string;
  /** An emulator, or how a new one is to be. */
  emulator?: Emulator.GeminiEmulator | Emulator.GeminiEmulatorOptions;
  /** Answers below `/own/`. */
  ownRoutes?: RequestListener;
}

/** Gemini for who asks it without a backend: the built emulator, with its Live API. */
export async function startGemini(options: Emulator.GeminiEmulatorOptions = {}) {
  const { attachLive, createGeminiEmulator, toNodeListener }: typeof Emulator = await import(
    join(dist, 'emulator.js')
  );
  const emulator = createGeminiEmulator(options);
  let detach = () => {};
  const site = await startSite(toNodeListener(emulator), (server) => {
    detach = attachLive(server, emulator);
  });
  const close = async () => {
    detach();
    await site.close();
  };
  return { origin: site.origin, emulator, close };
}

/** The built backend over the built emulator, as a site would run them. */
async function startBackend(
  options: Emulator.GeminiEmulator | Emulator.GeminiEmulatorOptions,
): Promise<RequestListener> {
  const server: typeof Server = await import(join(dist, 'server.js'));
  const emulator: typeof Emulator = await import(join(dist, 'emulator.js'));
  const fetch = typeof options === 'function' ? options : emulator.createGeminiEmulator(options);
  return server.toNodeListener(server.createChatHandler({ apiKey: 'emulator', fetch, log: false }));
}

/** A site with one page, the built files under `/dist/` and a backend at `/api/gemini`, all under the strict policy. */
export async function startStrictSite(html: string, options: StrictSiteOptions = {}): Promise<Site> {
  const policy = strictPolicy(options);
  const backend = await startBackend(options.emulator ?? { pace: 5 });
  return startSite((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    if (path.startsWith('/api/gemini')) {
      backend(request, response);
      return;
    }
    if (path.startsWith('/own/') && options.ownRoutes) {
      options.ownRoutes(request, response);
      return;
    }
    response.setHeader('content-security-policy', policy);
    if (path === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
    } else {
      void sendBuiltFile(path.replace(/^\/dist\//, ''), response);
    }
  });
}
