import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { english } from '../../src/i18n/english.js';
import type { Fault } from '../../src/emulator.js';
import { isLiveAddress } from '../../src/emulator/live-caller.js';
import { among } from '../support/beyond-live.js';
import { say, script } from '../support/emulated-site.js';
import { ask, input, mountChat, part, parts, until } from '../support/mount-chat.js';
import { connect, openChat, stateful, streamedWays, ways } from '../support/ways.js';

const long = 'One two three four five six seven eight nine ten eleven twelve thirteen fourteen.';

describe('a conversation', () => {
  for (const way of streamedWays) {
    it(`keeps what had come when I stop, and goes on ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { pace: 25, scenes: [script([say(long)], 'Next.')] });
      const reply = chat.send('Go');
      await until(() => chat.messages.at(-1)?.text, 'something is here');
      part(chat, 'stop-button')?.click();
      const stopped = await reply;
      expect(stopped.status).to.equal('stopped');
      expect(long.startsWith(stopped.text) && stopped.text !== '').to.equal(true);
      expect(part(chat, 'error')).to.equal(undefined);
      expect(await chat.send('Go on')).to.include({ text: 'Next.', status: 'complete' });
      const next = site.told();
      expect(next, 'what I have read is said')
        .to.contain(stopped.text.trim())
        .and.to.match(/"Go\W*"/);
      expect(next).to.not.contain('"type":"thought"');
    });

    it(`asks the same again on a retry ${way.name}`, async () => {
      let isBroken = true;
      const faults = (request: Request): Fault | undefined => {
        if (!isBroken || request.url.endsWith('/auth_tokens')) return undefined;
        // Nor is the rest to be had later.
        const isLater = request.method === 'GET' && !isLiveAddress(request.url);
        return isLater ? { kind: 'status', status: 404 } : { kind: 'drop', after: 5 };
      };
      const { chat, site } = await openChat(way, { faults, scenes: [script([say(long)])] });
      expect((await chat.send('Go')).status).to.equal('interrupted');
      isBroken = false;
      expect(await chat.retry()).to.include({ text: long, status: 'complete' });
      const [first, ...again] = site.turns();
      expect(again).to.not.deep.equal([]);
      for (const turn of again) expect(turn).to.deep.equal(first);
      expect(site.told()).to.equal(site.told(0));
      expect(chat.messages).to.have.length(2);
    });

    it(`answers again, keeps both answers to switch between, and goes on from the one I see ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('One.', 'Two.', 'Three.')] });
      const first = await chat.send('Go');
      const second = await chat.regenerate();
      expect(second).to.include({ text: 'Two.', status: 'complete' });
      expect(second?.branch).to.deep.equal({ index: 1, count: 2 });
      const previous = await until(() => part(chat, 'previous-branch-button'), 'there is a way back');
      previous.click();
      await until(() => chat.messages.at(-1)?.text === 'One.', 'the first is back');
      expect(await chat.send('And?')).to.include({ text: 'Three.' });
      expect(site.told()).to.contain('One.').and.to.not.contain('Two.');
      const sent = JSON.stringify(site.turns().at(-1));
      if (first.interactionId) expect(sent).to.contain(first.interactionId);
      expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Go', 'One.', 'And?', 'Three.']);
    });

    it(`asks in other words, from where I change them ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('One.', 'Two.', 'Three.')] });
      await chat.send('First');
      await chat.send('Second');
      const [question] = chat.messages;
      const reply = await chat.edit(question?.id ?? '', 'Another');
      expect(reply).to.include({ text: 'Three.', status: 'complete' });
      expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Another', 'Three.']);
      expect(site.told())
        .to.contain('Another')
        .and.to.not.match(/First|Second|One\.|Two\./);
      expect(site.turns().at(-1)).to.not.have.property('previous_interaction_id');
      await chat.switchBranch(chat.messages[0]?.id ?? '', 0);
      expect(chat.messages.map(({ text }) => text)).to.deep.equal(['First', 'One.', 'Second', 'Two.']);
    });

    it(`goes on elsewhere with all that was said ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('One.', 'Two.', 'Three.', 'Four.')] });
      await chat.send('First');
      await chat.regenerate();
      const kept = JSON.stringify(chat.exportConversation());
      const other = await mountChat({ ...connect(way), fetch: site.fetch });
      let changes = 0;
      other.addEventListener('chat-conversation-change', () => (changes += 1));
      await other.restoreConversation(JSON.parse(kept));
      expect(changes).to.equal(1);
      expect(JSON.parse(JSON.stringify(other.exportConversation()))).to.deep.equal(JSON.parse(kept));
      expect(other.messages.map(({ text }) => text)).to.deep.equal(['First', 'Two.']);
      await chat.send('Second');
      const expected = site.turns().at(-1);
      await other.send('Second');
      for (const words of ['First', 'Two.', 'Second']) expect(site.told()).to.contain(words);
      expect(site.told()).to.not.contain('One.');
      // A session knows what was said in it; another one has to be told.
      if (way.over === 'live') return;
      expect(site.turns().at(-1), 'it asks what the first would have asked').to.deep.equal(expected);
    });
  }

  for (const way of ways) {
    it(`tells what each answer cost ${way.name}`, async () => {
      const { chat } = await openChat(way, { scenes: [script('One.', 'Two.')] });
      const replies = [await chat.send('First'), await chat.send('Second')];
      for (const { usage } of replies) {
        expect(usage?.total_tokens).to.be.a('number');
        expect(usage?.total_input_tokens).to.be.a('number');
        expect(usage?.total_output_tokens).to.be.a('number');
      }
      part(chat, 'transcript')?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
      await until(() => parts(chat, 'usage').length === 2, 'it can be seen');
      expect(parts(chat, 'usage')[1]?.textContent).to.contain(String(replies[1]?.usage?.total_tokens));
    });
  }

  for (const way of streamedWays) {
    it(`follows what the page changes from the next turn on, until it is taken back, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('Yes.')] });
      const wishes: readonly Partial<GeminiChatElement>[] = [
        { systemInstruction: 'Be brief.' },
        { systemInstruction: 'Be long.', thinkingLevel: 'high' },
        { systemInstruction: '', thinkingLevel: '' },
      ];
      for (const wish of wishes) {
        Object.assign(chat, wish);
        expect(await chat.send('Hi')).to.include({ status: 'complete' });
      }
      expect(site.understood()).to.deep.equal([
        { system_instruction: 'Be brief.' },
        { system_instruction: 'Be long.', thinking_level: 'high' },
        {},
      ]);
      for (const words of ['Hi', 'Yes.']) {
        expect(site.told().split(`"${words}`), 'all of it is known').to.have.length.above(2);
      }
    });
  }

  it('that is restored is there before what is said next, whoever waits for it', async () => {
    const { chat, site } = await openChat(stateful, { scenes: [script('One.', 'Two.')] });
    await chat.send('First');
    const other = await mountChat({ fetch: site.fetch });
    void other.restoreConversation(chat.exportConversation());
    const reply = await other.send('Second');
    expect(reply).to.include({ text: 'Two.', status: 'complete' });
    expect(other.messages.map(({ text }) => text)).to.deep.equal(['First', 'One.', 'Second', 'Two.']);
    expect(site.turns().at(-1)).to.have.property('previous_interaction_id');
  });

  const foreign: readonly (readonly [name: string, data: unknown])[] = [
    ['nothing', undefined],
    ['a text', 'hello'],
    ['no messages', { version: 1 }],
    ['messages that are none', { version: 1, messages: [{ role: 'system', text: 'x' }] }],
    ['steps that are none', { version: 1, messages: [{ role: 'model', steps: [5] }] }],
    ['another version', { version: 99, messages: [] }],
    ['a broken branch', { version: 1, messages: [], branches: [{ after: '', active: 3, tails: [[]] }] }],
  ];
  for (const [name, data] of foreign) {
    it(`is not lost where what is restored is ${name}`, async () => {
      const { chat } = await openChat(stateful, { scenes: [script('One.')] });
      await chat.send('First');
      const before = chat.messages;
      const restore = chat.restoreConversation.bind(chat);
      const error: unknown = await Reflect.apply(restore, chat, [data]).catch((reason: unknown) => reason);
      expect(error).to.include({ name: 'ChatError', code: 'invalid-request' });
      expect(chat.messages).to.equal(before);
    });
  }
});

