import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { sendBuiltFile, startSite, startStrictSite } from '../support/serve-site.js';
import { ask, openBrowser, visitPage, waitForComposer, waitForMarkdown } from '../support/visit-page.js';

function pageWith(script: string) {
  return `<!doctype html>
<html lang="en">
  <head><title>Chat</title><link rel="icon" href="data:,">${script}</head>
  <body><gemini-chat endpoint="/api/gemini"></gemini-chat></body>
</html>`;
}

/** One thing of each sheet: what a build that breaks a sheet would lose. */
const looks: [selector: string, property: string, value: string][] = [
  ['[part~=surface]', 'display', 'flex'],
  ['[part~=surface]', 'background-color', 'rgb(255, 255, 255)'],
  ['[part~=transcript]', 'overflow-y', 'auto'],
  ['[part~=message-user]', 'flex-direction', 'row-reverse'],
  ['[part~=content] th', 'background-color', 'rgb(245, 246, 248)'],
  ['[part~=composer]', 'border-start-start-radius', '27px'],
  ['[part~=send-button]', 'border-start-start-radius', '50%'],
];

/** Runs in the page. */
function readLooks(wanted: typeof looks): typeof looks {
  const root = document.querySelector('gemini-chat')?.shadowRoot;
  return wanted.map(([selector, property]) => {
    const element = root?.querySelector(selector);
    return [selector, property, element ? getComputedStyle(element).getPropertyValue(property) : 'absent'];
  });
}

const scripts = {
  'the module': '<script type="module" src="/dist/cdn/gemini-chat.js"></script>',
  'the classic script': '<script src="/dist/standalone/gemini-chat.iife.js"></script>',
  'the classic script at the end of loading':
    '<script defer src="/dist/standalone/gemini-chat.iife.js"></script>',
};

describe('a page with one script tag and the strict content policy', () => {
  let browser: Browser;

  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [name, script] of Object.entries(scripts)) {
    it(`gets a markdown answer by ${name}, without a violation and from no other origin`, async () => {
      const site = await startStrictSite(pageWith(script));
      try {
        const { page, requests, problems } = await visitPage(browser, site.origin);
        await waitForComposer(page);
        const answer = await ask(page, 'Show me what markdown can do.');
        assert.equal(answer.status, 'complete');
        assert.notEqual(answer.text, '');
        await waitForMarkdown(page);
        assert.deepEqual(await page.evaluate(readLooks, looks), looks);
        assert.deepEqual(problems, []);
        assert.deepEqual(
          requests.filter((url) => new URL(url).origin !== site.origin),
          [],
        );
      } finally {
        await site.close();
      }
    });
  }

  it('finds its chunks when the module lies in a deep folder of another origin', async () => {
    const folder = '/libraries/chat/1.0/';
    const files = await startSite((request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      void sendBuiltFile(`cdn/${(request.url ?? '').slice(folder.length)}`, response);
    });
    const script = `<script type="module" src="${files.origin}${folder}gemini-chat.js"></script>`;
    const site = await startStrictSite(pageWith(script), { scriptOrigin: files.origin });
    try {
      const { page, problems } = await visitPage(browser, site.origin);
      await waitForComposer(page);
      assert.equal((await ask(page, 'Hello')).status, 'complete');
      await waitForMarkdown(page);
      assert.deepEqual(problems, []);
    } finally {
      await site.close();
      await files.close();
    }
  });
});
