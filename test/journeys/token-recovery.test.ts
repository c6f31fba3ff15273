import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { englishReasons } from '../../src/i18n/english-reasons.js';
import { english } from '../../src/i18n/english.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import type { EmulatedSocket } from '../support/emulated-socket.js';
import { hurryTimers } from '../support/hurry-timers.js';
import { ask, input, part, until } from '../support/mount-chat.js';
import { answer, openTroubled } from '../support/troubled-chat.js';
import { direct, directClassic, live, liveWays } from '../support/ways.js';

const rest = [direct, directClassic];

/** What is shown of an answer while it comes. */
function watchText(chat: GeminiChatElement): string[] {
  const texts: string[] = [];
  chat.addEventListener('chat-reply-delta', ({ message }) => texts.push(message.text));
  return texts;
}

function saysWords({ serverContent }: WireObject): boolean {
  return isWireObject(serverContent) && isWireObject(serverContent['outputTranscription']);
}

/** Breaks a session at the fourth piece of its answer; only the first so many sessions. */
function breakSessions(count: number, breakOff: (socket: EmulatedSocket) => void) {
  const pieces = new Map<EmulatedSocket, number>();
  return (socket: EmulatedSocket, message: WireObject) => {
    const seen = (pieces.get(socket) ?? 0) + (saysWords(message) ? 1 : 0);
    pieces.set(socket, seen);
    if (pieces.size > count || seen < 4) return true;
    breakOff(socket);
    return false;
  };
}

function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
}

describe('a chat without a backend notices nothing', () => {
  for (const way of rest) {
    it(`when one credential is refused, and the next is not, ${way.name}`, async () => {
      let refusals = 0;
      const { chat, site, heard, end, countGrants } = await openTroubled(way, {
        rest: () => {
          refusals += 1;
          end();
          return Response.json({ error: { code: 401, status: 'UNAUTHENTICATED' } }, { status: 401 });
        },
      });
      expect(await chat.send('Hello?')).to.include({ text: answer, status: 'complete' });
      expect([refusals, countGrants(), site.turns().length]).to.deep.equal([1, 2, 1]);
      expect(heard).to.deep.equal([]);
    });

    const lasting: readonly (readonly [name: string, grant: object])[] = [
      ['does not say when it ends', { token: 'AQ.short-lived' }],
      ['looks like neither kind', { token: 'who-knows-what-this-is', kind: 'something else' }],
      [
        'has ended by a clock that is wrong',
        { token: 'AQ.short-lived', expireTime: new Date(Date.now() - 86_400_000).toISOString() },
      ],
    ];
    for (const [name, grant] of lasting) {
      it(`when its credential ${name}, and asks for no other, ${way.name}`, async () => {
        const { chat, heard, countGrants } = await openTroubled(way, { grant: () => Response.json(grant) });
        for (const words of ['One', 'Two']) {
          expect(await chat.send(words)).to.include({ text: answer, status: 'complete' });
        }
        expect(countGrants()).to.equal(1);
        expect(heard).to.deep.equal([]);
      });
    }
  }

  for (const way of liveWays) {
    const breaks: readonly (readonly [name: string, breakOff: (socket: EmulatedSocket) => void])[] = [
      ['is lost', (socket) => socket.drop()],
      ['fails (1011)', (socket) => socket.fail(1011, 'Internal error encountered.')],
      ['is closed with nothing said', (socket) => socket.fail(1000, '')],
    ];
    for (const [name, breakOff] of breaks) {
      it(`when its session ${name} in the middle of an answer, and reads each word once, ${way.name}`, async () => {
        hurryTimers();
        const { chat, site, heard } = await openTroubled(
          way,
          { session: breakSessions(1, breakOff) },
          { pace: 5 },
        );
        const texts = watchText(chat);
        expect(await chat.send('Hello?')).to.include({ text: answer, status: 'complete' });
        for (const text of texts) expect(answer.startsWith(text), text).to.equal(true);
        expect(part(chat, 'message-model')?.textContent?.split('One two')).to.have.length(2);
        expect(site.live.all).to.have.length(2);
        expect(await chat.send('And?')).to.include({ text: answer, status: 'complete' });
        expect(site.told().split('Hello?'), 'I have asked once').to.have.length(2);
        expect(heard).to.deep.equal([]);
      });
    }

    const closes: readonly (readonly [name: string, close: (socket: EmulatedSocket) => void])[] = [
      ['its token has ended', (socket) => socket.fail(1008, 'The token has expired.')],
      ['its time is over', (socket) => socket.fail(1008, 'The time of this connection is over.')],
      ['the connection is lost', (socket) => socket.drop()],
      ['the server has closed it', (socket) => socket.fail(1001, 'Going away.')],
    ];
    for (const [name, close] of closes) {
      it(`when nobody says anything and ${name}, ${way.name}`, async () => {
        const { chat, site, heard, countGrants } = await openTroubled(way, {});
        await chat.send('Hello?');
        for (const socket of site.live.open()) close(socket);
        expect(await chat.send('And?')).to.include({ text: answer, status: 'complete' });
        expect([site.live.all.length, countGrants()]).to.deep.equal([2, 2]);
        for (const words of ['Hello?', 'And?']) expect(site.told().split(words)).to.have.length(2);
        expect(heard).to.deep.equal([]);
      });
    }

    it(`when the server announces in the middle of an answer that it closes the connection, ${way.name}`, async () => {
      const { chat, site, heard } = await openTroubled(
        way,
        {},
        { pace: 40, sockets: { connectionSeconds: 2, noticeSeconds: 1.9 } },
      );
      const texts = watchText(chat);
      expect(await chat.send('Hello?')).to.include({ text: answer, status: 'complete' });
      expect(texts.length).to.be.greaterThan(2);
      expect(await chat.send('And?')).to.include({ text: answer, status: 'complete' });
      expect(await chat.send('And now?')).to.include({ text: answer, status: 'complete' });
      for (const text of texts) expect(answer.startsWith(text), text).to.equal(true);
      expect(site.live.all.length).to.be.greaterThan(1);
      for (const words of ['Hello?', 'And?', 'And now?']) expect(site.told().split(words)).to.have.length(2);
      expect(heard).to.deep.equal([]);
    });
  }
});

