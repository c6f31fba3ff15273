import assert from 'node:assert/strict';
import { once } from 'node:events';
import { IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { ChatHandlerOptions } from '../../src/server.js';
import { createChatHandler, toNodeListener } from '../../src/server.js';
import { created, delta, key, serve, until } from './serve-listener.js';

/** A backend before a Gemini that streams what it is told to. */
async function serveStream(test: TestContext, options: Partial<ChatHandlerOptions> = {}) {
  const requests: Request[] = [];
  const state = { cancelled: false, pulls: 0 };
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const fetch = async (request: Request): Promise<Response> => {
    requests.push(request);
    const body = new ReadableStream<Uint8Array>(
      {
        start: (started) => {
          controller = started;
        },
        pull: () => {
          state.pulls += 1;
        },
        cancel: () => {
          state.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  const listener = toNodeListener(createChatHandler({ apiKey: key, fetch, ...options }));
  const push = (text: string | Uint8Array): void =>
    controller?.enqueue(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return { url: await serve(test, listener), requests, state, push, end: () => controller?.close() };
}

function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const outgoing = httpRequest(`${url}/api/gemini/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  const response = once(outgoing, 'response').then(readIncoming);
  return { outgoing, response };
}

function readIncoming([incoming]: unknown[]): IncomingMessage {
  assert.ok(incoming instanceof IncomingMessage);
  return incoming;
}

async function nextChunk(incoming: IncomingMessage): Promise<string> {
  const data = once(incoming, 'data');
  incoming.resume();
  const [chunk]: unknown[] = await data;
  incoming.pause();
  return String(chunk);
}

describe('the backend on node:http', () => {
  it('leaves the global Request and Response alone', () => {
    const before = [globalThis.Request, globalThis.Response];
    toNodeListener(() => Promise.resolve(new Response()));
    assert.deepEqual([globalThis.Request, globalThis.Response], before);
  });

  it('writes each event when it comes, headers first', async (test) => {
    const gemini = await serveStream(test);
    const incoming = await post(gemini.url, { input: 'x', stream: true }).response;
    assert.equal(incoming.statusCode, 200);
    assert.equal(incoming.headers['content-type'], 'text/event-stream; charset=utf-8');
    assert.equal(incoming.headers['cache-control'], 'no-store, no-transform');
    assert.equal(incoming.headers['x-accel-buffering'], 'no');
    for (const event of [created, delta, delta]) {
      const chunk = nextChunk(incoming);
      gemini.push(event);
      assert.equal(await chunk, event);
    }
    gemini.end();
    incoming.resume();
    await once(incoming, 'end');
  });

  it('stops Gemini within a second when the visitor hangs up', async (test) => {
    const gemini = await serveStream(test);
    const { outgoing, response } = post(gemini.url, { input: 'x', stream: true });
    const incoming = await response;
    incoming.on('error', () => undefined);
    gemini.push(created);
    await nextChunk(incoming);
    outgoing.destroy();
    await until(() => gemini.requests[0]?.signal.aborted === true && gemini.state.cancelled);
  });

  it('stops Gemini within a second when the visitor hangs up before anything came', async (test) => {
    let signal: AbortSignal | undefined;
    const fetch = (request: Request): Promise<Response> => {
      signal = request.signal;
      return new Promise<Response>(() => undefined);
    };
    const url = await serve(test, toNodeListener(createChatHandler({ apiKey: key, fetch })));
    const { outgoing, response } = post(url, { input: 'x' });
    response.catch(() => undefined);
    outgoing.on('error', () => undefined);
    await until(() => signal !== undefined);
    outgoing.destroy();
    await until(() => signal?.aborted === true);
  });

  it('does not read ahead of a visitor who does not read', async (test) => {
    const gemini = await serveStream(test);
    const { port } = new URL(gemini.url);
    const body = JSON.stringify({ input: 'x', stream: true });
    const socket = connect(Number(port), '127.0.0.1');
    socket.pause();
    const head = `POST /interactions HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json`;
    socket.write(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await until(() => gemini.requests.length === 1);
    const event = new TextEncoder().encode(`data: "${'x'.repeat(60_000)}"\n\n`);
    let sent = 0;
    let idle = 0;
    while (idle < 20 && sent < 2000) {
      if (gemini.state.pulls > sent) {
        gemini.push(event);
        sent += 1;
        idle = 0;
      } else {
        idle += 1;
        await pause(10);
      }
    }
    // Sockets hold a few megabytes; a reader that runs ahead would have taken all 120.
    assert.ok(sent < 1000, `${sent} events were taken`);
    socket.destroy();
    await until(() => gemini.state.cancelled);
  });

  it('sends signs of life through a silent connection', async (test) => {
    const gemini = await serveStream(test, { heartbeatSeconds: 0.05 });
    const incoming = await post(gemini.url, { input: 'x', stream: true }).response;
    assert.equal(await nextChunk(incoming), ': heartbeat\n\n');
    incoming.destroy();
  });

  it('answers 413 to a body without end, while it is still being sent', async (test) => {
    const gemini = await serveStream(test, { maxBodyBytes: 10_000 });
    const outgoing = httpRequest(`${gemini.url}/interactions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    outgoing.on('error', () => undefined);
    const response = once(outgoing, 'response');
    const writing = setInterval(() => outgoing.write('x'.repeat(5000)), 5);
    const incoming = readIncoming(await response);
    clearInterval(writing);
    assert.equal(incoming.statusCode, 413);
    outgoing.destroy();
  });

  for (const base of ['/api/gemini', '/deep/er']) {
    it(`works as a middleware under ${base}, which frameworks cut off the path`, async (test) => {
      const listener = toNodeListener(
        createChatHandler({ apiKey: key, fetch: async () => Response.json({ id: 'v1_a' }) }),
      );
      const url = await serve(test, (incoming, outgoing) => {
        if (!incoming.url?.startsWith(base)) {
          outgoing.writeHead(404).end();
          return;
        }
        incoming.url = incoming.url.slice(base.length);
        listener(incoming, outgoing);
      });
      const created = await fetch(`${url}${base}/v1beta/interactions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"input":"x"}',
      });
      assert.match(await created.text(), /^\{"id":"v1_a~[\w~-]+"\}$/);
      assert.deepEqual(await (await fetch(`${url}${base}/health`)).json(), { status: 'ok' });
    });
  }

  it('takes the body that express.json() has already read', async (test) => {
    const sent: unknown[] = [];
    const handler = createChatHandler({
      apiKey: key,
      fetch: async (request) => {
        const { input }: { input: unknown } = await request.json();
        sent.push(input);
        return Response.json({ id: 'v1_a' });
      },
    });
    const listener = toNodeListener(handler);
    const url = await serve(test, (incoming: IncomingMessage & { body?: unknown }, outgoing) => {
      void (async () => {
        let text = '';
        for await (const chunk of incoming) text += String(chunk);
        incoming.body = JSON.parse(text);
        listener(incoming, outgoing);
      })();
    });
    const incoming = await post(url, { input: 'Grüße' }).response;
    assert.equal(incoming.statusCode, 200);
    incoming.resume();
    assert.deepEqual(sent, ['Grüße']);
  });

  const failures: readonly [string, () => Promise<Response>][] = [
    ['rejects', () => Promise.reject(new Error(`secret ${key}`))],
    [
      'throws',
      () => {
        throw new Error(`secret ${key}`);
      },
    ],
  ];
  for (const [what, handler] of failures) {
    it(`answers 500 without detail when a handler ${what}`, async (test) => {
      const response = await fetch(await serve(test, toNodeListener(handler)));
      assert.equal(response.status, 500);
      const text = await response.text();
      assert.equal(JSON.parse(text).error.code, 'api_error');
      assert.doesNotMatch(text, /secret|AIza/);
    });
  }

  it('answers 400 to a broken Host header', async (test) => {
    const url = await serve(
      test,
      toNodeListener(() => Promise.resolve(new Response('no'))),
    );
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /health HTTP/1.1\r\nHost: a b/c@d\r\nConnection: close\r\n\r\n');
    const [answer]: unknown[] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 400 /);
    socket.destroy();
  });

  it('breaks the connection when a body fails, instead of writing about it', async (test) => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (started) => {
        controller = started;
        started.enqueue(new TextEncoder().encode(created));
      },
    });
    const url = await serve(
      test,
      toNodeListener(() => Promise.resolve(new Response(body))),
    );
    const response = await fetch(url);
    const reader = response.body?.getReader();
    assert.ok(reader);
    const first = await reader.read();
    assert.equal(new TextDecoder().decode(first.value), created);
    controller?.error(new Error(`secret ${key}`));
    await assert.rejects(reader.read());
  });

  it('keeps other pages out and lets the own page in', async (test) => {
    const gemini = await serveStream(test);
    const foreign = await post(gemini.url, { input: 'x' }, { origin: 'https://evil.example' }).response;
    assert.equal(foreign.statusCode, 403);
    const own = await post(gemini.url, { input: 'x', stream: true }, { origin: gemini.url }).response;
    assert.equal(own.statusCode, 200);
    foreign.resume();
    own.destroy();
  });
});
