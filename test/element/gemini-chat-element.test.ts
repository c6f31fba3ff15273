import { expect } from 'chai';
import type { ChatErrorCode } from '../../src/protocol/chat-error.js';
import { answerEvents, holdStream, streamOf } from '../support/fake-backend.js';
import { ask, input, mountChat, part, parts, press, settle, type, until } from '../support/mount-chat.js';

const answers =
  (...texts: string[]): typeof fetch =>
  async () =>
    streamOf(answerEvents(texts.shift() ?? 'Nothing more.'));

describe('<gemini-chat>', () => {
  it('asks the endpoint, resolved against the page, and shows the answer', async () => {
    const requests: Request[] = [];
    const chat = await mountChat({
      endpoint: 'chat/api/',
      fetch: async (request) => {
        requests.push(new Request(request));
        return streamOf(answerEvents('**Hello** to you.'));
      },
    });
    const reply = await chat.send('Hi');
    expect(reply.text).to.equal('**Hello** to you.');
    expect(requests[0]?.url).to.equal(new URL('chat/api/interactions', document.baseURI).href);
    expect(requests[0]?.method).to.equal('POST');
    const strong = await until(
      () => part(chat, 'message-model')?.querySelector('strong'),
      'the answer is shown',
    );
    expect(strong.textContent).to.equal('Hello');
  });

  it('sends with Enter, breaks the line with Shift+Enter, and empties the box', async () => {
    const chat = await mountChat({ fetch: answers('Yes.') });
    await type(chat, 'Two\nlines');
    expect(press(input(chat), 'Enter', { shiftKey: true }), 'the browser breaks the line').to.equal(true);
    expect(chat.messages).to.have.length(0);
    press(input(chat), 'Enter');
    await settle();
    expect(chat.messages[0]?.text).to.equal('Two\nlines');
    expect(input(chat).value).to.equal('');
  });

  it('sends nothing while a word is being composed', async () => {
    const chat = await mountChat({ fetch: answers() });
    await type(chat, '日本');
    press(input(chat), 'Enter', { isComposing: true });
    press(input(chat), 'Enter', { keyCode: 229 });
    await settle();
    expect(chat.messages).to.have.length(0);
    expect(input(chat).value).to.equal('日本');
  });

  it('does not send white space', async () => {
    const chat = await mountChat({ fetch: answers() });
    await ask(chat, '   \n ');
    expect(chat.messages).to.have.length(0);
    expect(part(chat, 'send-button')?.getAttribute('aria-disabled')).to.equal('true');
  });

  it('sends by the button', async () => {
    const chat = await mountChat({ fetch: answers('By mouse.') });
    await type(chat, 'Hello');
    part(chat, 'send-button')?.click();
    await until(() => chat.messages.at(-1)?.text === 'By mouse.', 'the answer came');
  });

  it('lets the page change or refuse a message', async () => {
    const chat = await mountChat({ fetch: answers('Fine.') });
    chat.addEventListener('chat-send', (event) => {
      if (event.input === 'secret') event.preventDefault();
      else event.input = 'Hello!';
    });
    await ask(chat, 'secret');
    expect(chat.messages).to.have.length(0);
    expect(input(chat).value, 'what was refused stays in the box').to.equal('secret');
    await type(chat, 'Hello');
    press(input(chat), 'Enter');
    await settle();
    expect(chat.messages[0]?.text).to.equal('Hello!');
    const refused = await chat.send('secret').catch((error: unknown) => error);
    expect(refused).to.include({ name: 'AbortError' });
  });

  it('stops by the button and by Escape, keeps what came, and tries again', async () => {
    for (const stop of [
      (chat: HTMLElementTagNameMap['gemini-chat']) => part(chat, 'stop-button')?.click(),
      (chat: HTMLElementTagNameMap['gemini-chat']) => press(input(chat), 'Escape'),
    ]) {
      const held = holdStream();
      const replies = [held.response, streamOf(answerEvents('Whole.'))];
      const chat = await mountChat({ fetch: async () => replies.shift() ?? Response.error() });
      await ask(chat, 'Hello');
      for (const event of answerEvents('Half an answer').slice(0, 3)) held.push(event);
      await until(() => chat.status === 'streaming', 'the answer streams');
      stop(chat);
      await held.cancelled;
      await until(() => chat.status === 'ready', 'the answer stopped');
      await settle();
      expect(chat.messages.at(-1)).to.include({ status: 'stopped', text: 'Half an answer' });
      expect(chat.shadowRoot?.activeElement).to.equal(input(chat));
      part(chat, 'retry-button')?.click();
      await until(() => chat.messages.at(-1)?.text === 'Whole.', 'the second attempt came');
      expect(chat.messages).to.have.length(2);
      chat.remove();
    }
  });

  it('goes on streaming when the page moves it, and stops when the page removes it', async () => {
    const held = holdStream();
    const chat = await mountChat({ fetch: async () => held.response });
    await ask(chat, 'Hello');
    const [created, start, delta] = answerEvents('Before. ');
    for (const event of [created, start, delta]) if (event) held.push(event);
    await until(() => chat.messages.at(-1)?.text === 'Before. ', 'the first part came');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(chat);
    held.push({ event_type: 'step.delta', index: 0, delta: { type: 'text', text: 'After.' } });
    await until(() => chat.messages.at(-1)?.text === 'Before. After.', 'the second part came');
    await until(() => part(chat, 'message-model')?.textContent?.includes('Before. After.'), 'it is shown');
    chat.remove();
    await held.cancelled;
    await until(() => chat.messages.at(-1)?.status === 'stopped', 'the reply is stopped');
    place.remove();
  });

  it('tells the page what happens, in order', async () => {
    const chat = await mountChat({ fetch: answers('One two.') });
    const told: string[] = [];
    chat.addEventListener('chat-send', () => told.push('send'));
    chat.addEventListener('chat-status-change', (event) => told.push(event.status));
    chat.addEventListener('chat-reply-start', () => told.push('start'));
    chat.addEventListener('chat-reply-delta', (event) => told.push(`delta ${event.delta}`));
    chat.addEventListener('chat-reply-end', (event) => told.push(`end ${event.message.status}`));
    await chat.send('Hello');
    await settle();
    expect(told).to.deep.equal(['send', 'submitted', 'start', 'delta One two.', 'end complete', 'ready']);
  });

  it('tells one thing after the other, also when the page acts on what it is told', async () => {
    const chat = await mountChat({ fetch: answers('One.', 'Two.') });
    const told: string[] = [];
    chat.addEventListener('chat-reply-end', () => void chat.send('Again'), { once: true });
    chat.addEventListener('chat-status-change', (event) => told.push(event.status));
    await chat.send('Hello');
    await until(() => chat.messages.at(-1)?.text === 'Two.', 'the second answer came');
    await settle();
    expect(told.filter((status) => status !== 'streaming')).to.deep.equal([
      'submitted',
      'ready',
      'submitted',
      'ready',
    ]);
  });

  it('shows what it can of an answer that holds odd things', async () => {
    const oddities = [null, 7, 'x', {}, { type: 'text' }, { type: 'thing', mime_type: 5 }];
    const events = answerEvents('Fine all the same.');
    events.splice(
      1,
      0,
      { event_type: 'step.start', index: 7, step: { type: 'thought', summary: oddities } },
      { event_type: 'step.start', index: 8, step: { type: 'model_output', content: oddities } },
      { event_type: 'step.start', index: 9, step: { type: 'a_step_nobody_knows', name: {}, content: null } },
    );
    const chat = await mountChat({ fetch: async () => streamOf(events) });
    await chat.send('Hello');
    await until(() => part(chat, 'message-model')?.innerText.includes('Fine all the same.'), 'it shows');
  });

  it('lets its events reach the page around it', async () => {
    const chat = await mountChat({ fetch: answers('Hi.') });
    const heard: boolean[] = [];
    document.addEventListener('chat-reply-end', (event) => heard.push(event.composed), { once: true });
    await chat.send('Hello');
    await settle();
    expect(heard).to.deep.equal([true]);
  });

  it('says that it is not connected, and keeps what I typed', async () => {
    const chat = await mountChat({ endpoint: '' });
    expect(part(chat, 'notice')?.textContent).to.contain('not connected');
    const errors: ChatErrorCode[] = [];
    chat.addEventListener('chat-error', (event) => errors.push(event.error.code));
    await ask(chat, 'Is anybody there?');
    expect(input(chat).value).to.equal('Is anybody there?');
    expect(errors).to.deep.equal(['not-configured']);
    expect(await chat.send('x').catch((error: unknown) => error)).to.include({ code: 'not-configured' });
  });

  it('queues what I send while an answer streams', async () => {
    const held = holdStream();
    const replies = [held.response, streamOf(answerEvents('Second.', 'b'))];
    const chat = await mountChat({ fetch: async () => replies.shift() ?? Response.error() });
    await ask(chat, 'One');
    await ask(chat, 'Two');
    expect(parts(chat, 'message-user').map((message) => message.dataset['status'])).to.deep.equal([
      'complete',
      'queued',
    ]);
    for (const event of answerEvents('First.', 'a')) held.push(event);
    held.close();
    await until(() => chat.messages.at(-1)?.text === 'Second.', 'the queued message was answered');
    expect(chat.messages.map((message) => message.text)).to.deep.equal(['One', 'First.', 'Two', 'Second.']);
  });

  it('clears the conversation and shows the greeting again', async () => {
    const chat = await mountChat({ fetch: answers('Hi.'), suggestions: ['What can you do?'] });
    await chat.send('Hello');
    chat.clear();
    await chat.updateComplete;
    await settle();
    expect(chat.messages).to.deep.equal([]);
    expect(part(chat, 'suggestion')?.textContent?.trim()).to.equal('What can you do?');
  });

  it('sends a suggested question when it is picked', async () => {
    const chat = await mountChat({ fetch: answers('Much.'), suggestions: ['What can you do?'] });
    part(chat, 'suggestion')?.click();
    await until(() => chat.messages.at(-1)?.text === 'Much.', 'the suggestion was answered');
    expect(chat.messages[0]?.text).to.equal('What can you do?');
  });

  it('takes its settings from attributes', async () => {
    let body: unknown;
    const chat = await mountChat({
      fetch: async (request) => {
        body = await new Request(request).json();
        return streamOf(answerEvents('Ok.'));
      },
    });
    chat.setAttribute('model', 'gemini-3.5-flash');
    chat.setAttribute('system-instruction', 'Rhyme.');
    chat.setAttribute('thinking-level', 'low');
    chat.setAttribute('show-thoughts', '');
    await chat.send('Hello');
    expect(body).to.deep.equal({
      model: 'gemini-3.5-flash',
      input: [{ type: 'text', text: 'Hello' }],
      system_instruction: 'Rhyme.',
      generation_config: { thinking_level: 'low', thinking_summaries: 'auto' },
      stream: true,
    });
  });

  it('marks its state for style sheets', async () => {
    const held = holdStream();
    const chat = await mountChat({ fetch: async () => held.response });
    expect(chat.matches(':state(ready):state(empty)')).to.equal(true);
    await ask(chat, 'Hello');
    expect(chat.matches(':state(submitted)')).to.equal(true);
    held.push({ event_type: 'interaction.created', interaction: { id: 'x' } });
    await until(() => chat.matches(':state(streaming)'), 'it streams');
    chat.stop();
  });

  it('is told to focus its message box', async () => {
    const chat = await mountChat();
    chat.focus();
    expect(chat.shadowRoot?.activeElement).to.equal(input(chat));
  });

  it('shows my own pictures beside the messages', async () => {
    const chat = await mountChat({ fetch: answers('Hi.') });
    const picture = document.createElement('b');
    picture.slot = 'avatar-model';
    picture.textContent = 'G';
    chat.append(picture);
    await chat.send('Hello');
    const message = await until(() => part(chat, 'message-model'), 'the answer shows');
    await until(() => message.querySelector('.avatar b')?.textContent === 'G', 'the picture shows');
    await until(() => message.innerText.includes('Hi.'), 'the answer shows beside it');
    picture.remove();
    await until(() => message.querySelector('.avatar svg'), 'the picture of the chat is back');
  });

  it('takes a message before it is on the page', async () => {
    const chat = document.createElement('gemini-chat');
    chat.endpoint = '/api/gemini';
    chat.fetch = answers('Early.');
    const reply = await chat.send('Hello');
    expect(reply.text).to.equal('Early.');
    document.body.append(chat);
    await until(() => part(chat, 'message-model')?.innerText.includes('Early.'), 'the answer shows');
  });
});
