import { expect } from 'chai';
import { LiveTransport } from '../../src/live/live-transport.js';
import { answerEvents } from '../support/fake-backend.js';
import { mountChat, settle } from '../support/mount-chat.js';

const written = Object.getOwnPropertyDescriptors(LiveTransport.prototype);

describe('a chat that holds a live session', () => {
  let closed = 0;

  beforeEach(async () => {
    // The chat of the test before has left by now.
    await settle();
    closed = 0;
    Object.assign(LiveTransport.prototype, {
      async *send() {
        yield* answerEvents('Yes.');
      },
      close: () => (closed += 1),
    });
  });

  afterEach(() => {
    Object.defineProperties(LiveTransport.prototype, written);
  });

  const mountLive = () =>
    mountChat({
      endpoint: '',
      getToken: async () => ({ token: 'auth_tokens/one' }),
      fetch: async () => Response.error(),
    });

  it('keeps it when the page moves the chat, and ends it when the page takes the chat away', async () => {
    const chat = await mountLive();
    expect((await chat.send('Hello?')).text).to.equal('Yes.');
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(chat);
    await settle();
    expect(closed).to.equal(0);
    elsewhere.remove();
    await settle();
    expect(closed).to.equal(1);
  });

  it('ends it when the page signs the chat in by another way', async () => {
    const chat = await mountLive();
    await chat.send('Hello?');
    chat.tokenEndpoint = '/token';
    await chat.updateComplete;
    expect(closed).to.equal(1);
  });

  it('keeps it when the page hands over the same function anew, as components do', async () => {
    const chat = await mountLive();
    await chat.send('Hello?');
    chat.getToken = async () => ({ token: 'auth_tokens/two' });
    await chat.updateComplete;
    await chat.send('And now?');
    expect(closed).to.equal(0);
  });

  it('ends it when the page goes back to its backend', async () => {
    const chat = await mountLive();
    await chat.send('Hello?');
    chat.endpoint = '/api/gemini';
    await chat.updateComplete;
    expect(closed).to.equal(1);
  });
});