describe('a chat without a backend that gives up', () => {
  for (const way of liveWays) {
    it(`keeps what had come and asks again when I want it, ${way.name}`, async () => {
      const restore = hurryTimers();
      const fail = breakSessions(Infinity, (socket) => socket.fail(1011, 'Internal error encountered.'));
      const { chat, site, heard, end } = await openTroubled(way, { session: fail }, { pace: 5 });
      const texts = watchText(chat);
      const reply = await chat.send('Hello?');
      expect(reply.text).to.not.equal('');
      expect(answer.startsWith(reply.text), reply.text).to.equal(true);
      expect(reply).to.include({ status: 'error' });
      expect(heard).to.deep.equal(['chat-error server-error live-failed']);
      expect(site.live.all, 'three attempts').to.have.length(3);
      const shown = await until(() => part(chat, 'error'), 'I am told');
      await until(() => shown.textContent?.includes(englishReasons['live-failed']), 'it says why');
      restore();
      end();
      (await until(() => part(chat, 'retry-button'), 'I can ask again')).click();
      await until(() => chat.messages.at(-1)?.status === 'complete', 'it is answered');
      for (const text of texts) expect(answer.startsWith(text), text).to.equal(true);
      expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Hello?', answer]);
      expect(site.told().split('Hello?')).to.have.length(2);
    });

    it(`asks for another token when its own has been used up, ${way.name}`, async () => {
      let used: WireObject | undefined;
      const { chat, site, heard, end } = await openTroubled(way, {
        grant: async (usual) => {
          used ??= await (await usual()).json();
          return Response.json(used);
        },
      });
      expect(await chat.send('Hello?')).to.include({ text: answer, status: 'complete' });
      for (const socket of site.live.open()) socket.drop();
      expect((await chat.send('And?')).error).to.include({ code: 'unauthorized', reason: 'token-used-up' });
      expect(heard).to.deep.equal([
        'chat-error unauthorized token-used-up',
        'chat-sign-in unauthorized token-used-up',
      ]);
      end();
      expect(await chat.retry()).to.include({ text: answer, status: 'complete' });
      expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Hello?', answer, 'And?', answer]);
      for (const words of ['Hello?', 'And?']) expect(site.told().split(words)).to.have.length(2);
    });
  }

  it('can be signed in by the page, which then has the question asked again', async () => {
    const { chat, end } = await openTroubled(live, { grant: () => new Response('', { status: 401 }) });
    chat.addEventListener('chat-sign-in', () => {
      end();
      setTimeout(() => void chat.retry());
    });
    await ask(chat, 'Hello?');
    await until(() => chat.messages.at(-1)?.text === answer, 'it is answered');
    expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Hello?', answer]);
    expect(input(chat).value).to.equal('');
  });

  for (const way of [live, direct]) {
    it(`is offline as long as I am, and sends my words when I am back, ${way.name}`, async () => {
      const lose = () => {
        throw new TypeError('Failed to fetch');
      };
      const trouble = { grant: lose, rest: lose, socket: { kind: 'status', status: 403 } } as const;
      const { chat, heard, end } = await openTroubled(way, trouble);
      setOnline(false);
      try {
        await ask(chat, 'Hello?');
        await until(() => chat.status === 'error', 'it is given up');
        const shown = await until(() => part(chat, 'error'), 'I am told');
        expect(shown.textContent).to.contain(english.errors.offline);
        expect(heard).to.deep.equal(['chat-error offline']);
      } finally {
        setOnline(true);
      }
      end();
      globalThis.dispatchEvent(new Event('online'));
      await until(() => chat.messages.at(-1)?.text === answer, 'it is answered by itself');
      expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Hello?', answer]);
    });
  }
});

afterEach(() => {
  Reflect.deleteProperty(navigator, 'onLine');
});
