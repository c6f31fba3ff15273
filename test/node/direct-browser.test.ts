import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { build } from 'vite';
import { createGeminiEmulator } from '../../src/emulator.js';
import { openBrowser, visitPage } from '../support/visit-page.js';
import type * as DirectPage from './direct-page.js';
import { serveHandler } from './serve-handler.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mebibyte = 1_048_576;
const file = '/direct-page.js';

/** The way to Google as browsers load it: each file by its name. */
async function buildTransport(): Promise<ReadonlyMap<string, string>> {
  const entry = `${root}/test/node/direct-page.ts`;
  const lib = { entry, formats: ['es' as const], fileName: 'direct-page' };
  const [bundle] = [
    await build({ root, configFile: false, logLevel: 'silent', build: { write: false, lib } }),
  ].flat();
  assert.ok(bundle && 'output' in bundle);
  const chunks = bundle.output.flatMap((file) => (file.type === 'chunk' ? [file] : []));
  return new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code]));
}

interface Asked {
  readonly path: string;
  readonly cookie: string | null;
  readonly key: string | null;
}

const note = ({ url, headers }: Request): Asked => ({
  path: new URL(url).pathname,
  cookie: headers.get('cookie'),
  key: headers.get('x-goog-api-key'),
});

const html = { 'content-type': 'text/html' };
const late = () => new Date(Date.now() - 60_000).toISOString();

/** What stands at the addresses of the site's own server that give out credentials, more or less. */
const endpoints: Readonly<Record<string, (asked: number) => Response>> = {
  '/token': (asked) => Response.json({ token: `key-${asked}` }),
  '/page': () => new Response('<!doctype html><title>Sign in</title>', { headers: html }),
  '/redirect': () => new Response(null, { status: 302, headers: { location: '/page' } }),
  '/elsewhere': () => new Response(null, { status: 307, headers: { location: 'http://localhost:9/token' } }),
  '/sign-in': () => Response.json({}, { status: 401 }),
  '/too-often': () => Response.json({}, { status: 429, headers: { 'retry-after': '5' } }),
  '/broken': () => new Response('', { status: 500 }),
  '/expired': () => Response.json({ token: 'key-0', expireTime: late() }),
};

describe('a browser on a page of another origin than Gemini’s', () => {
  const asked: Asked[] = [];
  const state = { refuses: 0, tokens: 0 };
  let browser: Browser | undefined;
  let page: Page | undefined;
  let problems: string[] = [];
  let gemini = '';

  before(async () => {
    const files = await buildTransport();
    const emulator = createGeminiEmulator({
      faults: ({ method, url }) => {
        if (method !== 'POST' || !url.endsWith('/interactions') || state.refuses === 0) return undefined;
        state.refuses -= 1;
        return { kind: 'status', status: 401 };
      },
    });
    gemini = await serveHandler(async (request) => {
      if (request.method !== 'OPTIONS') asked.push(note(request));
      return emulator(request);
    });
    const site = await serveHandler(async (request) => {
      const { pathname } = new URL(request.url);
      const code = files.get(pathname);
      if (code !== undefined) return new Response(code, { headers: { 'content-type': 'text/javascript' } });
      const endpoint = endpoints[pathname];
      if (!endpoint || request.method !== 'POST') {
        return new Response('<!doctype html>', { headers: { ...html, 'set-cookie': 'session=me; Path=/' } });
      }
      asked.push(note(request));
      state.tokens += 1;
      return endpoint(state.tokens);
    });
    browser = await openBrowser();
    ({ page, problems } = await visitPage(browser, site));
  });
  after(() => browser?.close());

  /** Sends a turn from within the page. */
  async function send(api: string, tokenEndpoint = '/token') {
    assert.ok(page);
    return page.evaluate(
      async (file, way) => {
        const { sendTurn }: typeof DirectPage = await import(file);
        return sendTurn(way);
      },
      file,
      { api, apiBase: gemini, tokenEndpoint },
    );
  }

  for (const api of ['interactions', 'generate-content']) {
    it(`may ask it by ${api}, with a key and without cookies`, async () => {
      asked.length = 0;
      const { text, failure } = await send(api);
      assert.deepEqual(failure, []);
      assert.notEqual(text, '');
      const [token, turn] = asked;
      assert.deepEqual([token?.path, token?.cookie], ['/token', 'session=me']);
      assert.match(turn?.path ?? '', /^\/v1beta\//);
      assert.equal(turn?.cookie, null);
      assert.match(turn?.key ?? '', /^key-\d+$/);
      assert.deepEqual(problems, []);
    });
  }

  it('may ask again with another key', async () => {
    asked.length = 0;
    state.refuses = 1;
    const { failure } = await send('interactions');
    assert.deepEqual(failure, []);
    assert.deepEqual(
      asked.map(({ path }) => path),
      ['/token', '/v1beta/interactions', '/token', '/v1beta/interactions'],
    );
    assert.notEqual(asked[1]?.key, asked[3]?.key);
  });

  it('may send it files in pieces, ask for them, delete them, and stop an answer', async () => {
    assert.ok(page);
    asked.length = 0;
    const result = await page.evaluate(
      async (file, way, bytes) => {
        const { sendFile }: typeof DirectPage = await import(file);
        return sendFile(way, bytes);
      },
      file,
      { api: 'interactions', apiBase: gemini, tokenEndpoint: '/token' },
      5 * mebibyte,
    );
    assert.deepEqual(result, { size: String(5 * mebibyte), statuses: [200, 200, 404] });
    const uploads = asked.filter(({ path }) => path === '/upload/v1beta/files');
    assert.ok(uploads.length > 3, 'in several pieces');
    assert.deepEqual(
      asked.filter(({ path, cookie }) => path !== '/token' && cookie !== null),
      [],
    );
  });

  const failures: readonly (readonly [what: string, endpoint: string, failure: readonly unknown[]])[] = [
    ['answers a page', '/page', ['unauthorized', 'token-unreadable', 0]],
    ['redirects to a page', '/redirect', ['unauthorized', 'token-refused', 0]],
    ['redirects to somebody else', '/elsewhere', ['unauthorized', 'token-refused', 0]],
    ['wants a visitor to sign in', '/sign-in', ['unauthorized', 'token-refused', 0]],
    ['was asked too often', '/too-often', ['unauthorized', 'token-limited', 5]],
    ['is broken', '/broken', ['unauthorized', 'token-unreachable', 0]],
    ['is not there', 'http://127.0.0.1:9/token', ['unauthorized', 'token-unreachable', 0]],
    ['gives what has ended by its own clock', '/expired', ['unauthorized', 'token-expired', 0]],
  ];
  for (const [what, endpoint, failure] of failures) {
    it(`hears what is wrong where the endpoint ${what}`, async () => {
      asked.length = 0;
      assert.deepEqual((await send('interactions', endpoint)).failure, failure);
      assert.equal(
        asked.some(({ path }) => path.startsWith('/v1beta/')),
        false,
        'Gemini is not asked',
      );
    });
  }
});
