import { emulateMedia } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { createChatHandler } from '../../src/server/create-chat-handler.js';
import { createGeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import { answerEvents, holdStream, streamOf } from '../support/fake-backend.js';
import { ask, mountChat, part, settle, until } from '../support/mount-chat.js';

// The package is a classic script: it leaves its name on the page.
declare const axe: typeof import('axe-core');

const backend = createChatHandler({
  apiKey: 'offline-emulator-needs-none',
  fetch: createGeminiEmulator(),
  log: false,
  origins: [location.origin],
});
const emulated = (request: RequestInfo | URL): Promise<Response> => backend(new Request(request));

async function finished(prompt: string): Promise<GeminiChatElement> {
  const chat = await mountChat({ heading: 'Ask us', fetch: emulated });
  await chat.send(prompt);
  await settle();
  await new Promise((resolve) => setTimeout(resolve, 100));
  return chat;
}

const states: [name: string, reach: () => Promise<GeminiChatElement>][] = [
  ['empty', () => mountChat({ heading: 'Ask us', suggestions: ['What can you do?', 'Show me a table'] })],
  ['not connected', () => mountChat({ heading: 'Ask us', endpoint: '' })],
  [
    'waiting',
    async () => {
      const chat = await mountChat({ fetch: () => new Promise<Response>(() => {}) });
      await ask(chat, 'Hello');
      return chat;
    },
  ],
  [
    'streaming',
    async () => {
      const held = holdStream();
      const chat = await mountChat({ fetch: async () => held.response });
      await ask(chat, 'Hello');
      for (const event of answerEvents('# Title\n\nSome `code` and a [link](https://example.com).').slice(
        0,
        3,
      )) {
        held.push(event);
      }
      await until(() => part(chat, 'message-model')?.querySelector('a'), 'the answer shows');
      await ask(chat, 'And then?');
      return chat;
    },
  ],
  ['finished, with every kind of markdown', () => finished('markdown')],
  ['finished, with thoughts', () => finished('thinking')],
  ['finished, with a table', () => finished('table')],
  ['finished, right to left', () => finished('arabic')],
  ['error', () => finished('error 429')],
  ['interrupted', () => finished('drop')],
  ['truncated', () => finished('truncated')],
];

/** Colours that are on their way from one theme to the other have no contrast of their own. */
async function settleColours(chat: GeminiChatElement): Promise<void> {
  await settle();
  const changes = (chat.shadowRoot?.getAnimations() ?? []).filter(
    (change) => change instanceof CSSTransition,
  );
  await Promise.all(changes.map((change) => change.finished));
}

async function violations(chat: GeminiChatElement): Promise<string[]> {
  const { violations: found } = await axe.run(chat, { resultTypes: ['violations'] });
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

describe('accessibility', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const direction of ['ltr', 'rtl']) {
      it(`has nothing for axe to find in any state, ${theme}, ${direction}`, async function test() {
        this.timeout(60_000);
        document.documentElement.lang = 'en';
        document.documentElement.dir = direction;
        document.title = 'Test';
        for (const [name, reach] of states) {
          const chat = await reach();
          chat.theme = theme;
          chat.style.backgroundColor = theme === 'dark' ? 'black' : 'white';
          await settleColours(chat);
          expect(await violations(chat), name).to.deep.equal([]);
          chat.remove();
        }
        console.log(`${states.length} states, ${theme}, ${direction}: nothing found.`);
        document.documentElement.dir = 'ltr';
      });
    }
  }

  it('announces that an answer is coming, then the answer, and not its pieces', async () => {
    const held = holdStream();
    const chat = await mountChat({ fetch: async () => held.response });
    const region = chat.shadowRoot?.querySelector('[aria-live="polite"]');
    const said: string[] = [];
    new MutationObserver(() => said.push(region?.textContent ?? '')).observe(region ?? chat, {
      childList: true,
    });
    await ask(chat, 'Hello');
    await until(() => said.length === 1, 'the first announcement');
    const pieces = ['**Good** ', 'day, ', 'how ', 'are ', 'you?'];
    held.push({ event_type: 'step.start', index: 0, step: { type: 'model_output' } });
    for (const text of pieces) {
      held.push({ event_type: 'step.delta', index: 0, delta: { type: 'text', text } });
      await settle();
    }
    for (const event of answerEvents('').slice(3)) held.push(event);
    held.close();
    await until(() => said.length === 2, 'the second announcement');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(said).to.deep.equal(['Gemini is answering', 'Good day, how are you?']);
  });

  it('announces an error at once', async () => {
    const chat = await mountChat({ fetch: async () => Response.json({}, { status: 503 }) });
    await ask(chat, 'Hello');
    const region = chat.shadowRoot?.querySelector('[aria-live="assertive"]');
    await until(() => region?.textContent?.includes('very busy'), 'the error is announced');
  });

  it('names every message by who said it and when', async () => {
    const chat = await mountChat({ fetch: async () => streamOf(answerEvents('Hi.')) });
    await chat.send('Hello');
    await settle();
    expect(part(chat, 'message-user')?.getAttribute('aria-label')).to.match(/^You, \d/u);
    expect(part(chat, 'message-model')?.getAttribute('aria-label')).to.match(/^Gemini, \d/u);
    expect(part(chat, 'transcript')?.getAttribute('aria-live')).to.equal('off');
  });

  it('shows nothing that moves by itself to whoever wants less motion', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const chat = await mountChat({ fetch: () => new Promise<Response>(() => {}) });
    await ask(chat, 'Hello');
    expect(document.getAnimations().length + (chat.shadowRoot?.getAnimations().length ?? 0)).to.equal(0);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });
});
