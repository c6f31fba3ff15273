import { rm } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { launch, type Browser } from 'puppeteer-core';
import { findBrowser } from '../support/find-browser.js';
import { listNames, readPlan, type BenchPlan } from './bench-plan.js';
import { startBenchSite } from './bench-site.js';
import { buildPages } from './build-pages.js';
import type { CaseResult } from './case-result.js';
import { contenders } from './contender-list.js';
import { installPeers } from './install-peers.js';
import { composeCorpora, type Corpus } from './markdown-corpus.js';
import { measureCase } from './measure-case.js';
import { describeCorpora, describeOmissions } from './describe-plan.js';
import { reportGrowth } from './report-growth.js';
import { reportCase } from './report-case.js';
import { reportTargets } from './report-targets.js';

/** Frames then come as fast as they are made, with all their work; waiting for the screen would take hours. */
const uncapped = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

function openBrowser(isUncapped: boolean): Promise<Browser> {
  // A container's root user cannot use Chromium's sandbox.
  const args = ['--no-sandbox', '--disable-quic', ...(isUncapped ? uncapped : [])];
  return launch({ executablePath: findBrowser(), args, protocolTimeout: 600_000 });
}

/** Something has to change in every frame: a page that stays as it is keeps to the rate of the screen. */
async function measureFrameRate(browser: Browser): Promise<number> {
  const page = await browser.newPage();
  const frames = await page.evaluate(async () => {
    const start = performance.now();
    let count = 0;
    for (; performance.now() - start < 500; count += 1) {
      await new Promise(requestAnimationFrame);
      document.body.textContent = `${count}`;
    }
    return count;
  });
  await page.close();
  return frames * 2;
}

function withPeers(plan: BenchPlan): boolean {
  return listNames(plan).some((name) => contenders[name].isPeer);
}

function leaveOutPeers(plan: BenchPlan): BenchPlan {
  const cases = plan.cases.map((bench) => ({
    ...bench,
    names: bench.names.filter((name) => !contenders[name].isPeer),
  }));
  return { ...plan, cases };
}

async function measureCases(browser: Browser, origin: string, plan: BenchPlan, corpora: readonly Corpus[]) {
  const done: CaseResult[] = [];
  const context = { browser, origin, done, foreseen: new Map() };
  for (const bench of plan.cases) {
    const corpus = corpora.find(({ name }) => name === bench.corpus);
    if (!corpus) throw new Error(`There is no text ${bench.corpus}.`);
    const result = await measureCase(context, bench, corpus);
    done.push(result);
    reportCase(result);
  }
  reportGrowth(done);
  reportTargets(done);
}

/** Streams answers into this renderer, into others and into a floor that knows the finished DOM. */
export async function measureMarkdown(words: readonly string[]): Promise<void> {
  const wanted = readPlan(words);
  const corpora = composeCorpora();
  if (corpora.length === 0) {
    console.log(
      'The installed packages ship no markdown files to make texts of: run npm ci, then this again.',
    );
    return;
  }
  describeCorpora(corpora);
  const plan = withPeers(wanted) && !installPeers() ? leaveOutPeers(wanted) : wanted;
  const names = listNames(plan);
  const folder = await buildPages([...new Set([...names, 'ours' as const])]);
  const site = await startBenchSite(folder);
  const browser = await openBrowser(plan.isUncapped);
  try {
    console.log(
      `${await browser.version()}, ${await measureFrameRate(browser)} frames a second, processors busy with ${loadavg()[0]?.toFixed(1)} tasks already.`,
    );
    describeOmissions(plan);
    await measureCases(browser, site.origin, plan, corpora);
  } finally {
    await browser.close();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}
