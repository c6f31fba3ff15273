import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { answerEvents, holdStream, streamOf } from '../support/fake-backend.js';
import { input, mountChat, part, settle, until } from '../support/mount-chat.js';

const focused = (chat: GeminiChatElement): string =>
  chat.shadowRoot?.activeElement?.getAttribute('part') ?? chat.shadowRoot?.activeElement?.localName ?? '';

async function pressShifted(key: string): Promise<void> {
  await sendKeys({ down: 'Shift' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Shift' });
}

describe('by keyboard alone', () => {
  for (const [name, width] of [
    ['on a wide screen', 1200],
    ['on a narrow screen', 320],
  ] as const) {
    it(`I can ask, watch, stop, try again and read, ${name}`, async () => {
      await setViewport({ width, height: 640 });
      const held = holdStream();
      const replies = [held.response, streamOf(answerEvents('See [the rest](https://example.com/rest).'))];
      const chat = await mountChat({
        heading: 'Ask',
        fetch: async () => replies.shift() ?? Response.error(),
      });

      await sendKeys({ press: 'Tab' });
      expect(focused(chat)).to.equal('transcript');
      await sendKeys({ press: 'Tab' });
      expect(focused(chat)).to.equal('input');
      await sendKeys({ type: 'Two' });
      await pressShifted('Enter');
      await sendKeys({ type: 'lines' });
      expect(input(chat).value).to.equal('Two\nlines');
      await sendKeys({ press: 'Enter' });
      await until(() => chat.messages[0]?.text === 'Two\nlines', 'the message is sent');
      expect(focused(chat), 'the focus stays where one writes').to.equal('input');

      for (const event of answerEvents('A beginning').slice(0, 3)) held.push(event);
      await until(() => part(chat, 'message-model')?.innerText.includes('A beginning'), 'the answer streams');
      await sendKeys({ press: 'Tab' });
      expect(focused(chat)).to.equal('attach-button');
      await sendKeys({ press: 'Tab' });
      expect(focused(chat)).to.equal('stop-button');
      await sendKeys({ press: 'Enter' });
      await until(() => chat.messages.at(-1)?.status === 'stopped', 'the answer stopped');
      await settle();
      expect(focused(chat), 'the button is gone; the box takes the focus').to.equal('input');

      await pressShifted('Tab');
      expect(focused(chat)).to.equal('retry-button');
      await sendKeys({ press: 'Enter' });
      await until(() => part(chat, 'message-model')?.querySelector('a'), 'the second attempt came');
      await settle();
      expect(focused(chat)).to.equal('input');
      await pressShifted('Tab');
      expect(focused(chat), 'what the answer cost').to.equal('summary');
      await pressShifted('Tab');
      expect(focused(chat), 'what can be done with the answer').to.contain('regenerate-button');
      await pressShifted('Tab');
      expect(focused(chat), 'the link in the answer').to.equal('a');
      expect(document.documentElement.scrollWidth).to.be.at.most(width);
      await setViewport({ width: 800, height: 600 });
    });
  }

  it('Escape stops the answer, and is left to the page when there is nothing to stop', async () => {
    const held = holdStream();
    const chat = await mountChat({ fetch: async () => held.response });
    const seen: string[] = [];
    document.addEventListener('keydown', (event) => seen.push(event.key), { once: true });
    chat.focus();
    await sendKeys({ press: 'Escape' });
    expect(seen).to.deep.equal(['Escape']);
    await sendKeys({ type: 'Go' });
    await sendKeys({ press: 'Enter' });
    await until(() => chat.status === 'submitted', 'the message is sent');
    await sendKeys({ press: 'Escape' });
    await until(() => chat.messages.at(-1)?.status === 'stopped', 'the answer stopped');
  });
});
