import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import type { Fault } from '../../src/emulator.js';
import { say, script } from '../support/emulated-site.js';
import { mountChat, part, until } from '../support/mount-chat.js';
import {
  connect,
  direct,
  directStateless,
  openChat,
  stateful,
  stateless,
  type Way,
} from '../support/ways.js';

const long =
  'Öne two thrée four fïve sıx seven ëight nine ten elëven twélve thirteen fourteen fifteen sixteen.';
/** Through a backend, and without one. */
const ways = [stateful, direct];
const wholeWays = ways.map((way): Way => ({ ...way, name: `${way.name}, answered whole`, isUnary: true }));

/** A chat whose answers are made in the background, slowly enough to watch. */
function openBackground(
  way: Way,
  settings: Partial<GeminiChatElement> = {},
  faults?: (request: Request) => Fault | undefined,
) {
  const options = { pace: 10, scenes: [script([say(long)])], ...(faults && { faults }) };
  return openChat(way, options, { background: true, ...settings });
}

describe('a long answer that is made in the background', () => {
  for (const way of ways) {
    it(`is asked for as such, shows how long it takes, and arrives ${way.name}`, async () => {
      const { chat, site } = await openChat(
        way,
        { pace: 300, scenes: [script('Done.')] },
        { background: true },
      );
      const reply = chat.send('Go');
      const timer = await until(
        () => part(chat, 'message-model')?.querySelector('[role="timer"]'),
        'its time is shown',
      );
      expect(timer.textContent).to.match(/\d|moment|less/);
      expect(chat.messages.at(-1)).to.include({ isBackground: true });
      expect(part(chat, 'stop-button'), 'there is a way out').to.not.equal(undefined);
      expect(await reply).to.include({ text: 'Done.', status: 'complete' });
      expect((await reply).interactionId).to.be.a('string');
      expect(site.turns()).to.have.length(1);
      expect(site.turns()[0])
        .to.include({ background: true, stream: true })
        .and.to.not.have.property('store');
      await until(() => !part(chat, 'message-model')?.querySelector('[role="timer"]'), 'the time is gone');
    });
  }

  for (const way of [stateless, directStateless]) {
    it(`is not asked for where nothing is to be kept ${way.name}`, async () => {
      const { chat, site } = await openBackground(way);
      expect(await chat.send('Go')).to.include({ text: long, status: 'complete' });
      expect(site.turns()[0]).to.include({ store: false }).and.to.not.have.property('background');
    });
  }

  for (const way of wholeWays) {
    it(`is followed where the far end only says that it has begun ${way.name}`, async () => {
      const { chat, site } = await openBackground(way);
      expect(await chat.send('Go')).to.include({ text: long, status: 'complete' });
      expect(site.turns()).to.have.length(1);
      const looks = site.sent.filter(({ method }) => method === 'GET').map(({ path }) => path);
      expect(looks[0]).to.match(/^\/interactions\/[^/?]+\?stream=true/);
    });
  }

  for (const way of ways) {
    for (const kind of ['reset', 'drop', 'cut'] as const) {
      for (const after of [2, 6]) {
        it(`goes on where it was when the connection is lost (${kind} after ${after}), without a letter twice, ${way.name}`, async () => {
          const faults = (request: Request): Fault | undefined =>
            request.method === 'POST' ? { kind, after } : undefined;
          const { chat, site } = await openBackground(way, {}, faults);
          const errors: string[] = [];
          chat.addEventListener('chat-error', ({ error }) => errors.push(error.code));
          const texts: string[] = [];
          chat.addEventListener('chat-reply-delta', ({ message }) => texts.push(message.text));
          expect(await chat.send('Go')).to.include({ text: long, status: 'complete' });
          expect(errors).to.deep.equal([]);
          for (const text of texts) expect(long.startsWith(text), text).to.equal(true);
          expect(site.turns()).to.have.length(1);
          expect(site.sent.at(-1)?.path).to.match(/last_event_id=/);
        });
      }
    }

    it(`is ended on the server when I stop it ${way.name}`, async () => {
      const { chat, site } = await openBackground(way);
      const reply = chat.send('Go');
      await until(() => chat.messages.at(-1)?.text, 'something of it is here');
      const begun = performance.now();
      part(chat, 'stop-button')?.click();
      const stopped = await reply;
      expect(performance.now() - begun).to.be.below(500);
      expect(stopped.status).to.equal('stopped');
      expect(long.startsWith(stopped.text) && stopped.text !== '').to.equal(true);
      const cancelled = await until(
        () => site.asked.find(({ path }) => path.endsWith('/cancel')),
        'the server was told',
      );
      const [, id = ''] = /^\/interactions\/(.+)\/cancel$/.exec(cancelled.path) ?? [];
      // A backend makes a name of its own of it.
      expect(stopped.interactionId?.startsWith(way.over === 'google' ? id : `${id}~`)).to.equal(true);
    });
  }

  for (const way of wholeWays) {
    it(`is ended on the server also where the far end only says that it has begun ${way.name}`, async () => {
      const { chat, site } = await openBackground(way);
      const reply = chat.send('Go');
      await until(() => site.sent.length > 0 && chat.status !== 'ready', 'it was asked');
      await new Promise((resolve) => setTimeout(resolve, 60));
      chat.stop();
      expect(await reply).to.include({ status: 'stopped' });
      await until(() => site.asked.some(({ path }) => path.endsWith('/cancel')), 'the server was told');
    });
  }

  for (const way of ways) {
    it(`survives a reload: another page takes it up and has all of it ${way.name}`, async () => {
      const { chat, site } = await openBackground(way);
      void chat.send('Go');
      await until(() => chat.messages.at(-1)?.interactionId, 'it has begun');
      const kept = JSON.stringify(chat.exportConversation());
      const other = await mountChat({ ...connect(way), fetch: site.fetch, background: true });
      await other.restoreConversation(JSON.parse(kept));
      await until(() => other.messages.at(-1)?.status === 'complete', 'it is whole');
      expect(other.messages.map(({ text }) => text)).to.deep.equal(['Go', long]);
      expect(site.turns(), 'nothing is asked twice').to.have.length(1);
      const next = await other.send('And now?');
      expect(next.status).to.equal('complete');
      expect(site.turns().at(-1)).to.include({ previous_interaction_id: other.messages[1]?.interactionId });
    });

    it(`says that it was lost where the server has forgotten it ${way.name}`, async () => {
      const { chat, site } = await openBackground(way, {}, (request) =>
        request.method === 'POST' ? { kind: 'reset', after: 6 } : { kind: 'status', status: 404 },
      );
      const reply = await chat.send('Go');
      expect(['interrupted', 'error']).to.include(reply.status);
      expect(reply.error).to.not.equal(undefined);
      expect(long.startsWith(reply.text)).to.equal(true);
      await until(() => part(chat, 'error'), 'I am told');
      expect(site.turns()).to.have.length(1);
    }).timeout(20_000);
  }
});