interface Attempt {
  readonly name: string;
  readonly fault: Fault;
  /** Requests in all, where the far end recovers after the first. */
  readonly requests: number;
  readonly waits?: number;
  /** It is sent again at once with another credential, where there is one to be had. */
  readonly isRenewed?: boolean;
}

const attempts: readonly Attempt[] = [
  { name: '408', fault: { kind: 'status', status: 408 }, requests: 2 },
  { name: '409', fault: { kind: 'status', status: 409 }, requests: 2 },
  { name: '429', fault: { kind: 'status', status: 429 }, requests: 2 },
  {
    name: '429 with a wait',
    fault: { kind: 'status', status: 429, retryAfter: 2 },
    requests: 2,
    waits: 2000,
  },
  { name: '500', fault: { kind: 'status', status: 500 }, requests: 2 },
  { name: '503', fault: { kind: 'status', status: 503 }, requests: 2 },
  { name: '504', fault: { kind: 'status', status: 504 }, requests: 2 },
  { name: 'a page of a proxy', fault: { kind: 'status', status: 502, body: 'html' }, requests: 2 },
  { name: 'a connection that breaks at once', fault: { kind: 'reset' }, requests: 2 },
  { name: '400', fault: { kind: 'status', status: 400 }, requests: 1 },
  { name: '401', fault: { kind: 'status', status: 401 }, requests: 1, isRenewed: true },
  { name: '403', fault: { kind: 'status', status: 403 }, requests: 1 },
  { name: 'a wait of an hour', fault: { kind: 'status', status: 503, retryAfter: 3600 }, requests: 1 },
  { name: 'a connection that breaks after the beginning', fault: { kind: 'reset', after: 5 }, requests: 1 },
  { name: 'an answer that ends after the beginning', fault: { kind: 'drop', after: 5 }, requests: 1 },
];

