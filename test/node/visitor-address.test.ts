import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import type { ChatHandler } from '../../src/server/create-chat-handler.js';
import { toNodeListener } from '../../src/server/to-node-listener.js';
import { FakeGemini } from '../server/fake-gemini.js';

type Handle = (request: Request) => Promise<Response>;

/** A backend on a port of this machine, with what a site may do to requests before it. */
async function serve(
  test: TestContext,
  options: Partial<ChatHandlerOptions> = {},
  wrap: (handler: ChatHandler) => Handle = (handler) => handler,
): Promise<number> {
  const server = createServer(toNodeListener(wrap(new FakeGemini().handler(options))));
  await new Promise<void>((resolve) => {
    server.listen(0, '0.0.0.0', resolve);
  });
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port');
  return address.port;
}

interface Wish {
  readonly port: number;
  /** Every address that begins with 127 is this machine's. */
  readonly from: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

async function send({ port, from, path, headers = {} }: Wish): Promise<{ status: number; body: string }> {
  const method = path === undefined ? 'POST' : 'GET';
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path: path ?? '/interactions',
      localAddress: from,
      headers: { 'content-type': 'application/json', ...headers },
    });
    outgoing.on('response', resolve).on('error', reject);
    outgoing.end(path === undefined ? '{"input":"x"}' : undefined);
  });
  return { status: incoming.statusCode ?? 0, body: await text(incoming) };
}

/** The id that somebody gets. */
async function ask(wish: Wish): Promise<string> {
  const { id }: { id: string } = JSON.parse((await send(wish)).body);
  return id;
}

describe('a client without cookies on node:http', () => {
  it('is known by the address of its connection', async (test) => {
    const port = await serve(test);
    const id = await ask({ port, from: '127.0.0.2' });
    const path = `/interactions/${id}`;
    expect((await send({ port, path, from: '127.0.0.2' })).status).to.equal(200);
    expect((await send({ port, path, from: '127.0.0.3' })).status).to.equal(404);
    const headers = { 'x-forwarded-for': '127.0.0.2' };
    expect((await send({ port, path, from: '127.0.0.3', headers })).status).to.equal(404);
  });

  it('is known by what the proxy of the site says, and not by what it says itself', async (test) => {
    const port = await serve(test, { trustedProxies: 1 });
    const proxy = '127.0.0.9';
    const as = (forwarded: string) => ({ 'x-forwarded-for': forwarded });
    const id = await ask({ port, from: proxy, headers: as('192.0.2.1') });
    const path = `/interactions/${id}`;
    const statuses = ['192.0.2.1', '198.51.100.1, 192.0.2.1', '192.0.2.2', '192.0.2.1, 192.0.2.2'].map(
      async (forwarded) => (await send({ port, path, from: proxy, headers: as(forwarded) })).status,
    );
    expect(await Promise.all(statuses)).to.deep.equal([200, 200, 404, 404]);
  });

  it('is served where the site makes a request of its own, though its address is lost', async (test) => {
    const port = await serve(test, {}, (handler) => (request) => handler(new Request(request.url, request)));
    const id = await ask({ port, from: '127.0.0.2' });
    expect((await send({ port, path: `/interactions/${id}`, from: '127.0.0.3' })).status).to.equal(200);
  });

  it('is told apart there by what the site says of it', async (test) => {
    const address = ({ headers }: Request) => headers.get('x-client') ?? undefined;
    const port = await serve(
      test,
      { address },
      (handler) => (request) => handler(new Request(request.url, request)),
    );
    const from = '127.0.0.2';
    const id = await ask({ port, from, headers: { 'x-client': '192.0.2.1' } });
    const path = `/interactions/${id}`;
    expect((await send({ port, path, from, headers: { 'x-client': '192.0.2.1' } })).status).to.equal(200);
    expect((await send({ port, path, from, headers: { 'x-client': '192.0.2.2' } })).status).to.equal(404);
  });
});
