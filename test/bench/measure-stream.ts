import type { Browser, Page } from 'puppeteer-core';
import { startStrictSite } from '../support/serve-site.js';
import { ask, openBrowser, visitPage, waitForComposer, waitForMarkdown } from '../support/visit-page.js';

const rounds = 3;

const html = `<!doctype html><html lang="en"><title>Chat</title><link rel="icon" href="data:,">
<script type="module" src="/dist/cdn/gemini-chat.js"></script>
<gemini-chat endpoint="/api/gemini"></gemini-chat><pre></pre></html>`;

/** About 15,000 characters of what answers are made of. */
const answer = Array.from(
  { length: 20 },
  (_, index) => `## Part ${index + 1}

A paragraph with **strong words**, *others*, \`code\` and [a link](https://example.com/${index}), and enough text
to be broken into several lines on any screen, since most of what a model says is prose like this. ${'It goes on. '.repeat(30)}

- first of three
- second, with \`code\`
- third

| column | other column |
| --- | --- |
| ${index} | ${index * index} |
| ${index + 1} | ${(index + 1) ** 2} |

\`\`\`js
for (let step = 0; step < ${index}; step += 1) console.log(step);
\`\`\`
`,
).join('\n');

/** What the browser's main thread was busy with: milliseconds in all, and its longest task if above 50. */
interface Effort {
  wall: number;
  busy: number;
  longest: number;
}

async function measure(page: Page, work: () => Promise<unknown>): Promise<Effort> {
  const before = await page.metrics();
  const start = performance.now();
  await work();
  const wall = performance.now() - start;
  const after = await page.metrics();
  const longest = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        const found: number[] = [];
        new PerformanceObserver((list) => {
          found.push(...list.getEntries().map((entry) => entry.duration));
        }).observe({ type: 'longtask', buffered: true });
        setTimeout(() => done(Math.max(0, ...found)), 100);
      }),
  );
  return { wall, busy: ((after.TaskDuration ?? 0) - (before.TaskDuration ?? 0)) * 1000, longest };
}

/** The floor: the same stream read by hand and appended as text. */
async function appendPlainText(page: Page) {
  await page.evaluate(async () => {
    const place = document.querySelector('pre')?.appendChild(new Text());
    const body = JSON.stringify({ input: [{ type: 'text', text: 'Go on.' }], stream: true });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch('/api/gemini/interactions', { method: 'POST', headers, body });
    if (!response.ok || !response.body) throw new Error(`The backend answered ${response.status}.`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const frames = (rest + part.value).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^data: (\{.*)$/m.exec(frame)?.[1];
        const event: { delta?: { text?: string } } = data ? JSON.parse(data) : {};
        if (event.delta?.text) place?.appendData(event.delta.text);
      }
    }
    // With layout, as the chat has it too.
    return document.querySelector('pre')?.offsetHeight;
  });
}

async function runRound(browser: Browser, origin: string) {
  const chat = (await visitPage(browser, origin)).page;
  await waitForComposer(chat);
  const element = await measure(chat, async () => {
    await ask(chat, 'Go on.');
    await waitForMarkdown(chat);
  });
  await chat.close();
  const plain = (await visitPage(browser, origin)).page;
  await waitForComposer(plain);
  const floor = await measure(plain, () => appendPlainText(plain));
  await plain.close();
  return { element, floor };
}

function median(values: number[]) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

/** A long answer through the built backend into the built element, and the same bytes into plain text. */
export async function measureStream() {
  const scene = { name: 'long', matches: () => true, reply: () => answer };
  const site = await startStrictSite(html, { emulator: { pace: 4, scenes: [scene] } });
  const browser = await openBrowser();
  try {
    const results = [];
    for (let round = 0; round < rounds; round += 1) results.push(await runRound(browser, site.origin));
    console.log(`${answer.length} characters; medians of ${rounds} rounds, milliseconds.`);
    const summarize = (what: string, efforts: Effort[]) => ({
      what,
      'main thread busy': Math.round(median(efforts.map((effort) => effort.busy))),
      'longest task above 50': Math.round(median(efforts.map((effort) => effort.longest))),
      'from asking to done': Math.round(median(efforts.map((effort) => effort.wall))),
    });
    const ratio = median(results.map(({ element, floor }) => element.busy / floor.busy));
    console.log(`The chat keeps the main thread busy ${ratio.toFixed(1)} times as long as plain text does.`);
    return [
      summarize(
        '<gemini-chat>',
        results.map(({ element }) => element),
      ),
      summarize(
        'plain text',
        results.map(({ floor }) => floor),
      ),
    ];
  } finally {
    await browser.close();
    await site.close();
  }
}
