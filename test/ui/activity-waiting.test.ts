import { expect } from 'chai';
import type { Message } from '../../src/conversation/message.js';
import { english } from '../../src/i18n/english.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { ActivityElement } from '../../src/ui/activity-element.js';
import { change, makeMessage, readWords, showPart } from './activity-stage.js';

const show = (message: Message) => showPart(ActivityElement, { message });

describe('waiting for an answer', () => {
  it('says how long a background answer has been worked on, second by second and without being read aloud', async () => {
    const part = await show(
      makeMessage({ status: 'pending', isBackground: true, createdAt: new Date(Date.now() - 65_200) }),
    );
    const timer = part.querySelector('[role=timer]');
    expect(readWords(timer)).to.equal('Working for 1 minute and 5 seconds');
    expect(timer?.getAttribute('aria-live')).to.equal('off');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(readWords(timer)).to.equal('Working for 1 minute and 6 seconds');
    await change(part, { message: makeMessage({ isBackground: true }) });
    expect(part.querySelector('[role=timer]')).to.equal(null);
  });

  it('says why it waits before it tries again, and counts down', async () => {
    const retry = { wait: 2, attempt: 2, error: new ChatError('overloaded') };
    const part = await show(makeMessage({ status: 'pending', retry }));
    const notice = part.querySelector('gemini-chat-retry');
    expect(readWords(notice)).to.include(english.errors.overloaded);
    expect(readWords(notice)).to.include('Trying again in 2 seconds. Attempt 2');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(readWords(notice)).to.include('Trying again in 1 second.');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(readWords(notice)).to.include('Trying again…');
  });

  it('lets the reader end the wait either way', async () => {
    const retry = { wait: 60, attempt: 1, error: new ChatError('rate-limited') };
    const part = await show(makeMessage({ status: 'pending', retry }));
    const heard: string[] = [];
    for (const type of ['retry-now', 'composer-stop']) part.addEventListener(type, () => heard.push(type));
    for (const button of part.querySelectorAll('button')) button.click();
    expect(heard).to.deep.equal(['retry-now', 'composer-stop']);
    expect([...part.querySelectorAll('button')].map(readWords)).to.deep.equal(['Try now', 'Stop waiting']);
  });

  it('leaves no clock running behind when it goes', async () => {
    const part = await show(makeMessage({ status: 'pending', isBackground: true }));
    const timer = part.querySelector('[role=timer]');
    part.remove();
    const before = readWords(timer);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(readWords(timer)).to.equal(before);
  });
});
