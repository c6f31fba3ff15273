import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws';
import { attachLive, createGeminiEmulator } from '../../src/emulator.js';
import { readFrame } from './read-frame.js';
import { serveLive } from './serve-live.js';

const service = 'google.ai.generativelanguage';
const plain = `/ws/${service}.v1beta.GenerativeService.BidiGenerateContent`;
const setup = JSON.stringify({
  setup: {
    model: 'models/gemini-live-2.5-flash-preview',
    generationConfig: { responseModalities: ['TEXT'] },
  },
});
const say = (text: string): string =>
  JSON.stringify({ clientContent: { turns: [{ role: 'user', parts: [{ text }] }], turnComplete: true } });

/** A socket, and what comes out of it. */
class Socket {
  readonly frames: { readonly text: string; readonly isBinary: boolean }[] = [];
  readonly #socket: WebSocket;
  readonly #closed: Promise<unknown[]>;

  constructor(url: string, options: ClientOptions = {}) {
    this.#socket = new WebSocket(url.replace('http', 'ws'), options);
    this.#socket.on('message', (data, isBinary) => this.frames.push({ text: readFrame(data), isBinary }));
    // What goes wrong is told by how it closes.
    this.#socket.on('error', () => undefined);
    this.#closed = once(this.#socket, 'close');
  }

  async open(): Promise<this> {
    await once(this.#socket, 'open');
    return this;
  }

  send(frame: string | Uint8Array): this {
    this.#socket.send(frame);
    return this;
  }

  close(): void {
    this.#socket.close();
  }

  get messages(): unknown[] {
    return this.frames.map(({ text }) => JSON.parse(text));
  }

  get text(): string {
    return this.frames.map(({ text }) => text).join('');
  }

  async until(words: string): Promise<this> {
    const end = performance.now() + 2000;
    while (!this.text.includes(words)) {
      assert.ok(performance.now() < end, `no ${words} in ${this.text}`);
      await pause(5);
    }
    return this;
  }

  async closing(): Promise<{ code: unknown; reason: string }> {
    const [code, reason] = await this.#closed;
    return { code, reason: String(reason) };
  }
}

describe('the Live API on a Node server', () => {
  for (const path of [
    `${plain}?key=any`,
    `/${plain}?key=any`,
    `/${plain.replace('v1beta', 'v1alpha')}?key=any`,
    `/${plain.replace('v1beta', 'v1')}?key=any`,
    `/api/gemini${plain}?key=any`,
  ]) {
    it(`answers at ${path}`, async () => {
      const { url } = await serveLive();
      const socket = await new Socket(`${url}${path}`).open();
      socket.send(setup).send(say('echo hello'));
      await socket.until('turnComplete');
      assert.match(socket.text, /hello/);
      socket.close();
    });
  }

  it('sends binary frames of readable JSON, as Google does', async () => {
    const { url } = await serveLive();
    const socket = await new Socket(`${url}${plain}?key=any`).open();
    await socket.send(setup).until('setupComplete');
    assert.equal(socket.text, '{\n  "setupComplete": {}\n}\n');
    assert.equal(socket.frames[0]?.isBinary, true);
    socket.close();
  });

  it('takes binary frames as well', async () => {
    const { url } = await serveLive();
    const socket = await new Socket(`${url}${plain}?key=any`).open();
    socket.send(Buffer.from(setup)).send(new TextEncoder().encode(say('echo naïve ☕')));
    await socket.until('turnComplete');
    assert.match(socket.text, /naïve/);
    socket.close();
  });

  const refused: readonly [sentence: string, path: string][] = [
    ['no key', plain],
    ['a token instead of a key', `${plain}?key=auth_tokens/abc`],
    [
      'an unknown token',
      `/ws/${service}.v1alpha.GenerativeService.BidiGenerateContentConstrained?access_token=auth_tokens/a`,
    ],
  ];
  for (const [sentence, path] of refused) {
    it(`closes for ${sentence}, and says why`, async () => {
      const { url } = await serveLive();
      const { code, reason } = await new Socket(`${url}${path}`).closing();
      assert.equal(code, 1008);
      assert.notEqual(reason, '');
    });
  }

  it('closes with a code and a reason for what no client may send', async () => {
    const { url } = await serveLive();
    const socket = await new Socket(`${url}${plain}?key=any`).open();
    const { code, reason } = await socket.send('{"setup":{"model":"models/gemini-3.5-flash"}}').closing();
    assert.deepEqual([code, /gemini-3\.5-flash/.test(reason)], [1008, true]);
  });

  it('leaves other upgrades on its server alone', async () => {
    const { url, server } = await serveLive();
    const other = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (request.url === '/other') other.handleUpgrade(request, socket, head, (one) => one.send('mine'));
    });
    const socket = new Socket(`${url}/other`);
    await socket.until('mine');
    socket.close();
  });

