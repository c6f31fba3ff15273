import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type * as Axe from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { build, preview, type PreviewServer } from 'vite';
import { ask, openBrowser, visitPage, waitForComposer, type Visit } from '../support/visit-page.js';

declare global {
  var axe: typeof Axe;
}

const root = resolve(import.meta.dirname, '../..');

describe('the page of ways to connect, as it is built', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemini-chat-site-'));
  let browser: Browser;
  let site: PreviewServer;
  let address = '';

  before(async () => {
    // The emulator answers, whatever key this machine has.
    process.env['GEMINI_API_KEY'] = '';
    const outDir = join(folder, 'site');
    await build({ root, logLevel: 'error', build: { outDir, copyPublicDir: false } });
    site = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 0 } });
    address = new URL('demo/connections.html', site.resolvedUrls?.local[0]).href;
    browser = await openBrowser();
  });

  after(async () => {
    await browser?.close();
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  async function openPage(): Promise<Visit> {
    const visit = await visitPage(browser, address);
    await visit.page.setViewport({ width: 1280, height: 800 });
    await visit.page.waitForSelector('.connection[data-connection="emulator"]');
    await visit.page.waitForSelector('form:not([hidden])');
    return visit;
  }

  async function choose(page: Page, name: string): Promise<void> {
    await page.$eval(
      `input[name="way"][value="${name}"]`,
      (input) => input instanceof HTMLElement && input.click(),
    );
    await waitForComposer(page);
  }

  const read = (page: Page, selector: string) =>
    page.$eval(selector, (element) => (element instanceof HTMLElement ? element.innerText : ''));
  const listContacts = (page: Page) =>
    page.$$eval('#contacts li', (items) =>
      items.map(({ textContent }) => textContent.replace(/ \(127[^)]*\)/, '')),
    );

  it('asks the backend first, and says whom the browser talked to', async () => {
    const { page, problems } = await openPage();
    await waitForComposer(page);
    assert.equal(
      await read(page, '#snippet'),
      '<script type="module" src="/cdn/gemini-chat.js"></script>\n<gemini-chat endpoint="/api/gemini"></gemini-chat>',
    );
    assert.equal((await ask(page, 'Hello')).status, 'complete');
    assert.deepEqual(await listContacts(page), ['This site’s server: a question, and its answer as it came']);
    assert.deepEqual(problems, []);
    await page.close();
  });

  it('asks Gemini directly with a key that ends, and counts its time down', async () => {
    const { page, problems } = await openPage();
    await choose(page, 'direct');
    assert.match(
      await read(page, '#snippet'),
      /<gemini-chat token-endpoint="\/api\/demo\/credential"><\/gemini-chat>/,
    );
    assert.match(await read(page, '#life'), /holds no credential yet/);
    assert.equal((await ask(page, 'Hello')).status, 'complete');
    assert.deepEqual(await listContacts(page), [
      'This site’s server: a credential',
      'The emulator in Google’s place: a question, and its answer as it came',
    ]);
    await page.waitForFunction(() =>
      /ends in 2 minutes and \d+ seconds?\./.test(document.querySelector('#life')?.textContent ?? ''),
    );
    assert.deepEqual(problems, []);
    await page.close();
  });

  it('holds live sessions with each of the models that it offers, and shows no token', async () => {
    const { page } = await openPage();
    await page.evaluate(() => {
      const { fetch } = globalThis;
      const seen: unknown[] = [];
      Reflect.set(globalThis, 'seenTokens', seen);
      globalThis.fetch = async (...asked) => {
        const response = await fetch(...asked);
        if (response.url.endsWith('/token')) seen.push((await response.clone().json()).token);
        return response;
      };
    });
    await choose(page, 'live');
    const models = await page.$$eval('#model option', (options) =>
      options.map(({ textContent }) => textContent),
    );
    assert.equal(models.length, 2);
    for (const model of models) {
      await page.select('#model', model);
      await waitForComposer(page);
      assert.equal((await ask(page, 'My name is Ada.')).status, 'complete');
      const { text } = await ask(page, 'What is my name?');
      assert.match(text, /Ada/, model);
      assert.deepEqual(await listContacts(page), [
        'This site’s server: a credential',
        'The emulator in Google’s place: a live session was opened',
      ]);
    }
    assert.match(
      await read(page, '#snippet'),
      /token-endpoint="\/api\/native-audio\/token"\s+model="gemini-2/,
    );
    assert.match(await read(page, '#life'), /ends in 1\d minutes\./);
    const tokens: string[] = await page.evaluate(() => Reflect.get(globalThis, 'seenTokens'));
    assert.equal(tokens.length, 2);
    const shown = await page.evaluate(
      () => document.documentElement.outerHTML + document.querySelector('gemini-chat')?.shadowRoot?.innerHTML,
    );
    for (const token of tokens) assert.ok(token.length > 20 && !shown.includes(token));
    await page.close();
  });

  it('writes what the reader chooses into the tag, and gives it to the chat', async () => {
    const { page } = await openPage();
    await choose(page, 'live');
    for (const name of ['voice', 'voice-input']) {
      await page.$eval(`input[name="${name}"]`, (input) => input instanceof HTMLElement && input.click());
    }
    assert.match(await read(page, '#snippet'), /\svoice\s+voice-input\s*>/);
    assert.deepEqual(
      await page.$eval('gemini-chat', ({ voice, voiceInput, tokenEndpoint, apiBase, endpoint }) => ({
        voice,
        voiceInput,
        tokenEndpoint,
        apiBase,
        endpoint,
      })),
      {
        voice: true,
        voiceInput: true,
        tokenEndpoint: '/api/gemini/token',
        apiBase: '/offline-gemini',
        endpoint: '',
      },
    );
    await page.close();
  });

  it('shows a refusal, and goes on where it was when the visitor has signed in again', async () => {
    const { page } = await openPage();
    await choose(page, 'direct');
    await page.$eval('input[name="refuse"]', (input) => input instanceof HTMLElement && input.click());
    await waitForComposer(page);
    assert.equal((await ask(page, 'Hello')).status, 'error');
    await page.waitForSelector('#sign-in:not([hidden])');
    await page.focus('#sign-in button');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => document.querySelector('gemini-chat')?.messages.at(-1)?.status === 'complete',
    );
    const messages = await page.$eval('gemini-chat', (chat) =>
      chat.messages.map(({ role, text }) => [role, text]),
    );
    assert.equal(messages.length, 2);
    assert.deepEqual(messages[0], ['user', 'Hello']);
    assert.equal(await page.$('#sign-in:not([hidden])'), null);
    await page.close();
  });

  it('gives keys to no other site, and takes none that it did not give', async () => {
    const at = (path: string) => new URL(path, address);
    const credential = at('/api/demo/credential');
    const statuses = await Promise.all(
      [
        fetch(credential),
        fetch(credential, { method: 'POST' }),
        fetch(credential, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }),
        fetch(at('/offline-gemini/v1beta/interactions'), {
          method: 'POST',
          headers: { 'x-goog-api-key': 'demo-invented', 'content-type': 'application/json' },
          body: '{"model":"gemini-3.5-flash","input":"Hello"}',
        }),
      ].map(async (response) => (await response).status),
    );
    assert.deepEqual(statuses, [405, 403, 403, 401]);
  });

  it('keeps a key of Gemini’s to itself, and gives only what was meant for browsers', async () => {
    for (const accessToken of ['', 'ya29.meant-for-browsers']) {
      process.env['GEMINI_API_KEY'] = 'AIza-canary_0123456789.abcdefghijklm';
      process.env['GEMINI_ACCESS_TOKEN'] = accessToken;
      const other = await preview({
        root,
        logLevel: 'error',
        build: { outDir: join(folder, 'site') },
        preview: { port: 0 },
      });
      process.env['GEMINI_API_KEY'] = '';
      process.env['GEMINI_ACCESS_TOKEN'] = '';
      const at = (path: string) => new URL(path, other.resolvedUrls?.local[0]);
      const demo = await (await fetch(at('/api/demo'))).json();
      assert.deepEqual([demo.connection, demo.apiBase, demo.direct], ['gemini', '', accessToken !== '']);
      const headers = { 'sec-fetch-site': 'same-origin' };
      const credential = await fetch(at('/api/demo/credential'), { method: 'POST', headers });
      assert.equal(credential.status, accessToken ? 200 : 404);
      const text = await credential.text();
      assert.equal(text, accessToken && JSON.stringify({ token: accessToken, kind: 'bearer' }));
      await other.close();
    }
  });

  it('works by keyboard, at 360 pixels, and has no fault that axe finds', async () => {
    const { page } = await openPage();
    await page.setViewport({ width: 360, height: 740 });
    await page.focus('input[name="way"]');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('#live-wishes:not([hidden])');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') });
    const faults = await page.evaluate(async () => {
      const { violations } = await axe.run();
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join()}`,
      );
    });
    assert.deepEqual(faults, []);
    await page.close();
  });
});
