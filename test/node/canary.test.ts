import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createGeminiEmulator } from '../../src/emulator.js';
import type { ChatHandlerOptions } from '../../src/server.js';
import { createChatHandler } from '../../src/server.js';
import { canary, leaks } from './canary-leaks.js';
import { serveHandler } from './serve-handler.js';

/** Shorter pieces of the key may occur by chance. */
const pieceLength = 10;
const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/** The forms in which a key could leave: as it is, a piece of it, or encoded. */
const forms: readonly string[] = [
  ...Array.from({ length: canary.length - pieceLength + 1 }, (_, at) => canary.slice(at, at + pieceLength)),
  Buffer.from(canary).toString('base64').slice(0, 24),
  Buffer.from(canary).toString('hex').slice(0, 24),
  encodeURIComponent(canary),
];

function assertClean(seen: string, where: string): void {
  for (const form of forms) assert.ok(!seen.includes(form), `“${form}” of the key is in ${where}`);
}

/** All that leaves the server: status, headers, and the body or the error of reading it. */
async function collect(response: Response): Promise<string> {
  const body = await response.text().catch((error: unknown) => String(error));
  return `${response.status} ${response.statusText}\n${JSON.stringify([...response.headers])}\n${body}`;
}

/** A backend over real sockets whose Gemini is the emulator until it is told otherwise. */
async function serveBackend(options: Partial<ChatHandlerOptions> = {}) {
  const emulator = createGeminiEmulator();
  const gemini = { answer: (request: Request): Response | Promise<Response> => emulator(request), keys: 0 };
  const handler = createChatHandler({
    apiKey: canary,
    fetch: async (request) => {
      if (request.headers.get('x-goog-api-key') === canary) gemini.keys += 1;
      return gemini.answer(request);
    },
    metrics: true,
    limits: { visitor: {}, address: {}, site: {} },
    resumeSeconds: 0,
    ...options,
  });
  return { gemini, url: await serveHandler(handler) };
}

type Send = (url: string) => Promise<Response>;

const post =
  (path: string, body: unknown): Send =>
  (url) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

const startUpload: Send = (url) =>
  fetch(`${url}/upload/v1beta/files`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-goog-upload-protocol': 'resumable',
      'x-goog-upload-command': 'start',
      'x-goog-upload-header-content-length': '5',
      'x-goog-upload-header-content-type': 'text/plain',
    },
    body: JSON.stringify({ file: { displayName: 'a.txt' } }),
  });

const sendPiece = (address: string, command: string): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    headers: { 'x-goog-upload-offset': '0', 'x-goog-upload-command': command },
    body: command === 'query' ? '' : 'hello',
  });

/** Every route, as a visitor uses it who has a conversation, a run, a file and an upload under way. */
async function prepareRoutes(url: string): Promise<readonly (readonly [route: string, send: Send])[]> {
  const readJson = async (response: Response): Promise<Record<string, unknown>> => response.json();
  const { id } = await readJson(await post('/interactions', { input: 'hello' })(url));
  const run = await readJson(await post('/interactions', { input: 'hello', background: true })(url));
  const begun = await startUpload(url);
  const upload = begun.headers.get('x-goog-upload-url') ?? '';
  const other = (await startUpload(url)).headers.get('x-goog-upload-url') ?? '';
  const done: { file?: { name?: string } } = await (await sendPiece(other, 'upload, finalize')).json();
  const name = done.file?.name;
  assert.ok(typeof id === 'string' && typeof run['id'] === 'string' && upload && name);
  const at =
    (path: string, method = 'GET'): Send =>
    (address) =>
      fetch(address + path, { method });
  const contents = [{ role: 'user', parts: [{ text: 'hello' }] }];
  const model = '/models/gemini-3.5-flash';
  return [
    ['POST /interactions', post('/interactions', { input: 'hello' })],
    ['POST /interactions, streamed', post('/v1beta/interactions', { input: 'hello', stream: true })],
    ['POST /interactions in the background', post('/interactions', { input: 'hello', background: true })],
    ['POST /interactions, refused', post('/interactions', { input: 'hello', key: 1 })],
    ['GET /interactions/{id}', at(`/interactions/${id}`)],
    ['GET /interactions/{id}, streamed', at(`/interactions/${run['id']}?stream=true`)],
    ['GET /interactions/{id} of nobody', at('/interactions/v1_nobody')],
    ['POST /interactions/{id}/cancel', at(`/interactions/${run['id']}/cancel`, 'POST')],
    ['DELETE /interactions/{id}', at(`/interactions/${id}`, 'DELETE')],
    ['POST :generateContent', post(`${model}:generateContent`, { contents })],
    ['POST :streamGenerateContent', post(`${model}:streamGenerateContent?alt=sse`, { contents })],
    ['POST :streamGenerateContent as an array', post(`${model}:streamGenerateContent`, { contents })],
    ['POST /upload/files', startUpload],
    ['POST /upload/files, asked how far', () => sendPiece(upload, 'query')],
    ['POST /upload/files, the bytes', () => sendPiece(upload, 'upload, finalize')],
    ['GET /files/{id}', at(`/${name}`)],
    ['DELETE /files/{id}', at(`/${name}`, 'DELETE')],
    ['POST /token', at('/token', 'POST')],
    ['GET /config', at('/config')],
    ['GET /health', at('/health')],
    ['GET /metrics', at('/metrics')],
    ['GET /nothing', at('/nothing')],
    ['OPTIONS /interactions', at('/interactions', 'OPTIONS')],
  ];
}

