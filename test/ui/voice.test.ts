import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { VoiceControl, VoiceState } from '../../src/ui/voice-control.js';
import '../../src/ui/voice-element.js';
import { settle } from '../support/mount-chat.js';
import { findParts, mountComposer } from './mount-composer.js';

const off: VoiceState = { phase: 'off', canTalk: true, caption: '', sound: 'none', isLeft: false };

/** A message box that is spoken to, in a state that a test chooses. */
async function show(state: Partial<VoiceState> = {}) {
  const { composer, stage } = await mountComposer(undefined);
  const listeners = new Set<() => void>();
  const pressed: string[] = [];
  const control = {
    state: { ...off, ...state },
    level: 0,
    watch(listener: () => void, signal: AbortSignal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
    },
    toggle: () => pressed.push('talk'),
    toggleSound: () => pressed.push('sound'),
  } satisfies VoiceControl;
  composer.voice = control;
  await composer.updateComplete;
  await settle();
  const change = async (changed: Partial<VoiceState>, level = 0): Promise<void> => {
    control.state = { ...control.state, ...changed };
    control.level = level;
    for (const listener of listeners) listener();
    await settle();
  };
  const line = (): string =>
    (composer.querySelector('.line')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const button = (): HTMLElement | undefined => findParts(composer, 'voice-button')[0];
  const sound = (): HTMLElement | undefined => findParts(composer, 'sound-button')[0];
  return { composer, stage, pressed, listeners, change, line, button, sound };
}

describe('the button to talk', () => {
  it('switches the microphone on, and off again, and says which it is', async () => {
    const { pressed, change, line, button } = await show();
    expect(button()?.getAttribute('aria-label')).to.equal('Talk to Gemini');
    expect(button()?.getAttribute('aria-pressed')).to.equal('false');
    expect(line()).to.equal('');
    button()?.click();
    expect(pressed).to.deep.equal(['talk']);
    await change({ phase: 'listening' });
    expect(button()?.getAttribute('aria-pressed')).to.equal('true');
    expect(button()?.title).to.equal('Switch the microphone off');
    button()?.click();
    expect(pressed).to.deep.equal(['talk', 'talk']);
  });

  it('is not there where nobody can be heard', async () => {
    const { button } = await show({ canTalk: false });
    expect(button()).to.equal(undefined);
  });

  for (const [phase, sentence] of [
    ['asking', 'Allow the microphone when your browser asks for it.'],
    ['connecting', 'Connecting…'],
    ['listening', 'Listening. You can speak now.'],
    ['hearing', 'Hearing you…'],
    ['thinking', 'Gemini is thinking…'],
    ['answering', 'Gemini is answering. Speak to interrupt.'],
    ['consent', 'Gemini waits for your consent.'],
  ] as const) {
    it(`says in words what it is doing: ${phase}`, async () => {
      const { line } = await show({ phase });
      expect(line()).to.equal(sentence);
    });
  }

  it('shows what it has understood so far', async () => {
    const { change, line, composer } = await show({ phase: 'hearing' });
    await change({ caption: 'Tell me about' });
    await change({ caption: 'Tell me about the sea' });
    expect(line()).to.equal('Hearing you… Tell me about the sea');
    // No live region: nobody wants each word read aloud while they speak.
    expect(composer.querySelectorAll('[aria-live], [role="status"], [role="alert"]').length).to.equal(0);
  });

  it('shows how loud I am, without being rendered anew', async () => {
    const { composer, change } = await show({ phase: 'listening' });
    const bar = composer.querySelector('.level i:nth-child(2)');
    const height = (): number => bar?.getBoundingClientRect().height ?? 0;
    const quiet = height();
    await change({}, 1);
    expect(height()).to.be.greaterThan(quiet * 3);
    expect(composer.querySelector('.level i:nth-child(2)') === bar).to.equal(true);
  });

  it('says why it does not listen, in the words of the error', async () => {
    const { line, composer } = await show({ error: new ChatError('forbidden') });
    expect(line()).to.include('not allowed');
    expect(composer.querySelectorAll('.line [part~="error"]').length).to.equal(1);
  });

  it('says that it stopped listening because I was away', async () => {
    const { line } = await show({ isLeft: true });
    expect(line()).to.include('out of view');
  });

  it('is large enough to be hit, and keeps room to write on a narrow screen', async () => {
    const { stage, composer, button } = await show({ phase: 'answering', sound: 'on' });
    stage.style.cssText = 'display: block; inline-size: 304px';
    await settle();
    const { width, height } = button()?.getBoundingClientRect() ?? new DOMRect();
    expect(Math.min(width, height)).to.be.at.least(24);
    expect(composer.querySelector('textarea')?.getBoundingClientRect().width).to.be.greaterThan(180);
    expect(composer.scrollWidth).to.be.at.most(composer.clientWidth);
  });

  it('forgets the chat that it has left', async () => {
    const { stage, listeners } = await show();
    expect(listeners.size).to.equal(1);
    stage.remove();
    expect(listeners.size).to.equal(0);
    document.body.append(stage);
    await settle();
    expect(listeners.size).to.equal(1);
  });
});

describe('the button for the sound', () => {
  it('is there once there is something to hear, and mutes it', async () => {
    const { pressed, change, sound } = await show();
    expect(sound()).to.equal(undefined);
    await change({ sound: 'on' });
    expect(sound()?.getAttribute('aria-label')).to.equal('Mute Gemini');
    expect(sound()?.getAttribute('aria-pressed')).to.equal('false');
    sound()?.click();
    expect(pressed).to.deep.equal(['sound']);
    await change({ sound: 'muted' });
    expect(sound()?.getAttribute('aria-pressed')).to.equal('true');
  });

  it('lets me hear what the browser holds back, and says so', async () => {
    const { line, sound } = await show({ canTalk: false, sound: 'blocked' });
    expect(sound()?.getAttribute('aria-label')).to.equal('Play the answer aloud');
    expect(line()).to.include('Press the loudspeaker');
  });
});
