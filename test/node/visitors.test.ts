import { describe, it } from 'node:test';
import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import type { ChatHandler } from '../../src/server/create-chat-handler.js';
import { canaryKey, FakeGemini, makeRequest, post, postTo, readError } from '../server/fake-gemini.js';

const secret = 'a secret of more than thirty-two letters';
const page = { origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' };
const ticketUrl = 'https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=AKhX';

/** A Gemini that keeps what it made under fixed ids, takes uploads, and streams where it is asked to. */
function createGemini(): FakeGemini {
  return new FakeGemini(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const command = request.headers.get('x-goog-upload-command');
    if (command === 'start') {
      return new Response('', {
        headers: { 'x-goog-upload-url': ticketUrl, 'x-goog-upload-status': 'active' },
      });
    }
    const file = {
      name: 'files/o3s42u5uu1z2',
      uri: `https://generativelanguage.googleapis.com/v1beta/files/o3s42u5uu1z2`,
    };
    if (command !== null) {
      return Response.json({ file }, { headers: { 'x-goog-upload-status': 'final' } });
    }
    if (pathname.includes('/files/')) return Response.json(file);
    const interaction = { id: 'v1_abc', object: 'interaction', status: 'completed' };
    const text = request.method === 'POST' ? await request.clone().text() : '';
    if (!text.includes('"stream":true') && !searchParams.has('stream')) return Response.json(interaction);
    const events = [
      { event_type: 'interaction.created', interaction },
      { event_type: 'interaction.status_update', interaction_id: 'v1_abc', status: 'in_progress' },
      {
        event_type: 'step.start',
        index: 0,
        step: { type: 'function_call', id: 'v1_abc', name: 'look', arguments: {} },
      },
      { event_type: 'interaction.completed', interaction },
    ];
    const stream = events.map((event) => `event: ${event.event_type}\ndata: ${JSON.stringify(event)}\n\n`);
    return new Response(stream.join(''), { headers: { 'content-type': 'text/event-stream' } });
  });
}

/** Somebody at a handler, by the headers of each request; keeps cookies where told to. */
class Somebody {
  readonly #handler: ChatHandler;
  readonly #headers: Record<string, string>;
  readonly #keepsCookies: boolean;
  cookie = '';

  constructor(handler: ChatHandler, headers: Record<string, string> = {}, keepsCookies = false) {
    this.#handler = handler;
    this.#headers = headers;
    this.#keepsCookies = keepsCookies;
  }

