import { expect } from 'chai';
import type { SiteOptions } from '../support/emulated-site.js';
import { script } from '../support/emulated-site.js';
import { ask, part, until } from '../support/mount-chat.js';
import { openVoice, story } from '../support/open-voice.js';
import { hearPage } from '../support/page-sound.js';

const open = async (options: SiteOptions) => openVoice(options, { voice: true });

/** Until everything is said that waits to be said. */
const settleSpeech = () => new Promise((resolve) => setTimeout(resolve, 600));

describe('what a screen reader says of answers that can be heard', () => {
  it('is not their words, which are spoken already', async () => {
    const page = hearPage();
    // No answer is all there before a sound device has begun.
    const { chat, announced } = await open({ scenes: [script(story)], pace: 40 });
    await ask(chat, 'A story, please.');
    await until(() => page.loudness() > 0.01, 'it is heard');
    await until(() => chat.status === 'ready', 'all of it is there');
    await settleSpeech();
    expect(announced.join(' ')).not.to.include('sentence number');
  });

  it('is that they were stopped, and no more', async () => {
    const page = hearPage();
    const { chat, announced } = await open({ scenes: [script(story)], pace: 40 });
    await ask(chat, 'A story, please.');
    await until(() => page.loudness() > 0.01, 'it is heard');
    await until(() => chat.messages.at(-1)?.text.includes('number 2'), 'some of it is there');
    chat.stop();
    await until(() => announced.some((text) => text.includes('Stopped')), 'that is said');
    expect(announced.join(' ')).not.to.include('sentence number');
  });

  it('is their words where I have muted them', async () => {
    const page = hearPage();
    const { chat, announced } = await open({ scenes: [script(story, 'The sea is blue.')] });
    await ask(chat, 'A story, please.');
    await until(() => page.loudness() > 0.01, 'it is heard');
    const mute = await until(() => part(chat, 'sound-button'), 'it can be muted');
    mute.click();
    await until(() => chat.status === 'ready', 'all of it is there');
    await ask(chat, 'The sea?');
    await until(() => announced.some((text) => text.includes('The sea is blue.')), 'it is announced');
  });

  it('is their words where the browser does not play them', async () => {
    hearPage({ isAllowed: false });
    const { chat, announced } = await open({ scenes: [script('The sea is blue.')] });
    await ask(chat, 'The sea?');
    await until(() => announced.some((text) => text.includes('The sea is blue.')), 'it is announced');
  });
});
