import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { Program } from './start-program.js';

const key = 'AIza-canary_0123456789.abcdefghijklm';
const folder = new URL('../../demo/backends/', import.meta.url);
const question = { input: 'Hello', stream: true };

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

/** Runs a recipe as its reader would. */
async function startRecipe(test: TestContext, name: string): Promise<{ program: Program; ask: Ask }> {
  const port = await findFreePort();
  const words = ['--import', 'tsx', '--import', './test/node/recipe-setup.ts', `demo/backends/${name}`];
  const program = new Program(test, words, { GEMINI_API_KEY: key, PORT: String(port) });
  const ask: Ask = (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init);
  for (const end = performance.now() + 20_000; performance.now() < end; await pause(50)) {
    const isUp = await ask('/').then(
      () => true,
      () => false,
    );
    if (isUp) return { program, ask };
  }
  throw new Error(`${name} does not listen: ${program.stderr}`);
}

/** The functions that a recipe exports for a framework to call, with the emulator as Gemini. */
async function importRecipe(test: TestContext, name: string): Promise<Record<string, unknown>> {
  const real = globalThis.fetch;
  test.after(() => (globalThis.fetch = real));
  const { fetchOffline } = await import('./recipe-setup.js');
  globalThis.fetch = fetchOffline;
  // Their lines of log are not for the report of these tests.
  test.mock.method(console, 'info', () => undefined);
  const file = new URL(name, folder).href;
  return import(file);
}

function post(path: string, body: unknown): [string, RequestInit] {
  return [
    path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  ];
}

/** What every backend does, wherever it stands. */
async function checkBackend(ask: Ask): Promise<void> {
  const streamed = await ask(...post('/api/gemini/interactions', question));
  assert.equal(streamed.status, 200);
  assert.match(streamed.headers.get('content-type') ?? '', /^text\/event-stream/);
  const text = await streamed.text();
  assert.match(text, /event: interaction\.created[^]*event: interaction\.completed/);
  assert.doesNotMatch(text + JSON.stringify([...streamed.headers]), /AIza/);

  const refused = await ask(...post('/api/gemini/interactions', { ...question, model: 'gemini-9' }));
  assert.equal(refused.status, 400);
  assert.deepEqual(await (await ask('/api/gemini/health')).json(), { status: 'ok' });
  const config: { defaultModel: string } = await (await ask('/api/gemini/config')).json();
  assert.equal(config.defaultModel, 'gemini-3.5-flash');
  assert.equal((await ask('/api/gemini/files/abc', { method: 'DELETE' })).status, 404);
}

describe('the recipes', () => {
  for (const name of ['node.js', 'express.js', 'hono.js']) {
    it(`serve the chat: ${name}`, async (test) => {
      const { ask } = await startRecipe(test, name);
      await checkBackend(ask);
    });
  }

  it('let answers come to their end when the server is told to stop: node.js', async (test) => {
    const { program, ask } = await startRecipe(test, 'node.js');
    const answer = await ask(...post('/interactions', question));
    program.signal('SIGTERM');
    assert.match(await answer.text(), /event: interaction\.completed/);
    assert.equal(await program.ends(), 0);
  });

  it('give Next.js a function for each method: next-route.js', async (test) => {
    process.env['GEMINI_API_KEY'] = key;
    const route = await importRecipe(test, 'next-route.js');
    await checkBackend((path, init) => {
      const request = new Request(`http://localhost${path}`, init);
      const answer = route[request.method];
      assert.ok(typeof answer === 'function', request.method);
      return answer(request, { params: Promise.resolve({ path: path.split('/') }) });
    });
    assert.equal(route['dynamic'], 'force-dynamic');
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) assert.ok(method in route, method);
  });

  it('need no key while Next.js builds the site: next-route.js', async (test) => {
    const words = [
      '--import',
      'tsx',
      '--import',
      './test/node/recipe-setup.ts',
      'demo/backends/next-route.js',
    ];
    const program = new Program(test, words);
    assert.equal(await program.ends(), 0);
  });

  it('give a Worker its fetch, and its key with the request: worker.js', async (test) => {
    const worker: { default?: { fetch?: unknown } } = await importRecipe(test, 'worker.js');
    const answer = worker.default?.fetch;
    assert.ok(typeof answer === 'function');
    await checkBackend((path, init) =>
      answer(new Request(`http://localhost${path}`, init), { GEMINI_API_KEY: key }),
    );
  });

  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  for (const name of readdirSync(folder)) {
    it(`are short, and stand in the README as they are: ${name}`, () => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      assert.ok(text.trim().split('\n').length <= 15);
      assert.ok(readme.includes(`\`\`\`js\n${text}\`\`\``), `${name} is another one in the README`);
    });
  }
});
