import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { type EmulatedSite, googleAddress, openSite } from '../support/emulated-site.js';
import { ask, mountChat, part, parts, until } from '../support/mount-chat.js';
import { hearConsole, readEverything, readPage } from '../support/watch-secrets.js';
import { connect, direct, directClassic, live, type Way } from '../support/ways.js';
import { makeBytes } from '../ui/media-bytes.js';

const events = [
  'chat-send',
  'chat-reply-start',
  'chat-reply-delta',
  'chat-reply-end',
  'chat-error',
  'chat-sign-in',
  'chat-function-call',
  'chat-status-change',
  'chat-conversation-change',
] as const;

type Trouble = 'none' | 'refused' | 'refused otherwise' | 'connection' | 'half a grant';

/** A visit in which every credential that was given out is known, and all that can be seen from outside. */
class Visit {
  readonly site: EmulatedSite;
  readonly tokens: string[] = [];
  readonly heard: unknown[] = [];
  readonly addresses: string[] = [];
  readonly bodies: string[] = [];
  readonly headers: string[] = [];
  trouble: Trouble = 'none';
  readonly #prefix: string;

  constructor({ over, model }: Way, prefix: string) {
    this.#prefix = prefix;
    this.site = openSite(over === 'live' && model ? { liveModel: model } : {});
    this.heard.push(hearConsole());
  }

  /** For the property of the chat. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    this.addresses.push(request.url);
    this.headers.push(readEverything(request.headers));
    if (request.headers.get('content-type') === 'application/json')
      this.bodies.push(await request.clone().text());
    const isGrant = request.url.endsWith('/token') || request.url.endsWith('/grant');
    if (isGrant && this.trouble === 'half a grant') return new Response(`{"token":"${this.#give()}`);
    if (request.url.endsWith('/grant')) return Response.json({ token: this.#give(), expireTime: soon() });
    if (request.url.startsWith(`${googleAddress}/`)) {
      const trouble = this.#makeTrouble();
      if (trouble) return trouble;
    }
    const response = await this.site.fetch(request);
    if (isGrant) this.tokens.push(readToken(await response.clone().json()));
    return response;
  };

  async mount(properties: Partial<GeminiChatElement>): Promise<GeminiChatElement> {
    const chat = await mountChat({ fetch: this.fetch, functions: [], ...properties });
    for (const name of events) chat.addEventListener(name, (event) => this.heard.push(event));
    return chat;
  }

  #give(): string {
    const token = `${this.#prefix}canary-${crypto.randomUUID()}`;
    this.tokens.push(token);
    return token;
  }

  /** Google repeats what it was shown, in every way that it has. */
  #makeTrouble(): Response | undefined {
    const echo = `Not valid: ${this.tokens.at(-1)}`;
    const error = { code: this.tokens.at(-1), message: echo, details: [{ echo }] };
    if (this.trouble === 'refused') return Response.json({ error }, { status: 401 });
    if (this.trouble === 'refused otherwise') return Response.json({ error }, { status: 400 });
    if (this.trouble !== 'connection') return undefined;
    this.trouble = 'none';
    throw Object.assign(new TypeError(echo), { cause: new Error(echo), config: { headers: { key: echo } } });
  }
}

function soon(): string {
  return new Date(Date.now() + 600_000).toISOString();
}

function readToken(grant: unknown): string {
  return String(Reflect.get(Object(grant), 'token'));
}

/** Does what begins a turn, and waits until it has ended; how it did. */
async function finish(chat: GeminiChatElement, begin: () => Promise<unknown>): Promise<string> {
  const over = new Promise((resolve) => {
    chat.addEventListener('chat-status-change', ({ status }) => {
      if (status === 'ready' || status === 'error') resolve(status);
    });
  });
  await begin();
  await over;
  return chat.messages.at(-1)?.status ?? '';
}

const askOut = (chat: GeminiChatElement, text: string): Promise<string> =>
  finish(chat, () => ask(chat, text));

interface Row {
  readonly way: Way;
  readonly what: string;
  readonly prefix: string;
  readonly tokenEndpoint: string;
  readonly header?: string;
  /** Bytes of a file that is attached: if many, it goes ahead by itself. */
  readonly film?: number;
}