  it('survives who leaves in the middle of an upgrade', async () => {
    const { url } = await serveLive({ faults: () => pause(50).then(() => undefined) });
    const { port } = new URL(url);
    const leaving = connect(Number(port), '127.0.0.1');
    await once(leaving, 'connect');
    leaving.write(
      `GET ${plain}?key=any HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    await pause(10);
    leaving.resetAndDestroy();
    await pause(100);
    const socket = await new Socket(`${url}${plain}?key=any`).open();
    await socket.send(setup).until('setupComplete');
    socket.close();
  });

  it('ends its sessions when it is detached', async () => {
    const { url, detach } = await serveLive();
    const socket = await new Socket(`${url}${plain}?key=any`).open();
    await socket.send(setup).until('setupComplete');
    detach();
    assert.equal((await socket.closing()).code, 1001);
  });

  it('needs an emulator', () => {
    const emulator = createGeminiEmulator();
    assert.throws(() => attachLive(createServer(), (request) => emulator(request)), /createGeminiEmulator/);
  });
});

describe('a fault of the Live API', () => {
  const ask = async (fault: string, text = 'echo one two three four five six') => {
    const { url } = await serveLive();
    const socket = await new Socket(`${url}${plain}?key=any`, {
      headers: { 'x-emulator-fault': fault },
    }).open();
    return socket.send(setup).send(say(text));
  };

  it('ends the connection properly, with messages missing', async () => {
    const socket = await ask('drop:2');
    assert.equal((await socket.closing()).code, 1000);
    assert.equal(socket.messages.length, 2);
  });

  it('breaks the connection', async () => {
    const socket = await ask('reset:2');
    assert.equal((await socket.closing()).code, 1006);
    assert.equal(socket.messages.length, 2);
  });

  it('breaks it inside of a message', async () => {
    const socket = await ask('cut:1');
    assert.equal((await socket.closing()).code, 1006);
    assert.equal(socket.messages.length, 1);
  });

  it('falls silent', async () => {
    const socket = await ask('stall:2');
    await pause(100);
    assert.equal(socket.messages.length, 2);
    socket.close();
  });

  it('sends what is no message', async () => {
    const socket = await (await ask('garbage:1')).until('turnComplete');
    assert.match(socket.text, /not JSON/);
    assert.match(socket.text, /"weather"/);
    socket.close();
  });

  it('cuts messages into many frames', async () => {
    const socket = await (await ask('chunks:7')).until('turnComplete');
    assert.deepEqual(socket.messages[0], { setupComplete: {} });
    socket.close();
  });

  for (const [fault, status] of [
    ['status:503', 503],
    ['status:429;retry-after=7', 429],
    ['nonsense', 400],
  ] as const) {
    it(`refuses the upgrade: ${fault}`, async () => {
      const { url } = await serveLive();
      const headers = { 'x-emulator-fault': fault };
      const socket = new WebSocket(`${url.replace('http', 'ws')}${plain}?key=any`, { headers });
      socket.on('error', () => undefined);
      const [, response] = await once(socket, 'unexpected-response');
      assert.equal(response.statusCode, status);
      if (status === 429) assert.equal(response.headers['retry-after'], '7');
      response.resume();
    });
  }

  it('leaves the upgrade unanswered', async () => {
    const { url } = await serveLive();
    const socket = new WebSocket(`${url.replace('http', 'ws')}${plain}?key=any&fault=silence`, {
      handshakeTimeout: 150,
    });
    const [error] = await once(socket, 'error');
    assert.match(String(error), /timed out/);
  });

  it('comes from the emulator’s own function, too', async () => {
    const seen: string[] = [];
    const { url } = await serveLive({
      faults: (request) => {
        seen.push(new URL(request.url).pathname);
        return { kind: 'drop', after: 0 };
      },
    });
    const socket = await new Socket(`${url}/${plain}?key=any`).open();
    assert.equal((await socket.send(setup).closing()).code, 1000);
    assert.deepEqual(seen, [`/${plain}`]);
  });
});
