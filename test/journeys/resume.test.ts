import { expect } from 'chai';
import { english } from '../../src/i18n/english.js';
import { openSite, say, script } from '../support/emulated-site.js';
import { mountChat, part, until } from '../support/mount-chat.js';
import { connect, direct } from '../support/ways.js';

const words = 'Öne two thrée fïve sıx — sëven 🙂 ëight\n\n* nine\n* ten `elëven` twélve thirteen fourteen.';

/** What loses the connection of the first answer after so many bytes, wherever that is. */
function loseAfter(fetch: typeof globalThis.fetch, bytes: number): typeof globalThis.fetch {
  let isLost = false;
  return async (input, init) => {
    const request = new Request(input, init);
    const connection = new AbortController();
    const { signal } = connection;
    request.signal.addEventListener('abort', () => connection.abort());
    const response = await fetch(new Request(request, { signal }));
    if (isLost || request.method !== 'POST' || !response.body) return response;
    isLost = true;
    let left = bytes;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        controller.enqueue(chunk.slice(0, left));
        left -= chunk.length;
        if (left > 0) return;
        controller.error(new TypeError('The connection was lost.'));
        connection.abort();
      },
    });
    return new Response(response.body.pipeThrough(cut), response);
  };
}

describe('an answer whose connection is lost', () => {
  for (const bytes of [700, 1001, 1702]) {
    it(`after ${bytes} bytes is said to be cut where no backend keeps it, and comes whole when I ask again`, async () => {
      const site = openSite({ pace: 5, scenes: [script([say(words)])] });
      const chat = await mountChat({ ...connect(direct), fetch: loseAfter(site.fetch, bytes) });
      const texts: string[] = [];
      chat.addEventListener('chat-reply-delta', () => texts.push(chat.messages.at(-1)?.text ?? ''));
      const cut = await chat.send('Go');
      expect(cut).to.include({ status: 'interrupted' });
      expect(cut.error).to.include({ code: 'network' });
      (await until(() => part(chat, 'retry-button'), 'I can ask again')).click();
      await until(() => chat.messages.at(-1)?.status === 'complete', 'it is whole');
      expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Go', words]);
      for (const text of [cut.text, ...texts]) expect(words.startsWith(text), text).to.equal(true);
      expect(site.turns()).to.have.length(2);
    });
  }

  for (const bytes of [700, 1000, 1001, 1300, 1702, 2203]) {
    it(`after ${bytes} bytes goes on where it was, without a letter missing or twice`, async () => {
      const scenes = [script([say(words)])];
      const site = openSite({ pace: 5, scenes });
      const chat = await mountChat({ fetch: loseAfter(site.fetch, bytes) });
      const texts: string[] = [];
      chat.addEventListener('chat-reply-delta', () => texts.push(chat.messages.at(-1)?.text ?? ''));
      const reply = await chat.send('Go');
      expect(reply).to.include({ text: words, status: 'complete' });
      for (const text of texts) expect(words.startsWith(text), text).to.equal(true);
      expect(site.turns()).to.have.length(1);
      const [look, ...more] = site.sent.filter(({ method }) => method === 'GET');
      expect(decodeURIComponent(look?.path ?? '')).to.match(
        /^\/interactions\/v1_[^?]+\?stream=true&last_event_id=~/,
      );
      expect(more).to.deep.equal([]);
      // The backend had it all along.
      expect(site.asked).to.have.length(1);
    });
  }

  it('says that it is being looked for, and what has come stays', async () => {
    const site = openSite({ pace: 5, scenes: [script([say(words)])] });
    const chat = await mountChat({ fetch: loseAfter(site.fetch, 1700) });
    const reply = chat.send('Go');
    const notice = await until(() => chat.shadowRoot?.querySelector('gemini-chat-retry'), 'it says so');
    await until(() => notice.textContent?.includes(english.errors.network), 'the reason is shown');
    await until(() => part(chat, 'message-model')?.innerText.includes('Öne two'), 'what came is there');
    expect(await reply).to.include({ text: words, status: 'complete' });
    await until(() => !chat.shadowRoot?.querySelector('gemini-chat-retry'), 'nothing is left of it');
    expect(part(chat, 'error')).to.equal(undefined);
  });

  it('comes as a whole where the backend does not have it any more', async () => {
    const site = openSite({ pace: 1, scenes: [script([say(words)])], policy: { resumeSeconds: 0.05 } });
    const chat = await mountChat({ fetch: loseAfter(site.fetch, 1300) });
    expect(await chat.send('Go')).to.include({ text: words, status: 'complete' });
    const looks = site.sent.filter(({ method }) => method === 'GET').map(({ path }) => path);
    expect(looks.length).to.be.above(1);
    expect(looks.at(-1)).not.to.include('stream');
  });

  it('is stopped at Gemini when the reader stops it', async () => {
    let stopped = false;
    const site = openSite({
      pace: 30,
      scenes: [script([say(words)])],
      policy: { log: ({ end }) => (stopped ||= end === 'cancelled' || end === 'client-left') },
    });
    const chat = await mountChat({ fetch: site.fetch });
    const reply = chat.send('Go');
    await until(() => chat.messages.at(-1)?.text, 'it begins');
    chat.stop();
    expect(await reply).to.include({ status: 'stopped' });
    await until(() => site.sent.find(({ path }) => path.endsWith('/cancel')), 'the backend is told');
    await until(() => stopped, 'it is over');
    // Work that does not run in the background is stopped by leaving it.
    expect(site.asked.map(({ path }) => path)).to.deep.equal(['/interactions']);
  });
});