describe("the site's key", () => {
  const printed: string[] = [];
  const originals = new Map(methods.map((method) => [method, console[method]]));
  const note = (...values: unknown[]) => {
    for (const value of values) printed.push(value instanceof Error ? `${value.stack}` : String(value));
  };

  before(() => {
    for (const method of methods) console[method] = note;
    process.on('warning', note);
  });
  after(() => {
    for (const [method, original] of originals) console[method] = original;
    process.off('warning', note);
  });

  it('is in nothing that a visitor gets or the log keeps, where all goes well', async () => {
    const { gemini, url } = await serveBackend();
    const routes = await prepareRoutes(url);
    const lines = printed.length;
    for (const [route, send] of routes) assertClean(await collect(await send(url)), route);
    assert.ok(gemini.keys >= 15, 'Gemini got the key with each call');
    assert.ok(printed.length >= lines + routes.length, 'each request has its line in the log');
    assertClean(printed.join('\n'), 'the log');
  });

  for (const [where, answer] of leaks) {
    it(`stays on the server though Gemini repeats it in ${where}, on every route`, async () => {
      const { gemini, url } = await serveBackend();
      const routes = await prepareRoutes(url);
      gemini.answer = answer;
      gemini.keys = 0;
      for (const [route, send] of routes) assertClean(await collect(await send(url)), route);
      assert.ok(gemini.keys >= 12, `Gemini got the key only ${gemini.keys} times`);
      assertClean(printed.join('\n'), 'the log');
    });
  }

  for (const [what, options] of [
    [
      'where it is kept',
      { apiKey: () => Promise.reject(new Error(`vault: ${canary}`)), secret: 's'.repeat(40) },
    ],
    [
      'the site, which names its visitors',
      { identify: () => Promise.reject(new Error(`session: ${canary}`)) },
    ],
  ] as const) {
    it(`stays on the server though ${what} fails with it`, async () => {
      const { url } = await serveBackend(options);
      for (const stream of [false, true]) {
        const response = await post('/interactions', { input: 'hello', stream })(url);
        assert.ok(response.status >= 500);
        assertClean(await collect(response), 'the answer');
      }
      assertClean(printed.join('\n'), 'the log');
    });
  }

  it('is not sent to where Gemini redirects to', async () => {
    const followed: string[] = [];
    const stranger = await serveHandler((request) => {
      followed.push(request.url);
      return Promise.resolve(Response.json({ id: 'v1_a', object: 'interaction', status: 'completed' }));
    });
    const location = `${stranger}/?key=${canary}`;
    const baseUrl = await serveHandler(() =>
      Promise.resolve(new Response(null, { status: 307, headers: { location } })),
    );
    const handler = createChatHandler({ apiKey: canary, baseUrl });
    const url = await serveHandler(handler);
    const contents = [{ role: 'user', parts: [{ text: 'hello' }] }];
    for (const send of [
      post('/interactions', { input: 'hello' }),
      post('/interactions', { input: 'hello', stream: true }),
      post('/models/gemini-3.5-flash:generateContent', { contents }),
      startUpload,
      post('/token', {}),
    ]) {
      const response = await send(url);
      assert.ok(response.status >= 400);
      assertClean(await collect(response), 'the answer');
    }
    assert.deepEqual(followed, []);
    assertClean(printed.join('\n'), 'the log');
  });
});
