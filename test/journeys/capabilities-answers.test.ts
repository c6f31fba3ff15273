import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import type { Step } from '../../src/protocol/step.js';
import { among, type Wish } from '../support/beyond-live.js';
import { say, script } from '../support/emulated-site.js';
import { logEvents } from '../support/event-log.js';
import { answerEvents, holdStream } from '../support/fake-backend.js';
import { mountChat, part, until } from '../support/mount-chat.js';
import { openChat, streamedWays, type Way, ways } from '../support/ways.js';
import { drawImage, encode, makeBytes } from '../ui/media-bytes.js';

interface Row {
  readonly name: string;
  readonly steps: () => Step[] | Promise<Step[]>;
  readonly text: string;
  readonly settings?: Partial<GeminiChatElement>;
  /** Whether the step types that came are those of `steps`; generateContent has no step for everything. */
  readonly types?: readonly string[];
  /** What of it live sessions cannot do. */
  readonly beyond?: Wish;
  /** What a reader sees: parts, and a word of what is in them. */
  readonly shows: readonly (readonly [part: string, words: string])[];
}

const schema = {
  type: 'object',
  properties: { dish: { type: 'string' }, minutes: { type: 'integer' } },
};

const text: Row = {
  name: 'text',
  steps: () => [say('Plain **words**, and ünïcödé 🎈.')],
  text: 'Plain **words**, and ünïcödé 🎈.',
  types: ['thought', 'model_output'],
  shows: [['message-model', 'Plain words, and ünïcödé 🎈.']],
};

const thoughts: Row = {
  name: 'thoughts',
  steps: () => [
    {
      type: 'thought',
      summary: [{ type: 'text', text: '**Weighing it**\n\nI compare both.\n\n\n' }],
      signature: 'c2ln',
    },
    say('The second.'),
  ],
  text: 'The second.',
  settings: { thinkingLevel: 'high', showThoughts: true },
  types: ['thought', 'model_output'],
  shows: [
    ['thoughts', 'I compare both.'],
    ['thoughts', 'Weighing it'],
    ['message-model', 'The second.'],
  ],
};

const image: Row = {
  name: 'an image',
  steps: async () => [
    {
      type: 'model_output',
      content: [
        { type: 'text', text: 'Here it is.' },
        { type: 'image', mime_type: 'image/png', data: await drawImage(64, 32) },
      ],
    },
  ],
  text: 'Here it is.',
  settings: { responseFormat: [{ type: 'text' }, { type: 'image' }] },
  beyond: 'pictures as answers',
  types: ['thought', 'model_output'],
  shows: [['image', 'Download']],
};

const sound: Row = {
  name: 'sound',
  steps: () => [
    {
      type: 'model_output',
      content: [{ type: 'audio', mime_type: 'audio/l16;rate=24000', data: encode(makeBytes(4800)) }],
    },
  ],
  text: '',
  settings: { responseFormat: { type: 'audio' } },
  beyond: 'sound as an answer of its own',
  types: ['thought', 'model_output'],
  shows: [['audio', 'Download']],
};

const video: Row = {
  name: 'video',
  steps: () => [
    {
      type: 'model_output',
      content: [{ type: 'video', mime_type: 'video/mp4', data: encode(makeBytes(4800)) }],
    },
  ],
  text: '',
  types: ['thought', 'model_output'],
  beyond: 'films as answers',
  shows: [['video', 'Download']],
};

const data: Row = {
  name: 'data',
  steps: () => [say('{"dish":"Dal","minutes":25}')],
  text: '{"dish":"Dal","minutes":25}',
  settings: { responseFormat: { type: 'text', mime_type: 'application/json', schema } },
  beyond: 'data by a schema',
  shows: [
    ['data', 'Dal'],
    ['data', '25'],
  ],
};

const rows = [text, thoughts, image, sound, video, data];

async function ask(way: Way, { steps, settings }: Row) {
  const answer = await steps();
  const { chat, site } = await openChat(way, { scenes: [script(answer)] }, settings);
  const events = logEvents(chat);
  const reply = await chat.send('Go');
  return { chat, site, events, reply };
}

