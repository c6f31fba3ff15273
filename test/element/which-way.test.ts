import { expect } from 'chai';
import { answerEvents, streamOf } from '../support/fake-backend.js';
import { mountChat, until } from '../support/mount-chat.js';
import { openVoice } from '../support/open-voice.js';

/** A chat to which several ways are named, and what it asks. */
async function mountNamed(endpoint: string) {
  const asked: string[] = [];
  const chat = await mountChat({
    endpoint,
    tokenEndpoint: '/token',
    getToken: async () => {
      asked.push('getToken');
      return { token: 'ya29.short-lived' };
    },
    apiBase: 'https://gemini.example',
    fetch: async (input, init) => {
      const { url } = new Request(input, init);
      asked.push(url.replace(location.origin, ''));
      return streamOf(answerEvents('Yes.'));
    },
  });
  expect((await chat.send('Hello?')).text).to.equal('Yes.');
  return asked;
}

describe('a chat to which several ways are named', () => {
  it('asks the function, and not the address', async () => {
    expect(await mountNamed('')).to.deep.equal(['getToken', 'https://gemini.example/v1beta/interactions']);
  });

  it('goes to the backend where there is one, and fetches no credential', async () => {
    expect(await mountNamed('/backend')).to.deep.equal(['/backend/interactions']);
  });
});

describe('what I say aloud', () => {
  it('cannot be refused or changed by the page: the model has heard it', async () => {
    const { chat, microphone, switchOn } = await openVoice();
    const told: string[] = [];
    chat.addEventListener('chat-send', (event) => {
      told.push('send');
      event.preventDefault();
    });
    chat.addEventListener('chat-reply-end', () => told.push('end'));
    await switchOn();
    await microphone.speak(500);
    await until(() => told.length > 0, 'it is answered');
    expect(told).to.deep.equal(['end']);
    expect(chat.messages.map(({ role }) => role)).to.deep.equal(['user', 'model']);
  });
});
