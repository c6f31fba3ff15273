import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'puppeteer-core';
import type { GeminiEmulator } from '../../src/emulator.js';
import { startGemini, startStrictSite } from '../support/serve-site.js';
import {
  ask,
  openBrowser,
  visitPage,
  waitForComposer,
  waitForMarkdown,
  type Visit,
} from '../support/visit-page.js';

const dist = resolve(import.meta.dirname, '../../dist');
const kibibyte = 1024;
const scripts = {
  'the module': '<script type="module" src="/dist/cdn/gemini-chat.js"></script>',
  'the classic script': '<script src="/dist/standalone/gemini-chat.iife.js"></script>',
};
/** Google's client says so whenever a token opens a session. */
const expectedWarning = /^Warning: Ephemeral token support is experimental/;
/** Nobody but Google's client names this. */
const clientMark = 'BidiGenerateContentConstrained';

function pageWith(script: string, attributes: string) {
  return `<!doctype html><html lang="en"><head><title>Chat</title><link rel="icon" href="data:,">${script}</head>
<body><gemini-chat ${attributes}></gemini-chat></body></html>`;
}

const key = `canary-key-${'k'.repeat(24)}`;
const giveKey: RequestListener = (incoming, outgoing) => {
  const isAsked = incoming.method === 'POST' && incoming.url === '/own/credential';
  const expireTime = new Date(Date.now() + 600_000).toISOString();
  outgoing
    .writeHead(isAsked ? 200 : 404, { 'content-type': 'application/json' })
    .end(JSON.stringify({ token: key, expireTime }));
};

/** The same Gemini, which notes the tokens that it makes. */
function noteTokens(emulator: GeminiEmulator, tokens: string[]): GeminiEmulator {
  return async (input, init) => {
    const response = await emulator(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname.endsWith('/auth_tokens')) {
      const { name }: { name: string } = await response.clone().json();
      tokens.push(name);
    }
    return response;
  };
}

/** A recording in which somebody speaks for a second, and is quiet for long; for the browser to hear. */
function writeSpeech(folder: string): string {
  const rate = 48_000;
  const sound = Buffer.alloc(44 + rate * 20 * 2);
  sound.write('RIFF____WAVEfmt ', 'latin1');
  sound.writeUInt32LE(sound.length - 8, 4);
  for (const [at, value] of [16, 0x1_00_01, rate, rate * 2, 0x10_00_02].entries()) {
    sound.writeUInt32LE(value, 16 + at * 4);
  }
  sound.write('data', 36, 'latin1');
  sound.writeUInt32LE(sound.length - 44, 40);
  // A tone that wavers as a voice does: what sounds on and on is taken for noise.
  for (let at = 0; at < rate * 1.2; at += 1) {
    const time = at / rate;
    const tone = Math.sin(time * 2 * Math.PI * (180 + 60 * Math.sin(time * 20)));
    sound.writeInt16LE(Math.round(12_000 * tone * (0.6 + 0.4 * Math.sin(time * 40))), 44 + at * 2);
  }
  const file = join(folder, 'speech.wav');
  writeFileSync(file, sound);
  return file;
}

/** All that a page keeps and shows, and where it was: what a credential must not be in. */
function readTraces(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [location.href, document.cookie];
    const roots: (Element | ShadowRoot)[] = [document.documentElement];
    for (const root of roots) {
      texts.push(root.innerHTML);
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    }
    for (const kept of [localStorage, sessionStorage]) texts.push(JSON.stringify(Object.entries(kept)));
    for (const { name } of await indexedDB.databases()) texts.push(name ?? '');
    for (const name of await caches.keys()) texts.push(name);
    const chat = document.querySelector('gemini-chat');
    texts.push(JSON.stringify(chat?.exportConversation()));
    for (const { name } of performance.getEntriesByType('resource')) texts.push(name);
    return texts.join('\n');
  });
}

/** A visit, with the tokens that were made for it and everything that the console was told. */
interface WatchedVisit extends Visit {
  readonly tokens: string[];
  readonly lines: string[];
}

