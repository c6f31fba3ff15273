import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import { startStrictSite, type Site } from '../support/serve-site.js';
import { openBrowser, visitPage, waitForComposer } from '../support/visit-page.js';

const html = `<!doctype html><html lang="en"><title>Chat</title><link rel="icon" href="data:,">
<script type="module" src="/dist/cdn/gemini-chat.js"></script>
<gemini-chat endpoint="/api/gemini"></gemini-chat>`;

const answer = Array.from({ length: 150 }, (_, index) => `Sentence number ${index} of a long answer.`).join(
  ' ',
);

/** What stands before a site, and can break every connection to it and take no new one. */
class Line {
  isDown = false;
  readonly #sockets = new Set<Socket>();
  readonly #target: number;
  readonly #server = createServer((client) => this.#join(client));

  constructor(site: Site) {
    this.#target = Number(new URL(site.origin).port);
  }

  async open(): Promise<string> {
    await new Promise<void>((done) => {
      this.#server.listen(0, '127.0.0.1', done);
    });
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('The line has no port.');
    return `http://127.0.0.1:${address.port}`;
  }

  fall(): void {
    this.isDown = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  close(): void {
    this.fall();
    this.#server.close();
  }

  #join(client: Socket): void {
    if (this.isDown) return void client.resetAndDestroy();
    const target = connect(this.#target, '127.0.0.1');
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}

describe('a chat whose server is away for a moment', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    browser = await openBrowser();
    const scenes = [{ name: 'long', matches: () => true, reply: () => answer }];
    site = await startStrictSite(html, { emulator: { pace: 20, scenes } });
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  it('goes on with the answer where it was, though no code can be loaded meanwhile', async () => {
    const line = new Line(site);
    try {
      const { page } = await visitPage(browser, await line.open());
      await waitForComposer(page);
      const reply = page.evaluate(async () => {
        const { status, text } = (await document.querySelector('gemini-chat')?.send('Go on')) ?? {};
        return { status, text };
      });
      await pause(6000);
      line.fall();
      // Long enough for the first attempt to fail.
      await pause(2000);
      line.isDown = false;
      assert.deepEqual(await reply, { status: 'complete', text: answer });
    } finally {
      line.close();
    }
  });
});
