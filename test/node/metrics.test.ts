import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import type { ChatHandler } from '../../src/server/create-chat-handler.js';
import { FakeGemini, HeldStream, makeRequest, pause, post, readOne, until } from '../server/fake-gemini.js';

const created =
  'event: interaction.created\n' +
  'data: {"event_type":"interaction.created","interaction":{"id":"","object":"interaction","status":"in_progress"}}\n\n';
const completed =
  'event: interaction.completed\n' +
  'data: {"event_type":"interaction.completed","interaction":{"id":"","object":"interaction","status":"completed","usage":{"total_tokens":321}}}\n\n';

/** The value of a line of the metrics; undefined where there is no such line. */
async function read(handler: ChatHandler, line: string): Promise<number | undefined> {
  const response = await handler(makeRequest('GET', '/api/chat/metrics'));
  assert.equal(response.status, 200);
  const text = await response.text();
  const found = text.split('\n').find((one) => one.startsWith(`gemini_chat_${line} `));
  return found === undefined ? undefined : Number(found.slice(found.lastIndexOf(' ')));
}

function stream(held: HeldStream): FakeGemini {
  return new FakeGemini(() => held.response);
}

describe('the metrics', () => {
  it('are not there unless the site asks for them', async () => {
    const response = await new FakeGemini().handler()(makeRequest('GET', '/metrics'));
    assert.equal(response.status, 404);
  });

  it('are what Prometheus reads, and may not be read by foreign pages', async () => {
    const handler = new FakeGemini().handler({ metrics: true });
    const response = await handler(makeRequest('GET', '/metrics'));
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    for (const line of (await response.text()).trim().split('\n')) {
      assert.match(line, /^(# (HELP|TYPE) gemini_chat_\w+ .+|gemini_chat_\w+(\{[^{}]+\})? [\d.e+-]+|)$/);
    }
    const foreign = await handler(makeRequest('GET', '/metrics', { 'sec-fetch-site': 'cross-site' }));
    assert.equal(foreign.status, 403);
    assert.equal((await handler(makeRequest('POST', '/metrics'))).status, 405);
  });

  it('count requests by route and status, and never by what a visitor wrote', async () => {
    const handler = new FakeGemini().handler({ metrics: true });
    for (const id of ['secret-1', 'secret-2']) await handler(makeRequest('GET', `/files/${id}`));
    await handler(makeRequest('GET', '/secret-3'));
    await handler(post({ input: 'x' }));
    const at = (method: string, route: string, status: number) =>
      read(handler, `requests_total{method="${method}",route="${route}",status="${status}"}`);
    assert.equal(await at('GET', '/files/:name', 404), 2);
    assert.equal(await at('GET', '/', 404), 1);
    assert.equal(await at('POST', '/interactions', 200), 1);
    const all = await (await handler(makeRequest('GET', '/metrics'))).text();
    assert.doesNotMatch(all, /secret/);
  });

  it('count refusals by their reason, and those of limits by the limit', async () => {
    const handler = new FakeGemini().handler({
      metrics: true,
      identify: () => 'anna',
      limits: { visitor: { requestsPerMinute: 1 } },
    });
    await handler(post({ inputs: 'x' }));
    await handler(post({ input: 'x' }, { origin: 'https://evil.example' }));
    await handler(post({ input: 'x' }));
    await handler(post({ input: 'x' }));
    await handler(post({ input: 'x' }));
    assert.equal(await read(handler, 'refusals_total{reason="parameter_unknown"}'), 1);
    assert.equal(await read(handler, 'refusals_total{reason="permission_denied"}'), 1);
    assert.equal(await read(handler, 'refusals_total{reason="rate_limit_exceeded"}'), 2);
    assert.equal(await read(handler, 'limits_reached_total{limit="requests"}'), 2);
  });

  it('do not count as refused what Gemini did not accept', async () => {
    const gemini = new FakeGemini(() => Response.json({ error: { code: 429 } }, { status: 429 }));
    const handler = gemini.handler({ metrics: true });
    assert.equal((await handler(post({ input: 'x' }))).status, 429);
    assert.equal(await read(handler, 'refusals_total{reason="rate_limit_exceeded"}'), undefined);
    assert.equal(await read(handler, 'requests_total{method="POST",route="/interactions",status="429"}'), 1);
  });

  it('tell the streams that run, their tokens, their beginnings and their lengths', async () => {
    const held = new HeldStream();
    const handler = stream(held).handler({ metrics: true });
    const response = await handler(post({ input: 'x', stream: true }));
    const reader = response.body?.getReader();
    assert.ok(reader);
    assert.equal(await read(handler, 'active_streams'), 1);
    await pause(60);
    const first = readOne(reader);
    held.push(created);
    assert.match(await first, /interaction\.created/);
    const second = readOne(reader);
    held.push(completed);
    assert.match(await second, /interaction\.completed/);
    const end = reader.read();
    held.close();
    assert.equal((await end).done, true);
    assert.equal(await read(handler, 'active_streams'), 0);
    assert.equal(await read(handler, 'tokens_total'), 321);
    assert.equal(await read(handler, 'first_byte_seconds_count'), 1);
    assert.equal(await read(handler, 'first_byte_seconds_bucket{le="0.05"}'), 0);
    assert.equal(await read(handler, 'first_byte_seconds_bucket{le="2.5"}'), 1);
    assert.equal(await read(handler, 'request_seconds_count{route="/interactions"}'), 1);
    assert.ok(((await read(handler, 'request_seconds_sum{route="/interactions"}')) ?? 0) >= 0.06);
    assert.equal(await read(handler, 'aborted_calls_total{reason="stopped"}'), undefined);
  });

  it('count the calls to Gemini that a visitor gave up, and those that broke', async () => {
    const held = new HeldStream();
    const handler = stream(held).handler({ metrics: true });
    const response = await handler(post({ input: 'x', stream: true }));
    await response.body?.cancel();
    await until(() => held.cancelled);
    assert.equal(await read(handler, 'aborted_calls_total{reason="stopped"}'), 1);
    assert.equal(await read(handler, 'active_streams'), 0);

    const broken = new HeldStream();
    const other = stream(broken).handler({ metrics: true });
    const text = (await other(post({ input: 'x', stream: true }))).text();
    broken.fail(new Error('reset'));
    await text;
    assert.equal(await read(other, 'aborted_calls_total{reason="broken"}'), 1);
    assert.equal(await read(other, 'aborted_calls_total{reason="stopped"}'), undefined);
  });

  it('of two backends in one process are each their own', async () => {
    const one = new FakeGemini().handler({ metrics: true });
    const other = new FakeGemini().handler({ metrics: true });
    await one(makeRequest('GET', '/health'));
    const line = 'requests_total{method="GET",route="/health",status="200"}';
    assert.equal(await read(one, line), 1);
    assert.equal(await read(other, line), undefined);
  });

  it('load their library only where they are wanted', () => {
    const list = (metrics: boolean) => `
      import { createRequire } from 'node:module';
      import { createChatHandler } from './src/server.ts';
      const handler = createChatHandler({ apiKey: 'none', log: false, metrics: ${String(metrics)} });
      await handler(new Request('http://localhost/metrics'));
      const loaded = Object.keys(createRequire(process.cwd() + '/x.js').cache);
      process.stdout.write(String(loaded.some((file) => file.includes('prom-client'))));`;
    const run = (metrics: boolean): string => {
      const words = ['--import', 'tsx', '--input-type=module', '--eval', list(metrics)];
      const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
      assert.equal(stderr, '');
      return stdout;
    };
    assert.equal(run(true), 'true');
    assert.equal(run(false), 'false');
  });
});