describe('a managed agent', () => {
  for (const way of ways) {
    it(`is asked in place of a model, in its own environment ${way.name}`, async () => {
      const { chat, site } = await openChat(
        way,
        { scenes: [script('Built it.')] },
        { agent: 'antigravity-preview-09-2026', environment: 'remote', model: 'gemini-3.5-flash' },
      );
      expect(await chat.send('Build it')).to.include({ text: 'Built it.', status: 'complete' });
      await chat.send('Again');
      for (const turn of site.turns()) {
        expect(turn).to.include({ agent: 'antigravity-preview-09-2026', environment: 'remote' });
        expect(turn).to.not.have.property('model');
        expect(turn).to.not.have.property('generation_config');
      }
      expect(site.turns()[1]).to.have.property('previous_interaction_id');
    });

    it(`that does research works in the background and shows what it does ${way.name}`, async () => {
      const { chat, site } = await openChat(
        way,
        { pace: 1 },
        { agent: 'deep-research-pro-preview', background: true },
      );
      const reply = chat.send('Research the history of tea');
      await until(() => part(chat, 'message-model')?.querySelector('[role="timer"]'), 'its time is shown');
      const finished = await reply;
      expect(finished.status).to.equal('complete');
      expect(finished.text.length).to.be.greaterThan(500);
      expect(finished.steps.filter(({ type }) => type === 'google_search_call').length).to.be.greaterThan(1);
      await until(() => part(chat, 'sources'), 'it has its sources');
      expect(site.turns()[0]).to.include({ agent: 'deep-research-pro-preview', background: true });
    });
  }

  it('that nobody allows is refused in clear words', async () => {
    const { chat } = await openChat(stateful, {}, { agent: 'somebody-else' });
    expect((await chat.send('Go')).error).to.include({ code: 'invalid-request' });
  });
});
