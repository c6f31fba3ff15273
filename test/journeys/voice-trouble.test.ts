import { expect } from 'chai';
import { script } from '../support/emulated-site.js';
import { breakMicrophone, installMicrophone } from '../support/fake-microphone.js';
import { part, parts, settle, until } from '../support/mount-chat.js';
import { errors, openVoice, story } from '../support/open-voice.js';
import { live, openChat } from '../support/ways.js';

describe('a microphone that cannot be used', () => {
  for (const [name, told, sentence] of [
    ['NotAllowedError', 'forbidden microphone-denied', 'Allow it for this page in your browser'],
    ['NotFoundError', 'not-found microphone-missing', 'No microphone was found'],
    ['NotReadableError', 'overloaded microphone-busy', 'Close other programs'],
    ['NotSupportedError', 'not-configured microphone-unavailable', 'type your message instead'],
  ] as const) {
    it(`says what to do: ${name}`, async () => {
      const { chat, button, line, announced, isOn } = await openVoice();
      breakMicrophone(name);
      const heard = errors(chat);
      button.click();
      await until(() => line().includes(sentence), 'it says so');
      expect(heard).to.deep.equal([told]);
      expect(isOn()).to.equal(false);
      expect(announced.join(' ')).to.include(sentence);
      expect(chat.messages).to.deep.equal([]);
    });
  }

  it('is off, and says so, when it is unplugged', async () => {
    const { chat, microphone, line, isOn, switchOn } = await openVoice();
    await switchOn();
    const heard = errors(chat);
    microphone.streams[0]?.getTracks()[0]?.dispatchEvent(new Event('ended'));
    await until(() => line().includes('No microphone was found'), 'it says so');
    expect(heard).to.deep.equal(['not-found microphone-missing']);
    expect(isOn()).to.equal(false);
    expect(microphone.isOn()).to.equal(false);
  });

  it('works again as soon as it is allowed', async () => {
    const { button, line, switchOn } = await openVoice();
    breakMicrophone('NotAllowedError');
    button.click();
    await until(() => line().includes('Allow it for this page'), 'it says so');
    installMicrophone();
    await switchOn();
    expect(line()).to.equal('Listening. You can speak now.');
  });
});

describe('a session that breaks', () => {
  it('ends the listening, and says why, once', async () => {
    const { chat, site, microphone, line, isOn, switchOn } = await openVoice();
    await switchOn();
    const heard = errors(chat);
    site.live.open()[0]?.fail(1007, 'Invalid argument.');
    await until(() => !isOn(), 'it is off');
    expect(heard).to.deep.equal(['invalid-request live-unsuited']);
    expect(line()).to.include('Begin a new one');
    expect(microphone.isOn()).to.equal(false);
  });

  it('says it once also where an answer broke with it', async () => {
    const { chat, site, microphone, line, isOn, switchOn } = await openVoice({
      scenes: [script(story)],
      pace: 40,
    });
    await switchOn();
    const heard = errors(chat);
    await microphone.speak(500);
    await until(() => chat.status === 'streaming', 'it answers');
    site.live.open()[0]?.fail(1007, 'Invalid argument.');
    await until(() => !isOn(), 'it is off');
    await until(() => chat.status === 'error', 'the answer is over');
    await settle();
    expect(heard).to.deep.equal(['invalid-request live-unsuited']);
    expect(chat.messages.at(-1)?.status).to.equal('error');
    expect(line()).to.equal('');
  });

  it('goes on listening where another connection can be had', async () => {
    const { chat, site, microphone, isOn, switchOn } = await openVoice({ scenes: [script('One.', 'Two.')] });
    await switchOn();
    await microphone.speak(500);
    await until(() => chat.messages.length === 2 && chat.status === 'ready', 'it is answered');
    site.live.open()[0]?.drop();
    await until(() => site.live.open().length === 1, 'there is another connection');
    await settle();
    expect(isOn()).to.equal(true);
    await microphone.speak(500);
    await until(() => chat.messages.at(-1)?.text === 'Two.', 'it is answered again');
  });
});

describe('a page that does not sign the chat in', () => {
  it('is told to, and the microphone is off', async () => {
    const { chat, microphone, button, line, isOn } = await openVoice(
      {},
      { fetch: async () => new Response(null, { status: 401 }) },
    );
    const heard = errors(chat);
    let asked = 0;
    chat.addEventListener('chat-sign-in', () => (asked += 1));
    button.click();
    await until(() => line().includes('Sign in to the page again'), 'it says so');
    expect(heard).to.deep.equal(['unauthorized token-refused']);
    expect(asked).to.equal(1);
    expect(isOn()).to.equal(false);
    expect(microphone.isOn()).to.equal(false);
  });
});

describe('a page that nobody looks at', () => {
  const { setTimeout: wait } = globalThis;

  afterEach(() => {
    Reflect.set(globalThis, 'setTimeout', wait);
    Reflect.deleteProperty(document, 'hidden');
  });

  it('does not listen for longer than a minute, and says so', async () => {
    const { microphone, line, announced, isOn, switchOn } = await openVoice();
    await switchOn();
    Reflect.set(globalThis, 'setTimeout', (callback: () => void, milliseconds = 0) =>
      wait(callback, milliseconds === 60_000 ? 50 : milliseconds),
    );
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(isOn()).to.equal(true);
    await until(() => !isOn(), 'it is off');
    expect(microphone.isOn()).to.equal(false);
    expect(line()).to.include('out of view');
    await until(() => announced.some((text) => text.includes('out of view')), 'it is announced');
  });
});

describe('a chat that cannot be spoken to', () => {
  it('has no microphone with a backend alone', async () => {
    const { chat } = await openChat({ ...live, over: 'backend' }, {}, { voiceInput: true, voice: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(parts(chat, 'voice-button').length).to.equal(0);
    expect(chat.shadowRoot?.querySelectorAll('gemini-chat-voice').length).to.equal(0);
  });

  it('has none where the page did not ask for it', async () => {
    const { chat } = await openChat(live);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(parts(chat, 'voice-button').length).to.equal(0);
  });

  it('says so where its credential opens no live session', async () => {
    const microphone = installMicrophone();
    const { chat } = await openChat({ ...live, over: 'google' }, {}, { voiceInput: true });
    const heard = errors(chat);
    const button = await until(() => part(chat, 'voice-button'), 'there is a microphone');
    button.click();
    await until(
      () =>
        chat.shadowRoot?.querySelector('gemini-chat-voice .line')?.textContent?.includes('type your message'),
      'it says so',
    );
    expect(heard).to.deep.equal(['invalid-request voice-needs-live']);
    expect(microphone.isOn()).to.equal(false);
  });
});
