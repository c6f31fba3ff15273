import { expect } from 'chai';
import { ChatSignInEvent } from '../../src/element/events.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { answerEvents, streamOf } from '../support/fake-backend.js';
import { ask, input, mountChat, part, settle, until } from '../support/mount-chat.js';

const refuse = (status: number, code: string) =>
  Response.json({ error: { code, message: 'no' } }, { status });

/** The names of what a page hears of an error, as it bubbles up. */
function listen(): string[] {
  const heard: string[] = [];
  const note = ({ type }: Event) => heard.push(type);
  const ending = new AbortController();
  after(() => ending.abort());
  for (const name of ['chat-error', 'chat-sign-in'] as const)
    document.addEventListener(name, note, { signal: ending.signal });
  return heard;
}

describe('when the chat is not signed in', () => {
  it('the page hears of it after the error, signs in, and the same question is answered', async () => {
    const heard = listen();
    let isSignedIn = false;
    const chat = await mountChat({
      fetch: async () => (isSignedIn ? streamOf(answerEvents('Welcome.')) : refuse(401, 'authentication')),
    });
    const errors: unknown[] = [];
    chat.addEventListener('chat-error', ({ error }) => errors.push(error));
    chat.addEventListener('chat-sign-in', (event) => {
      expect(event).to.be.instanceOf(ChatSignInEvent);
      expect(event.error).to.be.instanceOf(ChatError);
      errors.push(event.error);
      isSignedIn = true;
      void chat.retry();
    });
    await ask(chat, 'Hello?');
    await until(() => chat.messages.at(-1)?.text === 'Welcome.', 'the answer came');
    await settle();
    expect(heard).to.deep.equal(['chat-error', 'chat-sign-in']);
    expect(errors[0] === errors[1], 'both tell of the same error').to.equal(true);
    expect(errors[0]).to.include({ code: 'unauthorized' });
    expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Hello?', 'Welcome.']);
    expect(input(chat).value).to.equal('');
    expect(Boolean(part(chat, 'error'))).to.equal(false);
  });

  it('the page hears of it each time, also without a backend between', async () => {
    const heard = listen();
    const chat = await mountChat({
      endpoint: '',
      apiBase: 'https://gemini.example',
      getToken: async () => ({ token: 'AQ.short-lived' }),
      fetch: async () => refuse(401, 'authentication'),
    });
    await ask(chat, 'Hello?');
    await until(() => part(chat, 'error'), 'an error is shown');
    expect(heard).to.deep.equal(['chat-error', 'chat-sign-in']);
    await chat.retry();
    expect(heard).to.deep.equal(['chat-error', 'chat-sign-in', 'chat-error', 'chat-sign-in']);
    expect(input(chat).value, 'what I wrote is kept').to.equal('Hello?');
  });

  it('it is no other error that would be mended by signing in', async () => {
    const heard = listen();
    const chat = await mountChat({ fetch: async () => refuse(403, 'permission_denied') });
    await ask(chat, 'Hello?');
    await until(() => part(chat, 'error'), 'an error is shown');
    expect(heard).to.deep.equal(['chat-error']);
  });
});