describe('an answer', () => {
  for (const row of rows) {
    for (const way of among(ways, row.beyond)) {
      it(`of ${row.name} arrives ${way.name}, whole and shown`, async () => {
        const { chat, events, reply } = await ask(way, row);
        expect(reply.text).to.equal(row.text);
        expect(reply.status).to.equal('complete');
        expect(reply.usage?.total_tokens, 'what it cost').to.be.greaterThan(0);
        expect(chat.messages.at(-1)).to.equal(reply);
        if (row.types && way.api === 'interactions' && way.over !== 'live') {
          expect(reply.steps.map(({ type }) => type)).to.deep.equal(row.types);
        }
        expect(Boolean(reply.interactionId), 'only what is kept has an id').to.equal(
          way.api === 'interactions' && !way.stateless && way.over !== 'live',
        );
        for (const [name, words] of row.shows) {
          await until(() => part(chat, name)?.textContent?.includes(words), `${name} shows "${words}"`);
        }
        // What comes within a frame is told at once, as finished.
        expect(events.filter((event) => !event.endsWith('streaming'))).to.deep.equal([
          'chat-send',
          'chat-status-change submitted',
          'chat-reply-start',
          ...(row.text ? ['chat-reply-delta'] : []),
          'chat-reply-end',
          'chat-status-change ready',
        ]);
      });
    }
  }

  for (const way of among(ways, 'data by a schema')) {
    it(`that is data is offered as data ${way.name}`, async () => {
      const { reply } = await ask(way, data);
      expect(reply.data).to.deep.equal({ dish: 'Dal', minutes: 25 });
    });

    it(`that should be data and is none says so ${way.name}`, async () => {
      const { chat } = await openChat(
        way,
        { scenes: [script('{"dish": "Dal", ')] },
        { responseFormat: { type: 'text', mime_type: 'application/json', schema } },
      );
      const reply = await chat.send('Go');
      expect(reply.data).to.equal(undefined);
      expect(reply.text).to.equal('{"dish": "Dal", ');
      await until(() => part(chat, 'message-model')?.querySelector('.remark'), 'the reader is told');
    });
  }

  it('that is data shows what has come of it before all of it has', async () => {
    const held = holdStream();
    const responseFormat = { type: 'text' as const, mime_type: 'application/json' as const, schema };
    const chat = await mountChat({ fetch: async () => held.response, responseFormat });
    const reply = chat.send('Go');
    const [created, start] = answerEvents('');
    for (const event of [created, start]) if (event) held.push(event);
    const delta = { type: 'text', text: '{"dish":"Dal","minu' };
    held.push({ event_type: 'step.delta', index: 0, delta });
    await until(() => part(chat, 'data')?.textContent?.includes('Dal'), 'the beginning is shown');
    expect(chat.messages.at(-1)?.data, 'not before it is whole').to.equal(undefined);
    expect(chat.shadowRoot?.textContent).to.not.contain('{"dish"');
    held.close();
    expect(await reply).to.include({ status: 'interrupted' });
    await until(() => part(chat, 'message-model')?.querySelector('.remark'), 'I am told that it was cut');
  });

  for (const way of among(streamedWays, 'signatures')) {
    it(`of thoughts keeps their signature ${way.name}`, async () => {
      const { reply } = await ask(way, thoughts);
      expect(JSON.stringify(reply.steps), 'the signature came').to.contain('c2ln');
    });
  }

  for (const way of streamedWays) {
    it(`of thoughts shows how long they took ${way.name}`, async () => {
      const { chat, reply } = await ask(way, thoughts);
      expect(reply.thinkingMs).to.be.a('number');
      await until(() =>
        /\d|moment|second/i.test(part(chat, 'thoughts')?.querySelector('summary')?.textContent ?? ''),
      );
    });
  }

  for (const way of among(streamedWays, 'pictures as answers')) {
    it(`of an image keeps its room, says what it is and can be saved ${way.name}`, async () => {
      const { chat } = await ask(way, image);
      const shown = await until(() => part(chat, 'image')?.querySelector('img'), 'the image is shown');
      expect([shown.getAttribute('width'), shown.getAttribute('height')]).to.deep.equal(['64', '32']);
      expect(shown.alt).to.not.equal('');
      const link = part(chat, 'image')?.querySelector<HTMLAnchorElement>('a[download]');
      expect(link?.href).to.match(/^blob:/);
    });
  }
});

describe('a long answer that comes in hops', () => {
  for (const way of among(ways, 'answers in hops')) {
    it(`arrives whole ${way.name}`, async () => {
      const hops = [[say('One, ')], [say('two, ')], [say('three.')]];
      const scene = { name: 'hops', matches: () => true, reply: () => ({ steps: [], hops }) };
      const { chat, site } = await openChat(way, { scenes: [scene] }, { systemInstruction: 'Count.' });
      const events = logEvents(chat);
      const reply = await chat.send('Go');
      expect(reply).to.include({ text: 'One, two, three.', status: 'complete' });
      expect(site.turns()).to.have.length(3);
      for (const turn of site.turns()) expect(JSON.stringify(turn)).to.contain('Count.');
      expect(events.filter((name) => name === 'chat-reply-end')).to.have.length(1);
      expect(chat.messages).to.have.length(2);
    });
  }
});
