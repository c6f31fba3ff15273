import { expect } from 'chai';
import { input, mountChat, settle, until } from '../support/mount-chat.js';

const hasLoaded = (name: string): boolean =>
  performance.getEntriesByType('resource').some((entry) => entry.name.includes(name));

describe('a chat without a backend', () => {
  it('loads the way to Google when somebody is about to ask, and asks for no credential yet', async () => {
    let asked = 0;
    const chat = await mountChat({
      endpoint: '',
      getToken: async () => {
        asked += 1;
        return { token: 'AQ.short-lived' };
      },
    });
    await settle();
    expect(hasLoaded('/token-transport')).to.equal(false);
    input(chat).focus();
    await until(() => hasLoaded('/token-transport'), 'the way is loaded');
    await settle();
    expect(asked).to.equal(0);
  });
});
