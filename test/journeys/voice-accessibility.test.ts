import { emulateMedia } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { ComposerElement } from '../../src/ui/composer-element.js';
import type { VoiceState } from '../../src/ui/voice-control.js';
import '../../src/ui/voice-element.js';
import { mountChat, part, parts, settle } from '../support/mount-chat.js';

// The package is a classic script: it leaves its name on the page.
declare const axe: typeof import('axe-core');

const off: VoiceState = { phase: 'off', canTalk: true, caption: '', sound: 'none', isLeft: false };

const states: readonly [name: string, state: Partial<VoiceState>][] = [
  ['off', {}],
  ['asking', { phase: 'asking' }],
  ['listening', { phase: 'listening', sound: 'on' }],
  ['hearing', { phase: 'hearing', sound: 'muted', caption: 'Tell me about the sea, and why it is salty.' }],
  ['answering', { phase: 'answering', sound: 'on' }],
  ['blocked', { canTalk: false, sound: 'blocked' }],
  ['error', { error: new ChatError('forbidden', { reason: 'microphone-denied' }) }],
  ['left', { isLeft: true }],
];

/** A chat that is spoken to, in a state that a test chooses. */
async function show(
  state: Partial<VoiceState>,
  properties: Partial<GeminiChatElement> = {},
): Promise<{ chat: GeminiChatElement; composer: ComposerElement; tell: (level: number) => void }> {
  const chat = await mountChat({ heading: 'Ask us', ...properties });
  const composer = chat.shadowRoot?.querySelector('gemini-chat-composer');
  if (!(composer instanceof ComposerElement)) throw new Error('There is no message box.');
  let listen = (): void => {};
  const control = {
    state: { ...off, ...state },
    level: 0,
    watch(listener: () => void) {
      listen = listener;
    },
    toggle() {},
    toggleSound() {},
  };
  composer.voice = control;
  await composer.updateComplete;
  await settle();
  const tell = (level: number): void => {
    control.level = level;
    listen();
  };
  return { chat, composer, tell };
}

const reachable = (root: ParentNode | null): string[] =>
  [...(root?.querySelectorAll<HTMLElement>('textarea, button') ?? [])]
    .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
    .map((element) => element.getAttribute('part') ?? '');

describe('a chat that can be spoken to', () => {
  afterEach(async () => {
    document.documentElement.dir = 'ltr';
    await emulateMedia({ reducedMotion: 'no-preference' });
    await emulateMedia({ forcedColors: 'none' });
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const direction of ['ltr', 'rtl']) {
      it(`has nothing for axe to find in any state, ${theme}, ${direction}`, async function test() {
        this.timeout(60_000);
        document.documentElement.lang = 'en';
        document.documentElement.dir = direction;
        document.title = 'Test';
        for (const [name, state] of states) {
          const { chat } = await show(state, { theme });
          chat.style.backgroundColor = theme === 'dark' ? 'black' : 'white';
          await settle();
          const changes = (chat.shadowRoot?.getAnimations() ?? []).filter(
            (change) => change instanceof CSSTransition,
          );
          await Promise.all(changes.map((change) => change.finished));
          const { violations } = await axe.run(chat, { resultTypes: ['violations'] });
          const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
          expect(found, name).to.deep.equal([]);
          chat.remove();
        }
      });
    }
  }

  it('is reached by the keyboard in the order in which it is seen', async () => {
    const { composer } = await show({ phase: 'answering', sound: 'on' });
    expect(reachable(composer)).to.deep.equal([
      'input',
      'attach-button',
      'sound-button',
      'voice-button',
      'send-button',
    ]);
  });

  it('fits into a narrow page in every state', async () => {
    for (const [name, state] of states) {
      const { chat } = await show(state);
      chat.style.inlineSize = '320px';
      await settle();
      const edge = chat.getBoundingClientRect();
      for (const one of [...parts(chat, 'voice-button'), ...parts(chat, 'sound-button')]) {
        const { left, right, width, height } = one.getBoundingClientRect();
        expect(left, name).to.be.at.least(edge.left);
        expect(right, name).to.be.at.most(edge.right);
        expect(Math.min(width, height), name).to.be.at.least(24);
      }
      const { clientWidth = 0, scrollWidth = 1 } = part(chat, 'composer') ?? {};
      expect(scrollWidth, name).to.be.at.most(clientWidth);
      chat.remove();
    }
  });

  it('keeps the bars still for whoever wants less motion', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const { composer, tell } = await show({ phase: 'listening' });
    const height = (): number => composer.querySelector('.level i')?.getBoundingClientRect().height ?? 0;
    const before = height();
    expect(before).to.be.greaterThan(0);
    tell(1);
    await settle();
    expect(height()).to.equal(before);
    tell(0);
    await settle();
    expect(height()).to.equal(before);
  });

  it('shows by more than a colour of its own that it listens, where colours are forced', async () => {
    await emulateMedia({ forcedColors: 'active' });
    const { chat, composer } = await show({ phase: 'listening' });
    const look = () => {
      const { backgroundColor, color, borderTopColor } = getComputedStyle(part(chat, 'voice-button') ?? chat);
      return { backgroundColor, color, borderTopColor };
    };
    const on = look();
    chat.remove();
    const { chat: silent } = await show({});
    const { backgroundColor, color } = getComputedStyle(part(silent, 'voice-button') ?? silent);
    expect(on.backgroundColor).not.to.equal(backgroundColor);
    expect(on.color).not.to.equal(color);
    expect(composer.textContent).to.include('Listening');
  });
});
