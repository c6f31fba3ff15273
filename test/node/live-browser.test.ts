import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { type Browser, launch } from 'puppeteer-core';
import { findBrowser } from '../support/find-browser.js';
import { openBrowser, visitPage, waitForComposer } from '../support/visit-page.js';
import type * as LivePage from './live-page.js';
import { type LiveSiteOptions, openLiveSite } from './live-site.js';

const words = `${Array.from({ length: 120 }, (_, at) => `wörd${at}`).join(' ')}.`;
const script = '/live-page.js';
const soundFlags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

interface Visit extends LiveSiteOptions {
  /** Long waits are short. */
  readonly isHurried?: boolean;
  readonly visitor?: Browser;
}

describe('a chat in a browser, in a live session over real sockets', () => {
  let browser: Browser | undefined;

  before(async () => {
    browser = await openBrowser(...soundFlags, '--autoplay-policy=no-user-gesture-required');
  });
  after(() => browser?.close());

  /** A page with a chat, what its reader does, and what can be seen of it. */
  async function open(options: Visit = {}) {
    const { isHurried, visitor = browser, ...decided } = options;
    assert.ok(visitor);
    const scenes = [{ name: 'words', matches: () => true, reply: () => words }];
    const site = await openLiveSite({ scenes, pace: 8, ...decided });
    const { page } = await visitPage(visitor, `${site.url}${isHurried ? '?hurried' : ''}`);
    await waitForComposer(page);
    const say = (text: string) =>
      page.evaluate((question) => void document.querySelector('gemini-chat')?.send(question), text);
    const press = (part: string) =>
      page.evaluate((name) => {
        const root = document.querySelector('gemini-chat')?.shadowRoot;
        root?.querySelector<HTMLElement>(`[part~="${name}"]`)?.click();
      }, part);
    const listSaid = () =>
      page.evaluate(
        () =>
          document.querySelector('gemini-chat')?.messages.map(({ status, text }) => ({ status, text })) ?? [],
      );
    const waitFor = (status: string, messages: number) =>
      page.waitForFunction(
        (wanted, count) => {
          const chat = document.querySelector('gemini-chat');
          return chat?.status === wanted && chat.messages.length === count;
        },
        { polling: 10, timeout: 12_000 },
        status,
        messages,
      );
    const waitForText = (letters: number) =>
      page.waitForFunction(
        (least) => (document.querySelector('gemini-chat')?.messages.at(-1)?.text.length ?? 0) >= least,
        { polling: 10, timeout: 12_000 },
        letters,
      );
    const look = () =>
      page.evaluate(async (file) => {
        const { listTexts, listNotices, countLeft, countOpened }: typeof LivePage = await import(file);
        return { texts: listTexts(), notices: await listNotices(), left: countLeft(), opened: countOpened() };
      }, script);
    return { ...site, page, say, press, listSaid, waitFor, waitForText, look };
  }

  const whole = { status: 'complete', text: words };
  const asked = (text: string) => ({ status: 'complete', text });

  it('tells me that its connection broke, and goes on with no word lost or doubled', async () => {
    const { say, waitForText, waitFor, line, listSaid, look, sessions } = await open();
    await say('Go');
    await waitForText(150);
    line.cut();
    await waitFor('ready', 2);
    assert.deepEqual(await listSaid(), [asked('Go'), whole]);
    const { texts, notices } = await look();
    assert.deepEqual(
      texts.filter((text) => !words.startsWith(text)),
      [],
    );
    assert.ok(
      notices.some((notice) => /broke.*Trying again in 1 second/.test(notice)),
      notices.join(' | '),
    );
    assert.equal(sessions.length, 2);
  });

  it('goes on at once where I do not want to wait', async () => {
    const { say, press, page, waitForText, waitFor, line } = await open();
    await say('Go');
    await waitForText(150);
    line.cut();
    await page.waitForFunction(() =>
      document.querySelector('gemini-chat')?.shadowRoot?.querySelector('gemini-chat-retry button'),
    );
    const since = performance.now();
    await press('retry-button');
    await page.waitForFunction(() => !document.querySelector('gemini-chat')?.messages.at(-1)?.retry);
    assert.ok(performance.now() - since < 700, `${performance.now() - since} ms`);
    await waitFor('ready', 2);
  });

  it('keeps what had come where nobody can be reached any more, and tries again when I ask', async () => {
    const { say, press, waitForText, waitFor, line, listSaid, look } = await open();
    await say('Go');
    await waitForText(150);
    line.takeDown();
    await waitFor('error', 2);
    const [, answer] = await listSaid();
    assert.equal(answer?.status, 'interrupted');
    assert.ok(answer.text.length >= 150 && words.startsWith(answer.text), answer.text);
    const { notices } = await look();
    assert.ok(
      notices.some((notice) => notice.endsWith('Try again')),
      notices.join(' | '),
    );
    line.mend();
    await press('retry-button');
    await waitFor('ready', 2);
    assert.deepEqual(await listSaid(), [asked('Go'), whole]);
  });

  it('asks again by itself where its connection breaks before the first word', async () => {
    const { say, waitFor, line, listSaid } = await open({ pace: 3 });
    await say('One');
    await waitFor('ready', 2);
    await say('Two');
    line.cut();
    await waitFor('ready', 4);
    assert.deepEqual(await listSaid(), [asked('One'), whole, asked('Two'), whole]);
  });

  it('gives up a connection that has gone silent, and keeps what had come', async () => {
    const { say, press, waitForText, waitFor, line, listSaid, look } = await open({ isHurried: true });
    await say('Go');
    await waitForText(150);
    line.stall();
    await waitFor('error', 2);
    const [, answer] = await listSaid();
    assert.equal(answer?.status, 'interrupted');
    assert.ok(words.startsWith(answer.text) && answer.text !== '', answer.text);
    const { notices } = await look();
    assert.ok(
      notices.some((notice) => notice.includes('gone silent')),
      notices.join(' | '),
    );
    line.mend();
    await press('retry-button');
    await waitFor('ready', 2);
    assert.deepEqual(await listSaid(), [asked('Go'), whole]);
  });

  it('keeps what I ask while I am offline, also with a session open, and sends it when I am back', async () => {
    const { say, page, waitFor, listSaid, look } = await open({ pace: 3 });
    // First without its code, which cannot be fetched then; the second time the socket knows of nothing.
    for (const [question, before, count] of [
      ['One', 1, 2],
      ['Two', 3, 4],
    ] as const) {
      await page.setOfflineMode(true);
      await say(question);
      await waitFor('error', before);
      const { notices } = await look();
      assert.ok(
        notices.some((notice) => notice.startsWith('You are offline.')),
        notices.join(' | '),
      );
      await page.setOfflineMode(false);
      await waitFor('ready', count);
    }
    assert.deepEqual(await listSaid(), [asked('One'), whole, asked('Two'), whole]);
  });

  it('answers turn after turn while its connections end all the time', async () => {
    const connection = { connectionSeconds: 3, noticeSeconds: 1 };
    const { say, waitFor, listSaid, look, sessions } = await open({ pace: 4, connection });
    const questions = Array.from({ length: 10 }, (_, at) => `Question ${at}`);
    for (const [at, question] of questions.entries()) {
      await say(question);
      await waitFor('ready', 2 * at + 2);
    }
    assert.deepEqual(
      await listSaid(),
      questions.flatMap((question) => [asked(question), whole]),
    );
    assert.ok(sessions.length > 1, 'there were several');
    assert.deepEqual((await look()).notices, []);
  });

  it('stops at once when I click, and so does Gemini', async () => {
    const { say, page, waitForText, waitFor, listSaid, sessions } = await open();
    await say('Go');
    await waitForText(150);
    const milliseconds = await page.evaluate(async (file) => {
      const { stopByClick }: typeof LivePage = await import(file);
      return stopByClick();
    }, script);
    assert.ok(milliseconds < 100, `${milliseconds} ms`);
    await wait(500);
    assert.ok(sessions[0]?.ended);
    const [, answer] = await listSaid();
    assert.equal(answer?.status, 'stopped');
    await say('Again');
    await waitFor('ready', 4);
    assert.deepEqual((await listSaid()).at(-1), whole);
  });

  it('goes on where the page moves it', async () => {
    const { say, page, waitForText, waitFor, listSaid, sessions } = await open();
    await say('Go');
    await waitForText(150);
    await page.evaluate(() => {
      const chat = document.querySelector('gemini-chat');
      if (chat) document.querySelector('#two')?.append(chat);
    });
    await waitFor('ready', 2);
    assert.deepEqual(await listSaid(), [asked('Go'), whole]);
    assert.equal(sessions.length, 1);
  });

  it('ends its session when I leave or reload the page', async () => {
    const { say, page, url, waitForText, sessions } = await open();
    await say('Go');
    await waitForText(150);
    await page.reload();
    await wait(300);
    assert.ok(sessions[0]?.ended);
    await waitForComposer(page);
    await say('Go');
    await waitForText(150);
    await page.goto(`${url}api/config`);
    await wait(300);
    assert.ok(sessions[1]?.ended);
  });

  it('ends its session also where the browser keeps the page, and goes on when I come back', async () => {
    const visitor = await launch({
      executablePath: findBrowser(),
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      args: ['--no-sandbox', '--enable-features=BackForwardCache'],
    });
    try {
      const { say, page, waitForText, waitFor, listSaid, sessions } = await open({ visitor });
      await page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => {
          document.title = persisted ? 'kept' : 'new';
        });
      });
      await say('Go');
      await waitForText(150);
      await page.goto('about:blank');
      await wait(300);
      assert.ok(sessions[0]?.ended);
      await page.goBack();
      assert.equal(await page.title(), 'kept');
      await waitFor('ready', 2);
      assert.deepEqual(await listSaid(), [asked('Go'), whole]);
      assert.equal(sessions.length, 2);
    } finally {
      await visitor.close();
    }
  });

  it('says why it cannot go on while the site gives out no tokens, and goes on when it does', async () => {
    const connection = { connectionSeconds: 2, noticeSeconds: 1 };
    const { say, press, waitFor, listSaid, look, tokens } = await open({ pace: 1, connection });
    await say('One');
    await waitFor('ready', 2);
    tokens.isUp = false;
    await wait(1500);
    await say('Two');
    await waitFor('error', 3);
    const { notices } = await look();
    assert.ok(
      notices.some((notice) => notice.includes('signs this chat in could not be reached')),
      notices.join(' | '),
    );
    tokens.isUp = true;
    await press('retry-button');
    await waitFor('ready', 4);
    assert.deepEqual(await listSaid(), [asked('One'), whole, asked('Two'), whole]);
  });

  it('leaves nothing behind, whenever it is taken out', async () => {
    const { page, look, line, sessions } = await open({
      pace: 3,
      model: 'gemini-3.1-flash-live-preview',
      attributes: 'voice voice-input',
    });
    await page.evaluate(async (file) => {
      const { visitChat }: typeof LivePage = await import(file);
      for (let round = 0; round < 5; round += 1) {
        for (const until of ['sent', 'opening', 'answering', 'listening'] as const) await visitChat(until);
      }
      document.querySelector('gemini-chat')?.remove();
    }, script);
    await wait(1500);
    const { left, opened } = await look();
    assert.ok(opened.sockets >= 15 && opened.contexts >= 10 && opened.tracks >= 5, JSON.stringify(opened));
    assert.deepEqual(left, { sockets: 0, contexts: 0, tracks: 0, timers: 0 });
    assert.equal(line.count(), 0);
    assert.equal(sessions.filter(({ ended }) => ended === undefined).length, 0);
  });
});
