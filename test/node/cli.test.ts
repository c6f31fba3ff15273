import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { until } from '../package/serve-listener.js';
import { findRedisObstacle, startRedisServer } from './redis-server.js';
import { Program } from './start-program.js';

const key = 'AIza-canary_0123456789.abcdefghijklm';
const program = ['--import', 'tsx', 'src/cli.ts'];

function start(test: TestContext, words: readonly string[], environment: NodeJS.ProcessEnv = {}): Program {
  return new Program(test, [...program, ...words], environment);
}

/** The command as one would serve a page with it, before an emulator that another one runs. */
async function serveEmulated(test: TestContext, words: readonly string[] = [], pace = '0') {
  const emulator = start(test, ['emulate', '--port', '0', '--pace', pace]);
  const gemini = await emulator.says(/(http:\S+);/);
  const backend = start(test, ['serve', '--port', '0', '--base-url', gemini, ...words], {
    GEMINI_API_KEY: key,
  });
  return { backend, emulator, gemini, url: await backend.says(/(http:\S+);/) };
}

function ask(url: string, input: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'gemini-3.5-flash', input, stream: true }),
  });
}

describe('the command', () => {
  it('says what it can do', async (test) => {
    const help = start(test, ['--help']);
    assert.equal(await help.ends(), 0);
    for (const word of ['serve', 'emulate', '--port', '--origin', '--pace', 'GEMINI_API_KEY']) {
      assert.ok(help.stdout.includes(word), word);
    }
    assert.equal(help.stderr, '');
  });

  it('says which version it is', async (test) => {
    const version = start(test, ['--version']);
    assert.equal(await version.ends(), 0);
    const manifest: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
    assert.equal(version.stdout, `${manifest.version}\n`);
  });

  const mistakes: readonly [string, readonly string[], RegExp, number][] = [
    ['no command', [], /--help/, 2],
    ['an unknown command', ['server'], /"server"/, 2],
    ['an unknown option', ['serve', '--prot', '80'], /'--prot'/, 2],
    ['an option without its value', ['serve', '--port'], /--port/, 2],
    ['a word too many', ['emulate', '9090'], /'9090'/, 2],
    ['a port that is none', ['serve', '--port', '99999'], /--port takes a whole number from 0 to 65535/, 2],
    ['a pace that is none', ['emulate', '--pace', '-1'], /--pace/, 2],
    [
      'an origin that is none',
      ['serve', '--origin', 'example.com'],
      /origins.*https:\/\/www\.example\.com/,
      2,
    ],
    ['an address of another machine', ['emulate', '--host', '203.0.113.1'], /203\.0\.113\.1/, 1],
  ];
  for (const [what, words, message, code] of mistakes) {
    it(`explains in one line what is wrong with ${what}`, async (test) => {
      const mistaken = start(test, words, { GEMINI_API_KEY: key });
      assert.equal(await mistaken.ends(), code);
      assert.match(mistaken.stderr, message);
      assert.match(mistaken.stderr, /^gemini-chat-element: [^\n]+\n$/);
      assert.doesNotMatch(mistaken.stderr, /AIza/);
    });
  }

  it('does not serve without a key, and says where it looks for it', async (test) => {
    const keyless = start(test, ['serve', '--port', '0']);
    assert.equal(await keyless.ends(), 1);
    assert.match(keyless.stderr, /^gemini-chat-element: [^\n]*GEMINI_API_KEY[^\n]*\n$/);
  });

  it('says that a port is in use', async (test) => {
    const other = createServer().listen(0, '127.0.0.1');
    test.after(() => other.close());
    await once(other, 'listening');
    const address = other.address();
    assert.ok(typeof address === 'object' && address !== null);
    const late = start(test, ['emulate', '--port', String(address.port)]);
    assert.equal(await late.ends(), 1);
    assert.match(late.stderr, new RegExp(`^gemini-chat-element: Port ${address.port} is in use[^\n]*\n$`));
  });
});

