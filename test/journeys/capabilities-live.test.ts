import { expect } from 'chai';
import { englishReasons } from '../../src/i18n/english-reasons.js';
import { beyondLive, type Limit } from '../support/beyond-live.js';
import { script } from '../support/emulated-site.js';
import { ask, input, part, parts, until } from '../support/mount-chat.js';
import { liveWays, openChat } from '../support/ways.js';

const limits: readonly (readonly [name: string, limit: Limit])[] = Object.entries(beyondLive);

describe('what no live session can do', () => {
  for (const way of liveWays) {
    for (const [name, { because, settings, attached, reason }] of limits) {
      if (!reason) continue;
      it(`is refused in words of its own, and not left out: ${name}, ${way.name}. ${because}`, async () => {
        const { chat, site } = await openChat(way, { scenes: [script('Fine.')] }, settings);
        const reasons: unknown[] = [];
        chat.addEventListener('chat-error', ({ error }) => reasons.push(error.reason));
        if (attached) await chat.attach([attached]);
        await ask(chat, 'Please');
        await until(() => chat.status === 'error', 'it is refused');
        const shown = await until(() => part(chat, 'error'), 'I am told');
        await until(() => shown.textContent?.includes(englishReasons[reason]), 'it says why');
        expect(part(chat, 'retry-button'), 'to try again would not help').to.equal(undefined);
        expect(reasons).to.deep.equal([reason]);
        expect(site.live.all.flatMap(({ sent }) => sent)).to.deep.equal([]);
        await until(() => input(chat).value === 'Please', 'my words are back');
        Object.assign(chat, undo(settings));
        for (const remove of parts(chat, 'remove-button')) remove.click();
        part(chat, 'send-button')?.click();
        await until(() => chat.messages.at(-1)?.text === 'Fine.', 'without it there is an answer');
        expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Please', 'Fine.']);
      });
    }
  }
});

/** The same properties, as they are where a page sets nothing. */
function undo(settings: Limit['settings'] = {}): object {
  const usual = document.createElement('gemini-chat');
  return Object.fromEntries(Object.keys(settings).map((name) => [name, Reflect.get(usual, name) as unknown]));
}
