import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type * as Axe from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { build, preview, type PreviewServer } from 'vite';
import { openBrowser, visitPage, type Visit } from '../support/visit-page.js';

declare global {
  var axe: typeof Axe;
}

const root = resolve(import.meta.dirname, '../..');
const longestRun = 40_000;

/** Samples that wait for their reader, and what that reader does. */
const answersOfReader: Readonly<Record<string, string>> = {
  consent: '[part~="function-call"] .confirm',
  'big-file': '[part~="send-button"]:not([aria-disabled="true"])',
};

describe('the page of what Gemini can do, as it is built', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemini-chat-site-'));
  const browsers: Browser[] = [];
  let site: PreviewServer;
  let address = '';

  before(async () => {
    // The emulator answers, whatever key this machine has.
    process.env['GEMINI_API_KEY'] = '';
    const outDir = join(folder, 'site');
    await build({ root, logLevel: 'error', build: { outDir, copyPublicDir: false } });
    site = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 0 } });
    address = new URL('demo/capabilities.html', site.resolvedUrls?.local[0]).href;
  });

  after(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  /** The page in a window of its own: what lies behind other pages is not painted. */
  async function openPage(): Promise<Visit> {
    const browser = await openBrowser();
    browsers.push(browser);
    const visit = await visitPage(browser, address);
    await visit.page.setViewport({ width: 1280, height: 800 });
    await visit.page.waitForSelector('.connection[data-connection="emulator"]');
    return visit;
  }

  function pressRun(page: Page, id: string) {
    return page.$eval(`[id="${id}"] .run`, (button) => {
      if (button instanceof HTMLElement) button.click();
    });
  }

  /** Presses a card's button, answers where the sample asks, and reads how it went. */
  async function runSample(page: Page, id: string) {
    await pressRun(page, id);
    const answer = answersOfReader[id];
    if (answer) {
      await page.waitForFunction(
        (selector) => {
          const control = document.querySelector('gemini-chat')?.shadowRoot?.querySelector(selector);
          if (control instanceof HTMLElement) control.click();
          return control;
        },
        { timeout: longestRun },
        answer,
      );
    }
    const card = `[id="${id}"]:is([data-state="done"], [data-state="failed"])`;
    await page.waitForSelector(card, { timeout: longestRun });
    return page.$eval(card, (found) => ({
      isDone: found.getAttribute('data-state') === 'done',
      words: found.querySelector('.outcome')?.textContent ?? '',
    }));
  }

  const listShown = (page: Page) =>
    page.$$eval('.card', (cards) => cards.filter((card) => card.checkVisibility()).map((card) => card.id));

  it('runs every sample to the end that it promises', async () => {
    const [visit, ...others] = await Promise.all([openPage(), openPage(), openPage(), openPage()]);
    const ids = await listShown(visit.page);
    assert(ids.length > 50, `There are ${ids.length} samples.`);
    const failures: string[] = [];

    // Most of a run is waiting: several readers at once take little longer than one.
    async function readSome({ page, problems }: Visit): Promise<void> {
      for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
        const { isDone, words } = await runSample(page, id).catch((error: unknown) => ({
          isDone: false,
          words: String(error),
        }));
        if (!isDone || !words.startsWith('Done: ')) failures.push(`${id}: ${words}`);
      }
      // Browsers report every answer that is a refusal.
      failures.push(...problems.filter((problem) => !problem.startsWith('Failed to load resource')));
    }
    await Promise.all([visit, ...others].map(readSome));
    assert.deepEqual(failures, []);
  });

  it('shows the whole page that a site would write', async () => {
    const { page } = await openPage();
    const code = await page.$eval('#google-search code', (found) => found.textContent);
    assert.equal(
      code,
      `<gemini-chat endpoint="/api/gemini"></gemini-chat>

<script type="module">
  import '/cdn/gemini-chat.js';

  const chat = document.querySelector('gemini-chat');
  chat.tools = [{ type: 'google_search' }];
  await chat.send('Who won the Euro 2024?');
</script>`,
    );
  });

  it('leaves a sample for another one at once, with nothing of it in the chat', async () => {
    const { page } = await openPage();
    await pressRun(page, 'thinking');
    await pressRun(page, 'conversation');
    await page.waitForFunction(() => document.querySelector('gemini-chat')?.messages.length === 2);
    const { isDone } = await runSample(page, 'question');
    assert(isDone);
    const left = await page.evaluate(async () => {
      const chat = document.querySelector('gemini-chat');
      // As long as what was left might have spoken again.
      await new Promise((done) => setTimeout(done, 1000));
      return {
        asked: chat?.messages.filter(({ role }) => role === 'user').map(({ text }) => text),
        attributes: chat?.getAttributeNames().toSorted(),
        states: ['thinking', 'conversation'].map((id) => document.getElementById(id)?.dataset['state']),
      };
    });
    assert.deepEqual(left, {
      asked: ['Explain how AI works in a few words'],
      attributes: ['endpoint', 'placeholder', 'theme'],
      states: ['idle', 'idle'],
    });
  });

  it('finds samples by their words and by their kind', async () => {
    const { page } = await openPage();
    await page.type('#words', 'google_maps');
    assert.deepEqual(await listShown(page), ['google-maps']);
    await page.click('input[name="group"][value="weather"]');
    assert.deepEqual(await listShown(page), []);
    await page.click('#show-all');
    assert((await listShown(page)).length > 50);
  });

  it('opens at the sample that its address names', async () => {
    const { page } = await openPage();
    // Another address by its hash alone is no other page: it has to be left first.
    await page.goto('about:blank');
    await page.goto(`${address}#parallel-functions`);
    await page.waitForSelector('#parallel-functions[aria-current] details[open]');
    const top = await page.$eval('#parallel-functions', (card) => card.getBoundingClientRect().top);
    assert(top >= 0 && top < 100, `It begins at ${top}.`);
  });

  it('brings the chat below the picked card where there is no room beside the list', async () => {
    const { page } = await openPage();
    await page.setViewport({ width: 360, height: 740 });
    await runSample(page, 'question');
    const layout = await page.evaluate(() => ({
      isInCard: document.querySelector('#question gemini-chat') !== null,
      isCut: document.documentElement.scrollWidth > innerWidth,
    }));
    assert.deepEqual(layout, { isInCard: true, isCut: false });
    await page.setViewport({ width: 1280, height: 800 });
    await page.waitForSelector('#chat-place gemini-chat');
    const kept = await page.$eval('gemini-chat', ({ messages }) => messages.length);
    assert.equal(kept, 2, 'What was said stays when the window grows.');
  });

  it('leads from a card to the chat by keyboard, and has no fault that axe finds', async () => {
    const { page } = await openPage();
    await page.focus('#question .run');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#question[data-state="done"]');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert(await page.$eval('gemini-chat', (chat) => chat.matches(':focus')));
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') });
    const faults = await page.evaluate(async () => {
      const { violations } = await axe.run();
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join()}`,
      );
    });
    assert.deepEqual(faults, []);
  });
});