describe('a request that fails', () => {
  it('is sent again by itself where that helps, and only there', async () => {
    const outcomes = attempts.flatMap((attempt) =>
      among(streamedWays, 'statuses of requests').map(async (way) => {
        let isFirst = true;
        const faults = (): Fault | undefined => {
          const fault = isFirst ? attempt.fault : undefined;
          isFirst = false;
          return fault;
        };
        const { chat, site } = await openChat(
          way,
          { faults, isDirect: true, scenes: [script([say(long)])] },
          { model: 'gemini-3.5-flash' },
        );
        const begun = performance.now();
        const reply = await chat.send('Go');
        const took = performance.now() - begun;
        const where = `${attempt.name} ${way.name}`;
        const isRenewed = attempt.isRenewed === true && way.over === 'google';
        const requests = isRenewed ? 2 : attempt.requests;
        expect(site.turns().length, where).to.equal(requests);
        expect(reply.status === 'complete', where).to.equal(requests === 2);
        if (attempt.requests === 2) expect(took, where).to.be.greaterThan(attempt.waits ?? 400);
        expect(
          chat.messages.filter(({ role }) => role === 'user'),
          where,
        ).to.have.length(1);
      }),
    );
    await Promise.all(outcomes);
  });

  it('waits in sight, and I can hurry it or give up', async () => {
    let isDown = true;
    const faults = (): Fault | undefined =>
      isDown ? { kind: 'status', status: 503, retryAfter: 20 } : undefined;
    const { chat } = await openChat(
      stateful,
      { faults, isDirect: true, scenes: [script('Here.')] },
      { model: 'gemini-3.5-flash' },
    );
    await ask(chat, 'Hello?');
    const button = await until(() => part(chat, 'retry-button'), 'I can hurry it');
    const message = part(chat, 'message-model');
    await until(() => message?.textContent?.includes(english.errors.overloaded), 'it says why');
    expect(message?.textContent).to.match(/(?:19|20|21) seconds/);
    isDown = false;
    button.click();
    await until(() => chat.messages.at(-1)?.text === 'Here.', 'it came');
    isDown = true;
    await ask(chat, 'Again?');
    await until(() => part(chat, 'retry-button'), 'it waits');
    part(chat, 'stop-button')?.click();
    await until(() => chat.status === 'ready' || chat.status === 'error', 'it has ended');
    isDown = false;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(chat.messages.filter(({ text }) => text === 'Here.')).to.have.length(1);
    expect(input(chat).disabled).to.equal(false);
  });
});
