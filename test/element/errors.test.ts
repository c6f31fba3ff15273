import { expect } from 'chai';
import type { ChatErrorCode } from '../../src/protocol/chat-error.js';
import { english } from '../../src/i18n/english.js';
import { answerEvents, holdStream, streamOf } from '../support/fake-backend.js';
import { ask, input, mountChat, part, press, settle, type, until } from '../support/mount-chat.js';

const json = (status: number, body: unknown, headers: HeadersInit = {}): Response =>
  Response.json(body, { status, headers });

const failures: [name: string, fail: () => Promise<Response>, code: ChatErrorCode, offersRetry: boolean][] = [
  ['answers a page', async () => html(200, '<h1>Welcome</h1>'), 'bad-response', true],
  [
    'answers 401',
    async () => json(401, { error: { code: 'authentication', message: 'no' } }),
    'unauthorized',
    true,
  ],
  [
    'answers 403',
    async () => json(403, { error: { code: 'permission_denied', message: 'no' } }),
    'forbidden',
    false,
  ],
  ['answers a 404 page', async () => html(404, 'Not here'), 'not-found', true],
  [
    'answers 429',
    async () => json(429, { error: { code: 'rate_limit_exceeded', message: 'slow' } }),
    'rate-limited',
    true,
  ],
  [
    'has no quota left',
    async () => json(429, { error: { code: 'quota_exceeded', message: 'daily' } }),
    'quota-exceeded',
    false,
  ],
  [
    'answers 500',
    async () => json(500, { error: { code: 'api_error', message: 'oops' } }),
    'server-error',
    true,
  ],
  [
    'answers 503',
    async () => json(503, { error: { code: 'service_unavailable', message: 'busy' } }),
    'overloaded',
    true,
  ],
  [
    'answers nothing',
    async () => new Response('', { status: 200, headers: { 'content-type': 'text/event-stream' } }),
    'bad-response',
    true,
  ],
  [
    'answers what is no event',
    async () => new Response('data: 42\n\n', { headers: { 'content-type': 'text/event-stream' } }),
    'bad-response',
    true,
  ],
  ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch')), 'network', true],
];

function html(status: number, text: string): Response {
  return new Response(`<!doctype html><title>x</title>${text}`, {
    status,
    headers: { 'content-type': 'text/html' },
  });
}