const rows: readonly Row[] = [
  {
    way: direct,
    what: 'a key',
    prefix: 'AQ.',
    tokenEndpoint: '/grant',
    header: 'x-goog-api-key\nAQ.canary',
    film: 15_500_000,
  },
  {
    way: direct,
    what: 'a key of unknown looks',
    prefix: '',
    tokenEndpoint: '/grant',
    header: 'x-goog-api-key\ncanary',
  },
  {
    way: directClassic,
    what: 'a bearer',
    prefix: 'ya29.',
    tokenEndpoint: '/grant',
    header: 'authorization\nBearer ya29.canary',
  },
  { way: live, what: 'an ephemeral token', prefix: 'auth_tokens/', tokenEndpoint: '/api/gemini/token' },
];

const file = (name: string, size: number): File => new File([makeBytes(size)], name, { type: 'video/mp4' });

describe('a credential in the browser', () => {
  it('would be found, wherever it is', () => {
    const error = new Error('a', { cause: { list: [new Map([['b', 'canary']])] } });
    expect(readEverything(error)).to.contain('canary');
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).innerHTML = '<textarea></textarea>';
    document.body.append(host);
    const box = host.shadowRoot?.querySelector('textarea');
    if (box) box.value = 'canary-box';
    const page = readPage();
    host.remove();
    expect(page).to.contain('canary-box');
  });

  for (const { way, what, prefix, tokenEndpoint, header, film = 9000 } of rows) {
    it(`is nowhere to be seen, whatever happens, where it is ${what} ${way.name}`, async function () {
      this.timeout(30_000);
      const visit = new Visit(way, prefix);
      const properties = { ...connect(way), getToken: undefined, tokenEndpoint };
      const chat = await visit.mount(properties);
      const isLive = way.over === 'live';

      expect(await askOut(chat, 'Hello there'), 'a turn').to.equal('complete');
      if (!isLive) {
        await chat.attach([file('film.mp4', film)]);
        await until(() => parts(chat, 'attachment')[0]?.dataset['state'] === 'ready', 'it is there');
        expect(await askOut(chat, 'What is it?'), 'a turn with a file').to.equal('complete');
        visit.trouble = 'connection';
        expect(await askOut(chat, 'Once more'), 'a turn whose connection fails').to.equal('complete');
      }
      for (const trouble of isLive ? [] : (['refused otherwise', 'refused'] as const)) {
        visit.trouble = trouble;
        expect(await askOut(chat, 'And now?'), trouble).to.equal('error');
        await until(() => part(chat, 'error'), 'the reader is told');
      }
      if (isLive) {
        visit.site.live
          .open()
          .at(-1)
          ?.fail(1008, `Token ${visit.tokens.at(-1)} is not valid.`);
        expect(await askOut(chat, 'Are you there?'), 'a turn in another session').to.equal('complete');
        visit.site.live
          .open()
          .at(-1)
          ?.fail(1011, `No more of ${visit.tokens.at(-1)}`);
      }
      visit.trouble = 'half a grant';
      expect(await askOut(chat, 'And then?'), 'a turn without a credential').to.equal('error');
      visit.trouble = 'none';
      expect(await finish(chat, () => chat.retry()), 'the same turn later').to.equal('complete');
      const data = chat.exportConversation();
      const other = await visit.mount(properties);
      await other.restoreConversation(data);
      expect(await askOut(other, 'Do you remember?'), 'a turn after a restored conversation').to.equal(
        'complete',
      );

      expect(visit.tokens.length, 'credentials that were given').to.be.above(2);
      const sockets = visit.site.live.all.map(({ url }) => new URL(url));
      // There it has to be: the test would see it.
      if (header) expect(visit.headers.join('\n')).to.contain(header);
      else
        expect(sockets.map(({ searchParams }) => searchParams.get('access_token'))).to.include(
          visit.tokens[0],
        );
      for (const { searchParams } of sockets) searchParams.delete('access_token');
      const said = {
        page: readPage(),
        heard: readEverything(visit.heard),
        addresses: [...visit.addresses, ...sockets].join('\n'),
        bodies: visit.bodies.join('\n'),
        sockets: JSON.stringify(visit.site.live.all.map(({ sent }) => sent)),
        data: JSON.stringify(data),
        messages: readEverything([...chat.messages, ...other.messages]),
        chat: readEverything(Object.entries(chat)),
      };
      for (const token of visit.tokens) {
        // Neither as a whole nor its secret part.
        const secret = token.slice(token.indexOf('canary') + 1, token.indexOf('canary') + 20);
        for (const [place, text] of Object.entries(said)) {
          expect(text.includes(token), `the whole in ${place}`).to.equal(false);
          expect(text.includes(isLive ? token.slice(prefix.length) : secret), `a part in ${place}`).to.equal(
            false,
          );
        }
      }
      expect(visit.heard.length, 'something was heard at all').to.be.above(20);
    });
  }
});
