import { expect } from 'chai';
import { type PageWatch, watchPage } from '../../src/element/watch-page.js';
import { mountChat, press } from '../support/mount-chat.js';

/** A chat whose page is watched, and what was noticed. */
async function watch(escape = false) {
  const chat = await mountChat();
  const noticed: string[] = [];
  const note = (what: string) => () => void noticed.push(what);
  const watching: PageWatch = {
    onGesture: note('gesture'),
    onAsk: note('ask'),
    onEscape: () => {
      noticed.push('escape');
      return escape;
    },
    onHidden: note('hidden'),
    onPlay: note('play'),
    onUpdate: () => {},
    onLeave: note('leave'),
  };
  watchPage(chat, watching, 50);
  return { chat, noticed };
}

function hide(isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the page around a chat that listens', () => {
  afterEach(() => {
    Reflect.deleteProperty(document, 'hidden');
  });

  it('may be out of view for a moment, but not for long', async () => {
    const { noticed } = await watch();
    hide(true);
    await pause(20);
    hide(false);
    await pause(80);
    expect(noticed).to.deep.equal([]);
    hide(true);
    await pause(80);
    expect(noticed).to.deep.equal(['hidden']);
  });

  it('may move the chat, but not take it away', async () => {
    const { chat, noticed } = await watch();
    const place = document.createElement('div');
    document.body.append(place);
    place.append(chat);
    await pause(20);
    expect(noticed).to.deep.equal([]);
    place.remove();
    await pause(20);
    expect(noticed).to.deep.equal(['leave']);
    hide(true);
    await pause(80);
    expect(noticed).to.deep.equal(['leave']);
  });

  it('may be left', async () => {
    const { noticed } = await watch();
    globalThis.dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(noticed).to.deep.equal(['leave']);
  });

  for (const used of [true, false]) {
    it(`has the Escape key to itself where nobody listens: ${!used}`, async () => {
      const { chat } = await watch(used);
      let reached = 0;
      const onKey = () => (reached += 1);
      document.addEventListener('keydown', onKey);
      press(chat, 'Escape');
      document.removeEventListener('keydown', onKey);
      expect(reached).to.equal(used ? 0 : 1);
    });
  }

  it('lets itself be heard by clicks and by Enter, not by any key', async () => {
    const { chat, noticed } = await watch();
    press(chat, 'a');
    press(chat, 'Enter');
    chat.click();
    expect(noticed).to.deep.equal(['gesture', 'gesture']);
  });
});
