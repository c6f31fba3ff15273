import { expect } from 'chai';
import { sendMouse, sendKeys } from '@web/test-runner-commands';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { answerEvents, holdStream, streamOf, type HeldStream } from '../support/fake-backend.js';
import { ask, mountChat, part, settle, until } from '../support/mount-chat.js';

const line = 'A line of an answer that is long enough to be a line.\n\n';

async function chatThatStreams(): Promise<{
  chat: GeminiChatElement;
  held: HeldStream;
  scroller: HTMLElement;
}> {
  const held = holdStream();
  const chat = await mountChat({ fetch: async () => held.response });
  await ask(chat, 'Talk');
  for (const event of answerEvents(line.repeat(40)).slice(0, 3)) held.push(event);
  const scroller = await until(() => part(chat, 'transcript'), 'the transcript shows');
  await until(
    () => scroller.scrollHeight > scroller.clientHeight + 400,
    'the answer is longer than the view',
  );
  await settle();
  return { chat, held, scroller };
}

async function goOn(held: HeldStream, scroller: HTMLElement): Promise<void> {
  const before = scroller.scrollHeight;
  held.push({ event_type: 'step.delta', index: 0, delta: { type: 'text', text: line.repeat(10) } });
  await until(() => scroller.scrollHeight > before, 'more of the answer shows');
  await settle();
}

const distance = (scroller: HTMLElement): number =>
  scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;

async function wheel(scroller: HTMLElement, turns: number): Promise<void> {
  const { x, y, width, height } = scroller.getBoundingClientRect();
  await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
  // A wheel cannot be sent here; what one does to the page can.
  scroller.dispatchEvent(new WheelEvent('wheel', { deltaY: turns, bubbles: true }));
  scroller.scrollTop += turns;
  await settle();
}

describe('the transcript', () => {
  it('follows the answer to its end', async () => {
    const { chat, held, scroller } = await chatThatStreams();
    expect(distance(scroller)).to.be.lessThan(2);
    await goOn(held, scroller);
    expect(distance(scroller)).to.be.lessThan(2);
    expect(part(chat, 'jump-button')).to.equal(undefined);
    chat.stop();
  });

  it('lets go when I scroll up, by wheel or by key, and never moves against me', async () => {
    for (const moveUp of [
      (scroller: HTMLElement) => wheel(scroller, -300),
      async (scroller: HTMLElement) => {
        scroller.focus();
        await sendKeys({ press: 'PageUp' });
        await until(() => distance(scroller) > 100, 'the key moved the view');
        await new Promise((resolve) => setTimeout(resolve, 400));
      },
    ]) {
      const { chat, held, scroller } = await chatThatStreams();
      await moveUp(scroller);
      const { scrollTop } = scroller;
      await goOn(held, scroller);
      await goOn(held, scroller);
      expect(scroller.scrollTop).to.equal(scrollTop);
      chat.remove();
    }
  });

  it('offers to jump to the end, marks what is new, and follows again after the jump', async () => {
    const { chat, held, scroller } = await chatThatStreams();
    await wheel(scroller, -300);
    const button = await until(() => part(chat, 'jump-button'), 'the button shows');
    await goOn(held, scroller);
    await until(() => button.textContent?.includes('New below'), 'the button tells of what is new');
    button.click();
    await settle();
    expect(distance(scroller)).to.be.lessThan(2);
    expect(part(chat, 'jump-button')).to.equal(undefined);
    await goOn(held, scroller);
    expect(distance(scroller)).to.be.lessThan(2);
  });

  it('takes hold again when I scroll back to the end', async () => {
    const { chat, held, scroller } = await chatThatStreams();
    await wheel(scroller, -300);
    await until(() => part(chat, 'jump-button'), 'the view is free');
    await wheel(scroller, 10_000);
    await until(() => !part(chat, 'jump-button'), 'the view follows');
    await goOn(held, scroller);
    expect(distance(scroller)).to.be.lessThan(2);
  });

  it('stays where I was when the page moves the chat', async () => {
    const { chat, scroller } = await chatThatStreams();
    await wheel(scroller, -300);
    const { scrollTop } = scroller;
    const place = document.createElement('div');
    document.body.append(place);
    place.append(chat);
    await settle();
    expect(scroller.scrollTop).to.equal(scrollTop);
    await until(() => part(chat, 'jump-button'), 'the way to the end is offered still');
    place.remove();
  });

  it('stays where I look when I open the thoughts at the end', async () => {
    const thoughts = { type: 'thought', summary: [{ type: 'text', text: line.repeat(30) }] };
    const events = answerEvents('Done.');
    events.splice(1, 0, { event_type: 'step.start', index: 1, step: thoughts });
    const chat = await mountChat({ fetch: async () => streamOf(events) });
    await chat.send('Think');
    const fold = await until(() => part(chat, 'thoughts'), 'the thoughts show');
    await settle();
    const summary = fold.querySelector('summary');
    const top = summary?.getBoundingClientRect().top;
    summary?.click();
    await settle();
    await settle();
    expect(fold.getBoundingClientRect().height).to.be.greaterThan(200);
    expect(summary?.getBoundingClientRect().top).to.equal(top);
  });

  it('does not jump when the answer ends', async () => {
    const { chat, held, scroller } = await chatThatStreams();
    await wheel(scroller, -300);
    const { scrollTop } = scroller;
    for (const event of answerEvents('').slice(3)) held.push(event);
    held.close();
    await until(() => chat.status === 'ready', 'the answer ended');
    await settle();
    expect(scroller.scrollTop).to.equal(scrollTop);
  });
});
