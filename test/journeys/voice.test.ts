import { expect } from 'chai';
import { heardTexts } from '../../src/emulator/live-texts.js';
import { say, script } from '../support/emulated-site.js';
import { ask, input, press, settle, until } from '../support/mount-chat.js';
import { openVoice, says, story } from '../support/open-voice.js';
import { hearPage } from '../support/page-sound.js';
import { live, olderLive } from '../support/ways.js';

describe('talking to Gemini', () => {
  for (const way of [live, olderLive]) {
    it(`hears me, shows what it heard, and answers, ${way.name}`, async () => {
      const { chat, microphone, line, switchOn } = await openVoice(
        { scenes: [script('It is blue.')] },
        {},
        way,
      );
      await switchOn();
      await microphone.speak(500);
      await until(() => chat.messages.length === 2 && chat.status === 'ready', 'it is answered');
      expect(says(chat)).to.deep.equal([`user complete: ${heardTexts[0]}`, 'model complete: It is blue.']);
      expect(line()).to.equal('Listening. You can speak now.');
      await microphone.speak(500);
      await until(() => chat.messages.length === 4 && chat.status === 'ready', 'it is answered again');
      expect(says(chat).at(2)).to.equal(`user complete: ${heardTexts[1]}`);
    });
  }

  it('is off until I press the button, and off again when I press it again', async () => {
    const { microphone, button, isOn, switchOn } = await openVoice();
    expect(microphone.streams).to.deep.equal([]);
    expect(isOn()).to.equal(false);
    await switchOn();
    expect(microphone.isOn()).to.equal(true);
    expect(isOn()).to.equal(true);
    button.click();
    await settle();
    expect(microphone.isOn()).to.equal(false);
    expect(isOn()).to.equal(false);
    await switchOn();
    expect(microphone.streams.length).to.equal(2);
  });

  it('is off when I press Escape', async () => {
    const { chat, microphone, isOn, switchOn } = await openVoice();
    await switchOn();
    press(input(chat), 'Escape');
    await settle();
    expect(microphone.isOn()).to.equal(false);
    expect(isOn()).to.equal(false);
  });

  it('stops the answer at the first Escape, and listens on until the second', async () => {
    const { chat, microphone, switchOn } = await openVoice({ scenes: [script(story)], pace: 30 });
    await switchOn();
    await microphone.speak(500);
    await until(() => chat.status === 'streaming', 'it answers');
    press(input(chat), 'Escape');
    await until(() => chat.status === 'ready', 'it is stopped');
    expect(chat.messages.at(-1)?.status).to.equal('stopped');
    expect(microphone.isOn()).to.equal(true);
    press(input(chat), 'Escape');
    expect(microphone.isOn()).to.equal(false);
  });

  it('is off when the chat leaves the page', async () => {
    const { chat, site, microphone, switchOn } = await openVoice();
    await switchOn();
    chat.remove();
    await until(() => !microphone.isOn(), 'the microphone is off');
    await until(() => site.live.open().length === 0, 'the session is closed');
  });

  it('is off when the conversation begins anew', async () => {
    const { chat, microphone, switchOn } = await openVoice({ scenes: [script('Yes.')] });
    await switchOn();
    await microphone.speak(500);
    await until(() => chat.messages.length === 2 && chat.status === 'ready', 'it is answered');
    chat.newConversation();
    expect(microphone.isOn()).to.equal(false);
  });

  it('tells a screen reader that the microphone is on, and off, but no single word', async () => {
    const { chat, microphone, button, announced, switchOn } = await openVoice({ scenes: [script('Blue.')] });
    await switchOn();
    await microphone.speak(500);
    await until(() => chat.messages.length === 2 && chat.status === 'ready', 'it is answered');
    await until(() => announced.some((text) => text.includes('Blue.')), 'the answer is announced');
    button.click();
    await until(() => announced.some((text) => text.includes('The microphone is off.')), 'off is announced');
    const all = announced.join(' | ');
    expect(all).to.include('The microphone is on.');
    expect(all).not.to.include(heardTexts[0]);
  });

  it('lets me interrupt: the answer stops, and its sound within a tenth of a second', async () => {
    const page = hearPage();
    const { chat, site, microphone, switchOn } = await openVoice(
      { scenes: [script(story, 'Gladly.')], pace: 40 },
      { voice: true },
    );
    await switchOn();
    await microphone.speak(500);
    await until(() => page.loudness() > 0.01, 'it is heard');
    await until(() => chat.status === 'streaming', 'it answers');
    let interrupted = 0;
    site.live.open()[0]?.addEventListener('message', (event) => {
      const { data }: { data?: unknown } = Object(event);
      const body = data instanceof Blob || data instanceof ArrayBuffer ? data : String(data);
      void new Response(body).text().then((text) => {
        if (text.includes('"interrupted"')) interrupted = performance.now();
      });
    });
    void microphone.speak(500);
    await until(() => interrupted > 0, 'it notices me');
    await until(() => page.loudness() === 0, 'it is silent');
    expect(performance.now() - interrupted).to.be.lessThan(100);
    expect(chat.messages[1]?.status).to.equal('stopped');
    expect(chat.messages[1]?.text.length).to.be.within(1, story.length - 1);
    await until(() => chat.messages.length === 4 && chat.status === 'ready', 'the next is answered');
    expect(says(chat).at(-1)).to.equal('model complete: Gladly.');
  });

  it('takes what I type meanwhile', async () => {
    const { chat, microphone, switchOn } = await openVoice({ scenes: [script('One.', 'Two.', 'Three.')] });
    await switchOn();
    await microphone.speak(500);
    await until(() => chat.messages.length === 2 && chat.status === 'ready', 'it is answered');
    await ask(chat, 'And in writing?');
    await until(() => chat.messages.length === 4 && chat.status === 'ready', 'that is answered');
    await microphone.speak(500);
    await until(() => chat.messages.length === 6 && chat.status === 'ready', 'it still listens');
    expect(says(chat).map((said) => said.replace(/^\w+ \w+: /, ''))).to.deep.equal([
      heardTexts[0],
      'One.',
      'And in writing?',
      'Two.',
      heardTexts[1],
      'Three.',
    ]);
  });

  it('runs functions of the page that I ask for', async () => {
    const ran: unknown[] = [];
    const { chat, microphone, switchOn } = await openVoice(
      {
        scenes: [
          script(
            [{ type: 'function_call', id: 'call-1', name: 'turn_light', arguments: { on: true } }],
            [say('The light is on.')],
          ),
        ],
      },
      {
        functions: [
          { name: 'turn_light', description: 'Turns the light', execute: (args) => (ran.push(args), 'done') },
        ],
      },
    );
    await switchOn();
    await microphone.speak(500);
    await until(() => chat.messages.at(-1)?.text === 'The light is on.', 'it is answered');
    expect(ran).to.deep.equal([{ on: true }]);
    await until(() => chat.status === 'ready', 'it is ready');
    expect(says(chat)).to.deep.equal([`user complete: ${heardTexts[0]}`, 'model complete: The light is on.']);
  });
});