describe('serve', () => {
  it('answers pages of the named site, writes a line a request and counts them', async (test) => {
    const { backend, url } = await serveEmulated(test, [
      '--origin',
      'https://shop.example',
      '--model',
      'gemini-3.1-pro',
      '--model',
      'gemini-3.5-flash',
      '--metrics',
    ]);
    const answer = await ask(url, 'What is the capital of Peru?', { origin: 'https://shop.example' });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://shop.example');
    assert.match(await answer.text(), /interaction\.completed/);
    const foreign = await ask(url, 'x', { origin: 'https://evil.example' });
    assert.equal(foreign.status, 403);
    await foreign.text();
    const config: { models: unknown } = await (await fetch(`${url}/config`)).json();
    assert.deepEqual(config.models, ['gemini-3.1-pro', 'gemini-3.5-flash']);
    assert.match(await (await fetch(`${url}/metrics`)).text(), /gemini_chat_requests_total\{.*\} 1/);
    await until(() => backend.stdout.split('\n').length >= 6);
    const lines = backend.stdout.trim().split('\n').slice(1);
    const records: { route: string; status: number; id: string }[] = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      records.map(({ route, status }) => `${route} ${status}`),
      ['/interactions 200', '/interactions 403', '/config 200', '/metrics 200'],
    );
    assert.equal(records[0]?.id, answer.headers.get('x-request-id'));
    assert.doesNotMatch(backend.stdout + backend.stderr, /AIza|Peru|127\.0\.0\.1.*"/);
  });

  it('is quiet when it is told to be', async (test) => {
    const { backend, url } = await serveEmulated(test, ['--quiet']);
    await (await ask(url, 'Hello')).text();
    await pause(50);
    assert.equal(backend.stdout.trim().split('\n').length, 1);
    assert.equal((await fetch(`${url}/metrics`)).status, 404);
  });

  it('knows its conversations again under a new secret, as long as it is told the old one', async (test) => {
    const [old, fresh] = ['an old secret of enough characters', 'a new secret of enough characters'];
    const { gemini } = await serveEmulated(test);
    const create = async (secret: string): Promise<string> => {
      const words = ['serve', '--port', '0', '--quiet', '--base-url', gemini];
      const backend = start(test, words, { GEMINI_API_KEY: key, GEMINI_CHAT_SECRET: secret });
      return backend.says(/(http:\S+);/);
    };
    const [first, second, stranger] = await Promise.all([
      create(old),
      create(`${fresh}, ${old}`),
      create(fresh),
    ]);
    const [, id = ''] = /"id":"(v1_[^"]+)"/.exec(await (await ask(first, 'Hello')).text()) ?? [];
    assert.equal((await fetch(`${second}/interactions/${id}`)).status, 200);
    assert.equal((await fetch(`${stranger}/interactions/${id}`)).status, 404);
  });

  it(
    'works with Redis, and ends when it is told to though it is connected',
    { skip: findRedisObstacle() },
    async (test) => {
      const redis = await startRedisServer();
      test.after(() => redis.stop());
      const { backend, url } = await serveEmulated(test, ['--redis', redis.url]);
      assert.equal((await ask(url, 'Hello')).status, 200);
      backend.signal('SIGTERM');
      assert.equal(await backend.ends(), 0);
      assert.equal(backend.stderr, '');
    },
  );

  it('lets a stream come to its end when it is told to stop, and begins no other', async (test) => {
    const { backend, url } = await serveEmulated(test, [], '30');
    const answer = await ask(url, 'Hello');
    const text = answer.text();
    backend.signal('SIGTERM');
    let health = await fetch(`${url}/health`);
    for (let tries = 0; tries < 100 && health.status === 200; tries += 1) {
      await pause(20);
      health = await fetch(`${url}/health`);
    }
    assert.deepEqual([health.status, await health.json()], [503, { status: 'closing' }]);
    const late = await ask(url, 'Hello');
    assert.equal(late.status, 503);
    assert.ok(Number(late.headers.get('retry-after')) > 0);
    assert.match(await late.text(), /service_unavailable/);
    assert.match(await text, /interaction\.completed/);
    assert.equal(await backend.ends(), 0);
  });

  it('stops at once when it is told twice', async (test) => {
    const { backend, url } = await serveEmulated(test, [], '5000');
    const answer = await ask(url, 'Hello');
    answer.text().catch(() => undefined);
    backend.signal('SIGINT');
    await pause(600);
    const began = performance.now();
    backend.signal('SIGINT');
    assert.equal(await backend.ends(), 130);
    assert.ok(performance.now() - began < 1000);
  });

  it('takes one Ctrl+C for one, though it may come by two ways', async (test) => {
    const { backend, url } = await serveEmulated(test, [], '15');
    const answer = await ask(url, 'Hello');
    const text = answer.text();
    backend.signal('SIGINT');
    backend.signal('SIGINT');
    await pause(20);
    backend.signal('SIGINT');
    assert.match(await text, /interaction\.completed/);
    assert.equal(await backend.ends(), 0);
  });
});

describe('emulate', () => {
  it('answers as Gemini would, without a key of worth, until it is told to stop', async (test) => {
    const emulator = start(test, ['emulate', '--port', '0', '--pace', '0']);
    const url = await emulator.says(/(http:\S+);/);
    const answer = await ask(`${url}/v1beta`, 'Hello', { 'x-goog-api-key': 'any' });
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /interaction\.completed/);
    emulator.signal('SIGTERM');
    assert.equal(await emulator.ends(), 0);
  });

  it('speaks the Live API too, and hangs up when it is told to stop', async (test) => {
    const emulator = start(test, ['emulate', '--port', '0', '--pace', '0']);
    const address = (await emulator.says(/(http:\S+);/)).replace('http', 'ws');
    const service = 'google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent';
    const live = new WebSocket(`${address}//ws/${service}?key=any`);
    test.after(() => live.terminate());
    await once(live, 'open');
    const answer = once(live, 'message');
    live.send(JSON.stringify({ setup: { model: 'models/gemini-3.1-flash-live-preview' } }));
    const [message]: unknown[] = await answer;
    assert.deepEqual(JSON.parse(String(message)), { setupComplete: {} });
    const closed = once(live, 'close');
    emulator.signal('SIGINT');
    await closed;
    assert.equal(await emulator.ends(), 0);
  });
});
