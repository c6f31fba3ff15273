import { launch, type Browser, type Page } from 'puppeteer-core';
import { findBrowser } from './find-browser.js';

/** A page, with all that it asked for and all that went wrong in it. */
export interface Visit {
  page: Page;
  /** Addresses in the order of asking; `data:` and `blob:` are not requests. */
  requests: string[];
  /** Violations of the content policy, uncaught errors, console warnings and errors. */
  problems: string[];
}

/** Starts the browser that the tests use. */
export function openBrowser(...args: string[]): Promise<Browser> {
  // A container's root user cannot use Chromium's sandbox.
  return launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-quic', ...args] });
}

/** Opens a page and keeps its record. */
export async function visitPage(browser: Browser, url: string): Promise<Visit> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url())) requests.push(request.url());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (line) => {
    if (['error', 'warn', 'assert'].includes(line.type())) problems.push(line.text());
  });
  await page.evaluateOnNewDocument(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`securitypolicyviolation: ${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(url);
  return { page, requests, problems };
}

/** Waits until one can type. */
export async function waitForComposer(page: Page) {
  await page.waitForFunction(() => {
    const input = document.querySelector('gemini-chat')?.shadowRoot?.querySelector('[part~="input"]');
    return input instanceof HTMLElement && input.checkVisibility() && !input.matches(':disabled');
  });
}

/** Sends a message through the public method and waits for the answer. */
export async function ask(page: Page, question: string) {
  return page.evaluate(async (text) => {
    const chat = document.querySelector('gemini-chat');
    if (!chat) throw new Error('The page has no <gemini-chat>.');
    const { status, text: answer } = await chat.send(text);
    return { status, text: answer };
  }, question);
}

/** Waits until the last answer stands rendered as markdown, and gives the names of its elements. */
export async function waitForMarkdown(page: Page) {
  const selector = '[part~="message-model"] [part~="content"] :is(p, li, h1, h2, h3, pre, table)';
  await page.waitForFunction(
    (blocks) => document.querySelector('gemini-chat')?.shadowRoot?.querySelector(blocks),
    {},
    selector,
  );
}
