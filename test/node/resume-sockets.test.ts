import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { Conversation } from '../../src/conversation/conversation.js';
import { createGeminiEmulator } from '../../src/emulator.js';
import { createChatHandler } from '../../src/server.js';
import { BackendTransport } from '../../src/transport/backend-transport.js';
import { serveHandler } from './serve-handler.js';

const words = 'Öne two thrée fïve sıx — sëven 🙂 ëight\n\n* nine\n* ten elëven twélve thirteen.';
const closing: (() => unknown)[] = [];

after(async () => {
  for (const close of closing) await close();
});

/** Passes bytes on, and breaks the first connection of a stream when so many came back. */
async function openProxy(port: number, bytes: number): Promise<number> {
  const sockets = new Set<Socket>();
  let isBroken = false;
  const proxy: Server = createServer((client) => {
    const backend = connect(port, '127.0.0.1');
    for (const socket of [client, backend]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    let left = bytes;
    client.pipe(backend);
    client.on('close', () => backend.destroy());
    backend.on('close', () => client.destroy());
    backend.on('data', (data) => {
      if (isBroken || data.length < left) {
        client.write(data);
        left -= data.length;
        return;
      }
      isBroken = true;
      client.write(data.subarray(0, left), () => client.resetAndDestroy());
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port');
  return address.port;
}

describe('a conversation whose connection breaks', () => {
  for (const bytes of [1300, 1500, 1911, 2600]) {
    it(`after ${bytes} bytes has every letter once, and Gemini was asked once`, async () => {
      let asked = 0;
      const emulator = createGeminiEmulator({
        pace: 8,
        scenes: [{ name: 'words', matches: () => true, reply: () => words }],
      });
      const handler = createChatHandler({
        apiKey: 'emulator',
        fetch: (request) => {
          asked += 1;
          return emulator(request);
        },
        log: false,
      });
      closing.push(() => handler.close(0));
      const { port } = new URL(await serveHandler(handler));
      const proxy = await openProxy(Number(port), bytes);
      const conversation = new Conversation({
        transport: () => new BackendTransport({ endpoint: `http://127.0.0.1:${proxy}/api` }),
        settings: () => ({}),
        schedule: (callback) => void setTimeout(callback, 16),
      });
      const texts: string[] = [];
      conversation.subscribe(({ messages }) => texts.push(messages.at(-1)?.text ?? ''));
      const reply = await conversation.send('Go');
      assert.equal(reply.status, 'complete');
      assert.equal(reply.text, words);
      assert.equal(asked, 1);
      for (const text of texts.slice(1)) assert.ok(words.startsWith(text) || text === 'Go', text);
    });
  }
});
