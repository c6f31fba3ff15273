import type { Browser, CDPSession, Page } from 'puppeteer-core';
import type { Foresight } from './page/contender.js';
import type { Feeding, Pace } from './page/feed-chunks.js';
import type { NodeCount } from './page/watch-nodes.js';
import { readTimes, startTimes, type WorkTimes } from './read-times.js';

/** One stream into one contender in a page of its own. */
export interface StreamRun {
  readonly url: string;
  readonly chunks: readonly string[];
  readonly pace: Pace;
  /** Milliseconds after which it is given up. */
  readonly limit: number;
  readonly foresight?: Foresight | undefined;
}

/** What a stream cost: work of the main thread, bytes of heap. */
export interface Effort extends WorkTimes {
  readonly longest: number;
  readonly heap: number;
  readonly wall: number;
  readonly frames: number;
  readonly shown: number;
  /** Characters of the longest text in one node. */
  readonly longestText: number;
  /** False where time was up before all was written. */
  readonly isWhole: boolean;
}

const quietTime = 300;
/** A page that never gets quiet is measured all the same: before its stream soon, since it may show that it waits. */
const mostLooks = { before: 3, after: 30 };

/** A page with its contender, and the session that asks the browser about it. */
interface OpenPage {
  readonly page: Page;
  readonly session: CDPSession;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}

/** Waits until the main thread has nothing to do, whatever a contender still had to load or finish. */
async function waitUntilQuiet(session: CDPSession, most: number): Promise<void> {
  let { task } = await readTimes(session);
  for (let looks = 0; looks < most; looks += 1) {
    await pause(quietTime);
    const now = (await readTimes(session)).task;
    if (now - task < 5) return;
    task = now;
  }
}

async function readHeap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

async function openPage(browser: Browser, { url, chunks, foresight }: StreamRun): Promise<OpenPage> {
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 700 });
  page.on('pageerror', (error) => console.log(`  ${url}: ${String(error)}`));
  await page.goto(url);
  await page.evaluate(
    (given, known) => globalThis.openBenchPage(given, known ?? undefined),
    chunks,
    foresight ?? null,
  );
  const session = await page.createCDPSession();
  await startTimes(session);
  await waitUntilQuiet(session, mostLooks.before);
  return { page, session };
}

async function feed({ page, session }: OpenPage, { pace, limit }: StreamRun): Promise<Feeding> {
  const feeding = await page.evaluate((how, most) => globalThis.benchPage?.feed(how, most), pace, limit);
  if (!feeding) throw new Error('The page is not ready to be measured.');
  await waitUntilQuiet(session, mostLooks.after);
  return feeding;
}

/** Streams once and measures what it took, from before the first chunk until the page is quiet. */
export async function timeStream(browser: Browser, run: StreamRun): Promise<Effort> {
  const opened = await openPage(browser, run);
  const { page, session } = opened;
  try {
    const heap = await readHeap(session);
    const before = await readTimes(session);
    const { wall, frames, written } = await feed(opened, run);
    const after = await readTimes(session);
    const [longest, shown, longestText] = await page.evaluate(() => [
      Math.max(0, ...(globalThis.benchPage?.longTasks ?? [])),
      globalThis.benchPage?.shownLength ?? 0,
      globalThis.benchPage?.longestText ?? 0,
    ]);
    return {
      task: after.task - before.task,
      script: after.script - before.script,
      layout: after.layout - before.layout,
      longest: longest ?? 0,
      heap: (await readHeap(session)) - heap,
      wall,
      frames,
      shown: shown ?? 0,
      longestText: longestText ?? 0,
      isWhole: written === run.chunks.length,
    };
  } finally {
    await page.close();
  }
}

/** Streams once more, without a clock, and counts the nodes that come and go. */
export async function countStreamNodes(browser: Browser, run: StreamRun): Promise<NodeCount | undefined> {
  const opened = await openPage(browser, run);
  const { page } = opened;
  try {
    await page.evaluate(() => globalThis.benchPage?.watch());
    await feed(opened, run);
    return await page.evaluate(() => globalThis.benchPage?.countNodes());
  } finally {
    await page.close();
  }
}

/** Streams once to learn the finished DOM, which the floors are told. */
export async function foresee(browser: Browser, run: StreamRun): Promise<Foresight> {
  const opened = await openPage(browser, run);
  const { page } = opened;
  try {
    await feed(opened, run);
    const foresight = await page.evaluate(() => globalThis.benchPage?.foresee());
    if (!foresight) throw new Error('The page is not ready to be read.');
    return foresight;
  } finally {
    await page.close();
  }
}