describe('when the backend fails', () => {
  for (const [name, fail, code, offersRetry] of failures) {
    it(`and ${name}: says so in its own words, keeps my text, and ${offersRetry ? 'offers to try again' : 'does not offer what cannot help'}`, async () => {
      let isUp = false;
      const recovered = async () => streamOf(answerEvents('At last.'));
      const chat = await mountChat({ fetch: () => (isUp ? recovered() : fail()) });
      const codes: string[] = [];
      chat.addEventListener('chat-error', (event) => codes.push(event.error.code));
      await ask(chat, 'Hello?');
      const error = await until(() => part(chat, 'error'), 'an error is shown');
      expect(codes).to.deep.equal([code]);
      expect(error.textContent).to.contain(english.errors[code]);
      expect(error.textContent, 'never the body of the answer').not.to.contain('Welcome');
      expect(chat.status).to.equal('error');
      expect(chat.messages.map((message) => message.text)).to.deep.equal(['Hello?']);
      expect(input(chat).value).to.equal('Hello?');
      const retry = part(chat, 'retry-button');
      expect(Boolean(retry)).to.equal(offersRetry);
      isUp = true;
      await chat.retry();
      await settle();
      expect(chat.messages.map((message) => message.text)).to.deep.equal(['Hello?', 'At last.']);
      expect(input(chat).value, 'what was sent does not stay in the box').to.equal('');
      expect(part(chat, 'error')).to.equal(undefined);
    });
  }

  it('counts down the wait that the backend asks for', async () => {
    const chat = await mountChat({
      fetch: async () =>
        json(429, { error: { code: 'rate_limit_exceeded', message: 'slow' } }, { 'retry-after': '40' }),
    });
    await ask(chat, 'Hello?');
    const wait = await until(() => part(chat, 'error')?.querySelector('.wait'), 'the wait is shown');
    expect(wait.textContent).to.contain('40 seconds');
    await until(() => wait.textContent?.includes('39 seconds'), 'it counts down');
    expect(chat.messages[0]?.error?.retryAfter).to.equal(40);
  });

  it('tries again by itself where that helps, and shows how long it waits', async () => {
    const replies = [
      json(429, { error: { code: 'rate_limit_exceeded', message: 'slow' } }, { 'retry-after': '4' }),
      streamOf(answerEvents('At last.')),
    ];
    const chat = await mountChat({ fetch: async () => replies.shift() ?? Response.error() });
    const codes: string[] = [];
    chat.addEventListener('chat-error', (event) => codes.push(event.error.code));
    await ask(chat, 'Hello?');
    const waiting = await until(() => part(chat, 'message-model'), 'a reply is under way');
    await until(() => waiting.innerText.includes(english.errors['rate-limited']), 'the reason is shown');
    await until(() => /\b[1-3] seconds?\b/.test(waiting.innerText), 'it counts down');
    expect(part(chat, 'stop-button'), 'there is a way out').to.not.equal(undefined);
    await until(() => chat.messages.at(-1)?.text === 'At last.', 'the answer came');
    expect(codes, 'nothing went wrong, to the page').to.deep.equal([]);
    expect(input(chat).value).to.equal('');
  });

  it('keeps what had arrived when the stream breaks off, and says that it is not whole', async () => {
    const chat = await mountChat({ fetch: async () => streamOf(answerEvents('Half of it').slice(0, 3)) });
    await ask(chat, 'Hello?');
    const error = await until(() => part(chat, 'error'), 'an error is shown');
    expect(error.textContent).to.contain(english.interrupted);
    expect(part(chat, 'message-model')?.textContent).to.contain('Half of it');
    expect(chat.messages.at(-1)?.status).to.equal('interrupted');
  });

  it('keeps what had arrived when the stream reports an error', async () => {
    const events = [
      ...answerEvents('So far').slice(0, 3),
      { event_type: 'error', error: { code: 'service_unavailable', message: 'The model is overloaded.' } },
    ];
    const chat = await mountChat({ fetch: async () => streamOf(events) });
    await ask(chat, 'Hello?');
    const error = await until(() => part(chat, 'error'), 'an error is shown');
    expect(error.textContent).to.contain(english.errors.overloaded);
    expect(part(chat, 'message-model')?.textContent).to.contain('So far');
  });

  it('shows a whole answer that came as JSON instead of a stream', async () => {
    const chat = await mountChat({
      fetch: async () =>
        json(200, {
          id: 'x',
          object: 'interaction',
          status: 'completed',
          steps: [{ type: 'model_output', content: [{ type: 'text', text: 'In one piece.' }] }],
        }),
    });
    await ask(chat, 'Hello?');
    await until(
      () => part(chat, 'message-model')?.textContent?.includes('In one piece.'),
      'the answer is shown',
    );
  });

  it('never shows a blank answer', async () => {
    const events = answerEvents('').filter((event) => event.event_type !== 'step.delta');
    const chat = await mountChat({ fetch: async () => streamOf(events) });
    await ask(chat, 'Hello?');
    const notice = await until(() => part(chat, 'notice'), 'a notice is shown');
    expect(notice.textContent).to.contain(english.emptyAnswer);
  });

  it('offers to go on when the answer was cut at its length', async () => {
    const cut = answerEvents('A long').map((event) => event);
    cut[4] = { event_type: 'interaction.completed', interaction: { id: 'cut', status: 'incomplete' } };
    const replies = [streamOf(cut), streamOf(answerEvents('story.', 'rest'))];
    const bodies: { previous_interaction_id?: string }[] = [];
    const chat = await mountChat({
      fetch: async (request) => {
        bodies.push(await new Request(request).json());
        return replies.shift() ?? Response.error();
      },
    });
    await ask(chat, 'Tell me a story');
    const button = await until(() => part(chat, 'retry-button'), 'the button is shown');
    expect(button.textContent).to.contain(english.continueAnswer);
    button.click();
    await until(() => chat.messages.at(-1)?.text === 'story.', 'the rest came');
    expect(bodies[1]?.previous_interaction_id).to.equal('cut');
  });

  it('gives the message back to the box, where it can be changed and sent in place of the failed one', async () => {
    const replies = [html(200, ''), streamOf(answerEvents('Better.'))];
    const chat = await mountChat({ fetch: async () => replies.shift() ?? Response.error() });
    await ask(chat, 'Helo');
    await until(() => part(chat, 'error'), 'an error is shown');
    await ask(chat, 'Hello');
    await until(() => chat.messages.at(-1)?.text === 'Better.', 'the answer came');
    expect(chat.messages.map((message) => message.text)).to.deep.equal(['Hello', 'Better.']);
  });

  it('takes the unsent message out of the box again when the conversation is cleared', async () => {
    const chat = await mountChat({ fetch: async () => html(200, '') });
    await ask(chat, 'Hello');
    await until(() => input(chat).value === 'Hello', 'the message is back in the box');
    chat.clear();
    await settle();
    expect(input(chat).value).to.equal('');
  });

  it('sends the message by itself, once, when the network is back', async () => {
    const replies = [
      () => Promise.reject(new TypeError('Failed to fetch')),
      async () => streamOf(answerEvents('Back.')),
    ];
    const chat = await mountChat({ fetch: () => replies.shift()?.() ?? Promise.resolve(Response.error()) });
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    await ask(chat, 'Hello');
    const error = await until(() => part(chat, 'error'), 'an error is shown');
    expect(error.textContent).to.contain(english.sendsWhenOnline);
    Reflect.deleteProperty(navigator, 'onLine');
    globalThis.dispatchEvent(new Event('online'));
    await until(() => chat.messages.at(-1)?.text === 'Back.', 'the answer came');
  });

  it('keeps the answered question when its edited copy is sent after it', async () => {
    const replies = [html(200, ''), streamOf(answerEvents('One.', 'a')), streamOf(answerEvents('Two.', 'b'))];
    const chat = await mountChat({ fetch: async () => replies.shift() ?? Response.error() });
    await ask(chat, 'Helo');
    await until(() => input(chat).value === 'Helo', 'the message is back in the box');
    await type(chat, 'Hello, edited');
    part(chat, 'retry-button')?.click();
    await until(() => chat.messages.at(-1)?.text === 'One.', 'the first answer came');
    press(input(chat), 'Enter');
    await until(() => chat.messages.at(-1)?.text === 'Two.', 'the second answer came');
    expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Helo', 'One.', 'Hello, edited', 'Two.']);
  });

  it('leaves a half answer alone when the network is back: asking again is my choice', async () => {
    const held = holdStream();
    const chat = await mountChat({ fetch: async () => held.response });
    await ask(chat, 'Hello');
    for (const event of answerEvents('Half').slice(0, 3)) held.push(event);
    await until(() => chat.messages.at(-1)?.text === 'Half', 'half of it came');
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    held.fail(new TypeError('network error'));
    await until(() => chat.status === 'error', 'the connection broke');
    Reflect.deleteProperty(navigator, 'onLine');
    globalThis.dispatchEvent(new Event('online'));
    await settle();
    expect(chat.messages.at(-1)).to.include({ text: 'Half', status: 'interrupted' });
  });

  it('says what is wrong with an endpoint that is no address', async () => {
    for (const endpoint of ['http://', 'https://user:secret@example.com/']) {
      const chat = await mountChat({ endpoint });
      expect(part(chat, 'notice')?.textContent, endpoint).to.contain('not connected');
      chat.remove();
    }
  });

  it('does not overwrite what I type while a message fails', async () => {
    let fail: (response: Response) => void = () => {};
    const chat = await mountChat({ fetch: () => new Promise((resolve) => (fail = resolve)) });
    await ask(chat, 'First');
    input(chat).value = 'Second thought';
    input(chat).dispatchEvent(new InputEvent('input', { bubbles: true }));
    fail(html(200, ''));
    await until(() => part(chat, 'error'), 'an error is shown');
    expect(input(chat).value).to.equal('Second thought');
    expect(chat.messages[0]).to.include({ text: 'First', status: 'error' });
  });
});
