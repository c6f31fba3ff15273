import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { script, type SiteOptions } from '../support/emulated-site.js';
import { ask, part, parts, until } from '../support/mount-chat.js';
import { story } from '../support/open-voice.js';
import { hearPage } from '../support/page-sound.js';
import { connect, live, openChat } from '../support/ways.js';

describe('answers that are spoken', () => {
  const openSpoken = async (options: SiteOptions, properties: Partial<GeminiChatElement> = {}) =>
    openChat(live, options, { voice: true, ...properties });

  // First: its code has to be loaded.
  it('are heard also where the page asked before the chat was there', async () => {
    const page = hearPage();
    const { site } = await openChat(live, { scenes: [script(story)], pace: 40 });
    const chat = document.createElement('gemini-chat');
    Object.assign(chat, { fetch: site.fetch, ...connect(live), model: live.model, voice: true });
    document.body.append(chat);
    void chat.send('A story, please.');
    await until(() => page.loudness() > 0.01, 'it is heard');
  });

  it('are heard while they come, also where I typed', async () => {
    const page = hearPage();
    const { chat } = await openSpoken({ scenes: [script(story)], pace: 40 });
    await ask(chat, 'A story, please.');
    await until(() => page.loudness() > 0.01, 'it is heard');
    expect(chat.status).to.equal('streaming');
    expect(parts(chat, 'voice-button').length).to.equal(0);
    chat.stop();
    await until(() => page.loudness() === 0, 'it is silent');
  });

  it('can be heard again from their message, below their words', async () => {
    hearPage();
    const { chat } = await openSpoken({ scenes: [script('It is blue.')] });
    await ask(chat, 'The sea?');
    await until(() => chat.status === 'ready', 'it is answered');
    const player = await until(() => chat.shadowRoot?.querySelector('audio[src]'), 'there is a player');
    const words = await until(() => parts(chat, 'content').at(-1), 'there are words');
    expect(words.textContent).to.include('It is blue.');
    expect(words.getBoundingClientRect().bottom).to.be.at.most(player.getBoundingClientRect().top);
  });

  it('fall silent when I play another, or ask on', async () => {
    const page = hearPage();
    const { chat } = await openSpoken({ scenes: [script(story, '…')] });
    await ask(chat, 'A story, please.');
    await until(() => page.loudness() > 0.01, 'it is heard');
    await until(() => chat.status === 'ready', 'all of it is there');
    expect(page.loudness()).to.be.greaterThan(0);
    const player = await until(() => chat.shadowRoot?.querySelector('audio[src]'), 'there is a player');
    player.dispatchEvent(new Event('play'));
    await until(() => page.loudness() === 0, 'it is silent');
  });

  it('can be muted, for the next ones too, and heard again', async () => {
    const page = hearPage();
    const { chat } = await openSpoken({ scenes: [script(story)] });
    await ask(chat, 'A story, please.');
    await until(() => page.loudness() > 0.01, 'it is heard');
    const mute = await until(() => part(chat, 'sound-button'), 'it can be muted');
    mute.click();
    await until(() => page.loudness() < 0.0001, 'it is muted');
    await until(() => mute.getAttribute('aria-pressed') === 'true', 'it says so');
    await until(() => chat.status === 'ready', 'all of it is there');
    await ask(chat, 'Another one.');
    await until(() => chat.messages.length === 4 && chat.status === 'ready', 'the next is there');
    expect(page.loudness()).to.be.lessThan(0.0001);
    mute.click();
    await until(() => page.loudness() > 0.01, 'it is heard again');
  });

  it('wait for a click where the browser wants one, and can be read meanwhile', async () => {
    const page = hearPage({ isAllowed: false });
    const { chat } = await openSpoken({ scenes: [script('It is blue.')] });
    const reply = await chat.send('The sea?');
    expect(reply.text).to.equal('It is blue.');
    const button = await until(() => part(chat, 'sound-button'), 'it can be heard');
    expect(button.getAttribute('aria-label')).to.equal('Play the answer aloud');
    page.allow();
    button.click();
    await until(() => page.loudness() > 0.01, 'it is heard');
    await until(() => button.getAttribute('aria-label') === 'Mute Gemini', 'it can be muted');
  });

  it('fall silent when the page wants no voice any more', async () => {
    const page = hearPage();
    const { chat } = await openSpoken({ scenes: [script(story)] });
    await ask(chat, 'A story, please.');
    await until(() => page.loudness() > 0.01, 'it is heard');
    chat.voice = false;
    await until(() => page.loudness() === 0, 'it is silent');
    expect(parts(chat, 'sound-button').length).to.equal(0);
  });

  it('are only read where the page did not ask for a voice', async () => {
    const page = hearPage();
    const { chat } = await openSpoken({ scenes: [script('It is blue.')] }, { voice: false });
    await ask(chat, 'The sea?');
    await until(() => chat.status === 'ready', 'it is answered');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(page.loudness()).to.equal(0);
    expect(chat.shadowRoot?.querySelectorAll('audio').length).to.equal(0);
  });
});