describe('a page without a backend between it and Google, under the strict content policy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemini-chat-speech-'));
  let browser: Browser;
  let gemini: Awaited<ReturnType<typeof startGemini>>;

  before(async () => {
    browser = await openBrowser(
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${writeSpeech(folder)}`,
    );
    gemini = await startGemini({ pace: 5 });
  });
  after(async () => {
    await browser.close();
    await gemini.close();
    rmSync(folder, { recursive: true });
  });

  async function open(script: string, attributes: string): Promise<WatchedVisit> {
    const socketOrigin = gemini.origin.replace('http', 'ws');
    const html = pageWith(script, attributes.replace('GEMINI', gemini.origin));
    const tokens: string[] = [];
    const site = await startStrictSite(html, {
      connectSources: [gemini.origin, socketOrigin],
      // Only for answers that can be heard again.
      ...(attributes.includes('voice') && { mediaSource: 'blob:' }),
      emulator: noteTokens(gemini.emulator, tokens),
      ownRoutes: giveKey,
    });
    const visit = await visitPage(browser, 'about:blank');
    const lines: string[] = [];
    visit.page.on('console', (line) => lines.push(line.text()));
    visit.page.once('close', () => void site.close());
    await visit.page.goto(site.origin);
    await waitForComposer(visit.page);
    return { ...visit, tokens, lines };
  }

  /** Files of the package that a page has asked for. */
  const listFiles = ({ requests }: Visit) => {
    const paths = new Set(requests.map((url) => new URL(url).pathname));
    return [...paths].filter((path) => path.startsWith('/dist/')).map((path) => path.slice('/dist/'.length));
  };
  const hasClient = (files: readonly string[]) =>
    files.some((file) => readFileSync(`${dist}/${file}`, 'utf8').includes(clientMark));

  async function checkTraces({ page, lines, problems }: WatchedVisit, ...tokens: string[]): Promise<void> {
    const traces = `${await readTraces(page)}\n${lines.join('\n')}`;
    assert.ok(traces.includes('gemini-chat'));
    for (const token of tokens) assert.ok(token.length > 20 && !traces.includes(token));
    assert.deepEqual(
      problems.filter((problem) => !expectedWarning.test(problem)),
      [],
    );
  }

  for (const [name, script] of Object.entries(scripts)) {
    it(`asks Google’s REST API with a key that leaves no trace, by ${name}, and loads no client for it`, async () => {
      const visit = await open(script, 'token-endpoint="/own/credential" api-base="GEMINI"');
      const { page, requests } = visit;
      const { status, text } = await ask(page, 'Show me what markdown can do.');
      assert.deepEqual([status, text.length > 100], ['complete', true]);
      await waitForMarkdown(page);
      await checkTraces(visit, key);
      const asked = new Set(requests.filter((url) => url.startsWith(gemini.origin)));
      assert.deepEqual([...asked], [`${gemini.origin}/v1beta/interactions`]);
      assert.equal(hasClient(listFiles(visit)), false);
      await page.close();
    });

    it(`holds a live session with a token that leaves no trace, by ${name}`, async () => {
      const visit = await open(script, 'token-endpoint="/api/gemini/token" api-base="GEMINI"');
      const { page } = visit;
      assert.equal(hasClient(listFiles(visit)), false, 'Nothing of it loads before the first question.');
      const first = await ask(page, 'My name is Ada.');
      assert.equal(first.status, 'complete');
      const second = await ask(page, 'What is my name?');
      assert.equal(second.status, 'complete');
      assert.match(second.text, /Ada/);
      assert.equal(visit.tokens.length, 1, 'One session needs one token.');
      await checkTraces(visit, ...visit.tokens);
      assert.equal(hasClient(listFiles(visit)), true);
      await page.close();
    });
  }

  for (const [name, script] of Object.entries(scripts)) {
    it(`hears the microphone by a file of its own, and speaks, by ${name}`, async () => {
      const attributes = 'token-endpoint="/api/gemini/token" api-base="GEMINI" voice voice-input';
      const visit = await open(script, attributes);
      const { page } = visit;
      const button = 'gemini-chat >>> [part~="voice-button"]';
      await page.locator(button).click();
      await page.waitForFunction(() => {
        const [question, answer] = document.querySelector('gemini-chat')?.messages ?? [];
        return question?.text === 'Hello, can you hear me?' && answer?.status === 'complete' && answer.text;
      });
      await page.locator(button).click();
      await page.waitForSelector('gemini-chat >>> [part~="voice-button"][aria-pressed="false"]');
      await checkTraces(visit, ...visit.tokens);
      await page.close();
    });
  }

  it('loads nothing for credentials where there is a backend, and the more the more it needs', async () => {
    const [, script] = Object.entries(scripts)[0] ?? ['', ''];
    const ways = {
      'a backend': 'endpoint="/api/gemini"',
      REST: 'token-endpoint="/own/credential" api-base="GEMINI"',
      'live sessions': 'token-endpoint="/api/gemini/token" api-base="GEMINI"',
    };
    const loaded: { way: string; files: string[]; bytes: number }[] = [];
    for (const [way, attributes] of Object.entries(ways)) {
      const visit = await open(script, attributes);
      await ask(visit.page, 'echo **hello**');
      await waitForMarkdown(visit.page);
      await visit.page.waitForNetworkIdle({ idleTime: 300 });
      const files = listFiles(visit);
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}/${file}`)).length, 0);
      loaded.push({ way, files, bytes });
      await visit.page.close();
    }
    console.table(loaded.map(({ way, files, bytes }) => ({ way, files: files.length, bytes })));
    const [backend, rest, live] = loaded;
    assert.ok(backend && rest && live);
    assert.deepEqual(
      backend.files.filter((file) => /token|grant|live|genai|direct|voice|speaker|microphone/.test(file)),
      [],
    );
    assert.deepEqual(
      live.files.filter((file) => /talk|voice|speaker|microphone/.test(file)),
      [],
    );
    assert.ok(rest.bytes - backend.bytes < 12 * kibibyte);
    assert.ok(live.bytes - rest.bytes > 60 * kibibyte, 'The client comes with live sessions alone.');
  });
});
