import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readModules, staticGraph } from '../support/read-modules.js';
import { startStrictSite } from '../support/serve-site.js';
import { ask, openBrowser, visitPage, waitForComposer, waitForMarkdown } from '../support/visit-page.js';

const dist = resolve(import.meta.dirname, '../../dist');
const entry = 'gemini-chat.js';
const kibibyte = 1024;
const html = `<!doctype html><html lang="en"><title>Chat</title><link rel="icon" href="data:,">
<gemini-chat endpoint="/api/gemini"></gemini-chat><script type="module" src="/dist/cdn/${entry}"></script></html>`;

/** The bytes that travel when a host compresses with gzip. */
function zippedBytes(files: Iterable<string>) {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}/${file}`)).length, 0);
}

/** What most answers are made of: emphasis, links, lists, a table; and what only some have. */
const plainAnswer = `# Plan\n\nSome **bold** and *quiet* words, \`code\` and [a link](https://example.com "Title").\n
1. first\n2. second\n   - nested\n\n- [x] done\n- [ ] to do\n\n> quoted\n
| a | b |\n|---|--:|\n| 1 | 2 |\n\n    npm start\n\n---\n\nThe end.`;
const codeAnswer = 'Like this:\n\n```ts\nexport const answer: number = 42;\n```\n';

/** The scripts that a browser has asked for, before one can type and after an answer. */
async function watchLoading(reply?: string) {
  const scenes = reply === undefined ? [] : [{ name: 'answer', matches: () => true, reply: () => reply }];
  const site = await startStrictSite(html, { emulator: { scenes } });
  const browser = await openBrowser();
  try {
    const { page, requests } = await visitPage(browser, site.origin);
    const scripts = () => {
      const paths = new Set(requests.map((url) => new URL(url).pathname));
      return [...paths]
        .filter((path) => path.startsWith('/dist/'))
        .map((path) => path.slice('/dist/'.length));
    };
    await waitForComposer(page);
    const forTyping = scripts();
    await ask(page, 'Show me what markdown can do.');
    await waitForMarkdown(page);
    // What the last lines need may still be on its way.
    await page.waitForNetworkIdle({ idleTime: 500 });
    return { forTyping, forAnswer: scripts() };
  } finally {
    await browser.close();
    await site.close();
  }
}

it('stays within its budget of bytes', async () => {
  const graph = [...staticGraph(readModules(`${dist}/cdn`), entry)].map((file) => `cdn/${file}`);
  const { forTyping, forAnswer } = await watchLoading(plainAnswer);
  const { forAnswer: forCode } = await watchLoading(codeAnswer);
  const { forAnswer: forAll } = await watchLoading();
  const budget = [
    { what: 'module and its static imports', files: graph, limit: 30 * kibibyte },
    { what: 'loaded until one can type', files: forTyping, limit: 30 * kibibyte },
    { what: 'loaded after an answer in markdown', files: forAnswer, limit: 60 * kibibyte },
    { what: '… with TypeScript in it', files: forCode, limit: 75_000 },
    { what: '… with everything but diagrams drawn', files: forAll, limit: Infinity },
    { what: 'classic script', files: ['standalone/gemini-chat.iife.js'], limit: Infinity },
  ].map(({ what, files, limit }) => ({ what, files: files.length, bytes: zippedBytes(files), limit }));
  console.table(budget);
  for (const { what, bytes, limit } of budget)
    assert(bytes <= limit, `${what}: ${bytes} bytes, above ${limit}`);
});
