import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { GoogleGenAI } from '@google/genai';
import { createChatHandler, toNodeListener } from '../../src/server.js';
import { created, delta, key, serve, until } from './serve-listener.js';

describe('the backend before a Gemini on a real connection', () => {
  const ask = (url: string, stream: boolean) =>
    fetch(`${url}/interactions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ input: 'x', stream }),
    });

  async function serveBefore(test: TestContext, gemini: RequestListener, options: object = {}) {
    const baseUrl = await serve(test, gemini);
    return serve(test, toNodeListener(createChatHandler({ apiKey: key, baseUrl, ...options })));
  }

  it('ends the stream without a last event when the connection breaks', async (test) => {
    const url = await serveBefore(test, (incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.write(created + delta.slice(0, 20));
      setTimeout(() => outgoing.destroy(), 50);
    });
    assert.equal(await (await ask(url, true)).text(), created);
  });

  it('answers 502 when the connection breaks inside a whole answer', async (test) => {
    const url = await serveBefore(test, (incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.write('{"id":');
      setTimeout(() => outgoing.destroy(), 50);
    });
    assert.equal((await ask(url, false)).status, 502);
  });

  it('answers 502 when nobody listens', async (test) => {
    const gone = createServer();
    gone.listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const address = gone.address();
    assert.ok(address !== null && typeof address === 'object');
    gone.close();
    const baseUrl = `http://127.0.0.1:${address.port}`;
    const url = await serve(test, toNodeListener(createChatHandler({ apiKey: key, baseUrl })));
    const response = await ask(url, true);
    assert.equal(response.status, 502);
    assert.doesNotMatch(await response.text(), /ECONN|127\.0\.0\.1/);
  });

  it('answers 504 and hangs up when Gemini does not begin', async (test) => {
    let hungUp = false;
    const silent: RequestListener = (incoming, outgoing) => {
      incoming.resume();
      outgoing.on('close', () => {
        hungUp = true;
      });
    };
    const url = await serveBefore(test, silent, { connectSeconds: 0.1 });
    assert.equal((await ask(url, true)).status, 504);
    await until(() => hungUp);
  });

  it('follows no redirect, which would take the key elsewhere', async (test) => {
    const seen: unknown[] = [];
    const elsewhere = await serve(test, (incoming, outgoing) => {
      seen.push(incoming.headers['x-goog-api-key']);
      outgoing.end();
    });
    const url = await serveBefore(test, (incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(307, { location: elsewhere }).end();
    });
    assert.equal((await ask(url, false)).status, 502);
    assert.deepEqual(seen, []);
  });
});

describe("Google's own SDK against the backend", () => {
  async function connectSdk(test: TestContext, answer: () => Response): Promise<GoogleGenAI> {
    const handler = createChatHandler({ apiKey: key, fetch: () => Promise.resolve(answer()) });
    const url = await serve(test, toNodeListener(handler));
    const httpOptions = { baseUrl: `${url}/api/gemini`, apiVersion: 'v1beta' };
    return new GoogleGenAI({ apiKey: 'placeholder', httpOptions });
  }

  it('gets a whole answer', async (test) => {
    const sdk = await connectSdk(test, () =>
      Response.json({ id: 'v1_a', object: 'interaction', status: 'completed', steps: [] }),
    );
    const interaction = await sdk.interactions.create({ model: 'gemini-3.5-flash', input: 'Hello' });
    // Sealed for whoever asked.
    assert.match(interaction.id ?? '', /^v1_a~/);
  });

  it('gets a stream', async (test) => {
    const done = 'event: done\ndata: [DONE]\n\n';
    const sdk = await connectSdk(
      test,
      () => new Response(created + delta + done, { headers: { 'content-type': 'text/event-stream' } }),
    );
    const stream = await sdk.interactions.create({ model: 'gemini-3.5-flash', input: 'Hello', stream: true });
    const types: string[] = [];
    for await (const event of stream) types.push(event.event_type);
    assert.deepEqual(types, ['interaction.created', 'step.delta']);
  });

  it('gets errors as its own', async (test) => {
    const sdk = await connectSdk(test, () => Response.json({}));
    await assert.rejects(
      sdk.interactions.create({ model: 'gemini-9', input: 'Hello' }),
      (error: Error & { status?: number }) => error.status === 400 && error.message.includes('model'),
    );
  });
});