  async send(request: (headers: Record<string, string>) => Request): Promise<Response> {
    const cookie = this.cookie === '' ? {} : { cookie: this.cookie };
    const response = await this.#handler(request({ ...this.#headers, ...cookie }));
    const [given = ''] = response.headers.get('set-cookie')?.split(';') ?? [];
    if (this.#keepsCookies && given !== '') this.cookie = given;
    return response;
  }

  get(path: string): Promise<Response> {
    return this.send((headers) => makeRequest('GET', path, headers));
  }

  /** Asks for an answer, and gives the id that it has. */
  async ask(body: object = { input: 'x' }): Promise<string> {
    const response = await this.send((headers) => post(body, headers));
    expect(response.status, await response.clone().text()).to.equal(200);
    const { id }: { id: string } = await response.json();
    return id;
  }
}

/** All that can be done with an id of an interaction. */
const uses: readonly [string, (id: string, headers: Record<string, string>) => Request][] = [
  ['read it', (id, headers) => makeRequest('GET', `/interactions/${id}`, headers)],
  ['follow it', (id, headers) => makeRequest('GET', `/interactions/${id}?stream=true`, headers)],
  ['cancel it', (id, headers) => makeRequest('POST', `/interactions/${id}/cancel`, headers)],
  ['go on with it', (id, headers) => post({ input: 'y', previous_interaction_id: id }, headers)],
  ['delete it', (id, headers) => makeRequest('DELETE', `/interactions/${id}`, headers)],
];

interface Pair {
  readonly ada: Somebody;
  readonly bob: Somebody;
}

/** Ways in which a site tells two visitors apart. */
const ways: readonly [string, Partial<ChatHandlerOptions>, (handler: ChatHandler) => Pair][] = [
  [
    'the name that the site gives them',
    { identify: ({ headers }) => headers.get('x-user') ?? undefined },
    (handler) => ({
      ada: new Somebody(handler, { 'x-user': 'ada' }),
      bob: new Somebody(handler, { 'x-user': 'bob' }),
    }),
  ],
  [
    'the cookie of their browser',
    {},
    (handler) => ({ ada: new Somebody(handler, page, true), bob: new Somebody(handler, page, true) }),
  ],
  [
    'the cookie that any client keeps',
    {},
    (handler) => ({ ada: new Somebody(handler, {}, true), bob: new Somebody(handler, {}, true) }),
  ],
  [
    'the address, without cookies',
    { address: ({ headers }) => headers.get('x-address') ?? undefined },
    (handler) => ({
      ada: new Somebody(handler, { 'x-address': '192.0.2.1' }),
      bob: new Somebody(handler, { 'x-address': '192.0.2.2' }),
    }),
  ],
];

for (const [way, options, meet] of ways) {
  describe(`two visitors that are told apart by ${way}`, () => {
    it('each do with their own id all that can be done with it', async () => {
      const gemini = createGemini();
      const { ada, bob } = meet(gemini.handler(options));
      for (const visitor of [ada, bob]) {
        const id = await visitor.ask();
        expect(id).to.match(/^v1_abc~[\w~-]+$/);
        for (const [use, request] of uses) {
          gemini.calls.length = 0;
          const response = await visitor.send((headers) => request(id, headers));
          expect(response.status, use).to.equal(200);
          const { request: sent, body } = gemini.calls[0] ?? {};
          expect(JSON.stringify([sent?.url, body]), use)
            .to.include('v1_abc')
            .and.not.to.include('~');
          expect(await response.text(), use)
            .to.include('v1_abc~')
            .and.not.to.include('"id":"v1_abc","object"');
        }
      }
    });

    it('cannot use what they learned of the other, nor make an id of it', async () => {
      const gemini = createGemini();
      const { ada, bob } = meet(gemini.handler(options));
      const [stolen, own] = [await ada.ask(), await bob.ask()];
      const [code, ownCode] = [stolen.slice('v1_abc'.length), own.slice('v1_abc'.length)];
      const wrong: readonly [string, string][] = [
        ['stolen', stolen],
        ['bare', 'v1_abc'],
        ['cut short', own.slice(0, -1)],
        ['of two halves', `v1_abc${code}${ownCode}`],
        ['of two other halves', `v1_abc${ownCode}${code}`],
        ['of another interaction', `v1_abd${ownCode}`],
        ['without an id', ownCode],
        ['of a prototype', `__proto__${ownCode}`],
        ['of a prototype alone', '__proto__'],
      ];
      gemini.calls.length = 0;
      for (const [what, id] of wrong) {
        for (const [use, request] of uses) {
          const response = await bob.send((headers) => request(id, headers));
          expect(response.status, `${what}: ${use}`).to.equal(404);
          const { code: name, message } = await readError(response);
          expect(name).to.equal('not_found');
          expect(message).to.equal(
            use === 'go on with it'
              ? 'What the field "previous_interaction_id" refers to does not exist.'
              : 'There is no such interaction.',
          );
        }
      }
      expect(gemini.calls.length).to.equal(0);
    });

    it('see the same id in a stream as elsewhere, and calls to the letter', async () => {
      const gemini = createGemini();
      const { ada, bob } = meet(gemini.handler(options));
      await ada.ask();
      const response = await ada.send((headers) => post({ input: 'x', stream: true }, headers));
      const text = await response.text();
      const found = [...text.matchAll(/"(?:interaction_)?id":"(v1_abc~[^"]+)"/g)].map(([, id]) => id);
      expect(found.length).to.equal(3);
      expect(new Set(found).size).to.equal(1);
      expect(text).to.include('"type":"function_call","id":"v1_abc","name"');
      const [id = ''] = found;
      expect((await ada.get(`/interactions/${id}`)).status).to.equal(200);
      const again = await (await ada.get(`/interactions/${id}`)).json();
      expect(again).to.have.property('id', id);
      expect((await bob.get(`/interactions/${id}`)).status).to.equal(404);
    });

    it('have files that are theirs alone, from the first byte on', async () => {
      const gemini = createGemini();
      const { ada, bob } = meet(gemini.handler(options));
      await Promise.all([ada.ask(), bob.ask()]);
      const began = await ada.send((headers) =>
        postTo(
          '/upload/files',
          { file: { mimeType: 'image/png', sizeBytes: '4' } },
          { ...headers, 'x-goog-upload-protocol': 'resumable', 'x-goog-upload-command': 'start' },
        ),
      );
      const place = began.headers.get('x-goog-upload-url') ?? '';
      const finish = (headers: Record<string, string>): Request =>
        makeRequest(
          'PUT',
          place,
          { ...headers, 'x-goog-upload-command': 'upload, finalize', 'x-goog-upload-offset': '0' },
          { body: '"ab"' },
        );
      gemini.calls.length = 0;
      const refused = await bob.send(finish);
      expect(refused.status).to.equal(404);
      expect((await readError(refused)).message).to.equal('There is no such upload.');
      expect(gemini.calls.length).to.equal(0);
      const { file }: { file: { name: string; uri: string } } = await (await ada.send(finish)).json();
      expect(file.name).to.match(/^files\/o3s42u5uu1z2[0-9a-f]{32,}$/);
      expect(file.uri).to.match(new RegExp(`/${file.name}$`));

      const ask = (headers: Record<string, string>): Request =>
        post({ input: [{ type: 'image', uri: file.uri, mime_type: 'image/png' }] }, headers);
      gemini.calls.length = 0;
      expect((await bob.get(`/v1beta/${file.name}`)).status).to.equal(404);
      expect((await bob.send(ask)).status).to.equal(404);
      expect((await bob.send((headers) => makeRequest('DELETE', `/${file.name}`, headers))).status).to.equal(
        404,
      );
      expect(gemini.calls.length).to.equal(0);
      expect(await (await ada.get(`/v1beta/${file.name}`)).json()).to.deep.equal(file);
      expect((await ada.send(ask)).status).to.equal(200);
      expect(JSON.stringify(gemini.calls.at(-1)?.body)).to.include('/files/o3s42u5uu1z2"');
      expect((await ada.send((headers) => makeRequest('DELETE', `/${file.name}`, headers))).status).to.equal(
        200,
      );
    });
  });
}

describe('a visitor', () => {
  it('can go on without cookies and without an address, as clients on a server do', async () => {
    const gemini = createGemini();
    const client = new Somebody(gemini.handler());
    const first = await client.ask();
    const second = await client.ask({ input: 'y', previous_interaction_id: first });
    expect(gemini.calls.at(-1)?.body).to.have.property('previous_interaction_id', 'v1_abc');
    expect((await client.get(`/interactions/${second}`)).status).to.equal(200);
  });

  it('who throws the cookie away is somebody else', async () => {
    const browser = new Somebody(createGemini().handler(), page, true);
    const id = await browser.ask();
    expect((await browser.get(`/interactions/${id}`)).status).to.equal(200);
    const { cookie } = browser;
    for (const other of ['', 'gemini_chat_visitor=made-up', `${cookie}x`]) {
      browser.cookie = other;
      expect((await browser.get(`/interactions/${id}`)).status).to.equal(404);
    }
    browser.cookie = `a=b; gemini_chat_visitor=made-up; ${cookie}`;
    expect((await browser.get(`/interactions/${id}`)).status).to.equal(200);
  });

  it('gets a cookie with the first answer and keeps it, whatever comes of the request', async () => {
    const browser = new Somebody(createGemini().handler(), page, true);
    const refused = await browser.send((headers) => post({ input: 7 }, headers));
    expect(refused.status).to.equal(400);
    const { cookie } = browser;
    expect(cookie).to.match(/^__Host-gemini_chat_visitor=[\w.-]+$/);
    const next = await browser.send((headers) => post({ input: 'x' }, headers));
    expect(next.headers.get('set-cookie')).to.equal(null);
    for (const path of ['/config', '/health']) {
      const looked = await new Somebody(createGemini().handler(), page).get(path);
      expect(looked.headers.get('set-cookie')).to.equal(null);
    }
  });

  it('stays the same while the secret of the site changes', async () => {
    const gemini = createGemini();
    const newSecret = `new ${secret}`;
    const before = new Somebody(gemini.handler({ secret }), page, true);
    const id = await before.ask();
    const between = new Somebody(gemini.handler({ secret: [newSecret, secret] }), page, true);
    between.cookie = before.cookie;
    expect((await between.get(`/interactions/${id}`)).status).to.equal(200);
    const renewed = await between.ask({ input: 'y', previous_interaction_id: id });
    expect(between.cookie).not.to.equal(before.cookie);
    const after = new Somebody(gemini.handler({ secret: newSecret }), page, true);
    after.cookie = between.cookie;
    expect((await after.get(`/interactions/${renewed}`)).status).to.equal(200);
    expect((await after.get(`/interactions/${id}`)).status).to.equal(404);
  });

  it('is another one a month later', async () => {
    const real = Date.now;
    const browser = new Somebody(createGemini().handler(), page, true);
    try {
      const id = await browser.ask();
      const now = real();
      Date.now = () => now + 20 * 86_400_000;
      expect((await browser.get(`/interactions/${id}`)).status).to.equal(200);
      Date.now = () => now + 31 * 86_400_000;
      expect((await browser.get(`/interactions/${id}`)).status).to.equal(404);
      await browser.ask();
      expect((await browser.get(`/interactions/${id}`)).status).to.equal(404);
    } finally {
      Date.now = real;
    }
  });

  it('is the same at two machines that share a secret, and not at another site', async () => {
    const gemini = createGemini();
    const browser = new Somebody(gemini.handler({ secret }), page, true);
    const id = await browser.ask();
    const others: readonly [string, number][] = [
      [secret, 200],
      [`other ${secret}`, 404],
    ];
    for (const [shared, status] of others) {
      const machine = new Somebody(gemini.handler({ secret: shared, apiKey: 'another-key' }), page);
      machine.cookie = browser.cookie;
      expect((await machine.get(`/interactions/${id}`)).status).to.equal(status);
    }
  });

  it('whom the site fails to find gets no answer, and no word of why', async () => {
    const gemini = createGemini();
    const failing = gemini.handler({ identify: () => Promise.reject(new Error(canaryKey)) });
    const response = await failing(post({ input: 'x' }));
    expect(response.status).to.equal(500);
    expect(await response.text()).not.to.include(canaryKey);
    expect(gemini.calls.length).to.equal(0);
  });

  it('can see whether the site is alive while there is no key', async () => {
    const handler = createGemini().handler({ apiKey: () => Promise.reject(new Error('no vault')) });
    expect((await handler(makeRequest('GET', '/health'))).status).to.equal(200);
    expect((await handler(makeRequest('GET', '/interactions/v1_abc'))).status).to.equal(500);
    expect((await handler(post({ input: 'x' }))).status).to.equal(500);
  });
});
