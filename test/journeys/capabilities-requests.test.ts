import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { among } from '../support/beyond-live.js';
import { script } from '../support/emulated-site.js';
import { part, settle, until } from '../support/mount-chat.js';
import {
  classic,
  direct,
  directClassic,
  directStateless,
  liveWays,
  openChat,
  stateful,
  stateless,
  streamedWays,
  type Way,
} from '../support/ways.js';

interface Row {
  readonly name: string;
  readonly settings: Partial<GeminiChatElement>;
  /** What each request says of it. */
  readonly modern: WireObject;
  readonly classic?: WireObject;
  /** What the setup of a live session says of it. */
  readonly live?: WireObject;
}

const schema = { type: 'object', properties: { dish: { type: 'string' } } };
const lookUp = {
  name: 'look_up',
  description: 'Looks something up',
  parameters: { type: 'object', properties: { word: { type: 'string' } } },
  execute: () => 'nothing',
};

const rows: readonly Row[] = [
  {
    name: 'a system instruction',
    settings: { systemInstruction: 'Be brief.' },
    modern: { system_instruction: 'Be brief.' },
    classic: { systemInstruction: { parts: [{ text: 'Be brief.' }] } },
    live: { systemInstruction: { parts: [{ text: 'Be brief.' }] } },
  },
  {
    name: 'a thinking level',
    settings: { thinkingLevel: 'low' },
    modern: { generation_config: { thinking_level: 'low' } },
    classic: { generationConfig: { thinkingConfig: { thinkingLevel: 'LOW' } } },
    live: { generationConfig: { thinkingConfig: { thinkingLevel: 'LOW' } } },
  },
  {
    name: 'summaries of thoughts',
    settings: { showThoughts: true },
    modern: { generation_config: { thinking_summaries: 'auto' } },
    classic: { generationConfig: { thinkingConfig: { includeThoughts: true } } },
    live: { generationConfig: { thinkingConfig: { includeThoughts: true } } },
  },
  {
    name: 'a generation config',
    settings: {
      generationConfig: { max_output_tokens: 500, stop_sequences: ['END'], seed: 7, temperature: 0 },
    },
    modern: {
      generation_config: { max_output_tokens: 500, stop_sequences: ['END'], seed: 7, temperature: 0 },
    },
    classic: { generationConfig: { maxOutputTokens: 500, stopSequences: ['END'], seed: 7, temperature: 0 } },
  },
  {
    name: 'a generation config without words that end an answer',
    settings: { generationConfig: { max_output_tokens: 500, seed: 7, temperature: 0 } },
    modern: { generation_config: { max_output_tokens: 500, seed: 7, temperature: 0 } },
    live: { generationConfig: { maxOutputTokens: 500, seed: 7, temperature: 0 } },
  },
  {
    name: 'safety settings',
    settings: { safetySettings: [{ type: 'hate_speech', threshold: 'block_only_high' }] },
    modern: { safety_settings: [{ type: 'hate_speech', threshold: 'block_only_high' }] },
    classic: { safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'BLOCK_ONLY_HIGH' }] },
    live: { safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'BLOCK_ONLY_HIGH' }] },
  },
  {
    name: 'a service tier',
    settings: { serviceTier: 'flex' },
    modern: { service_tier: 'flex' },
    classic: { serviceTier: 'flex' },
  },
  {
    name: 'tools',
    settings: { tools: [{ type: 'google_search' }, { type: 'url_context' }] },
    modern: { tools: [{ type: 'google_search' }, { type: 'url_context' }] },
    classic: { tools: [{ googleSearch: {} }, { urlContext: {} }] },
    live: { tools: [{ googleSearch: {} }, { urlContext: {} }] },
  },
  {
    name: 'functions',
    settings: { functions: [lookUp] },
    modern: {
      tools: [
        {
          type: 'function',
          name: 'look_up',
          description: 'Looks something up',
          parameters: lookUp.parameters,
        },
      ],
    },
    classic: {
      tools: [
        {
          functionDeclarations: [
            { name: 'look_up', description: 'Looks something up', parametersJsonSchema: lookUp.parameters },
          ],
        },
      ],
    },
    live: {
      tools: [
        {
          functionDeclarations: [
            { name: 'look_up', description: 'Looks something up', parametersJsonSchema: lookUp.parameters },
          ],
        },
      ],
    },
  },
  {
    name: 'a response format',
    settings: { responseFormat: { type: 'text', mime_type: 'application/json', schema } },
    modern: { response_format: { type: 'text', mime_type: 'application/json', schema } },
    classic: { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema } },
  },
  {
    name: 'a model',
    settings: { model: 'gemini-3.8-flash' },
    modern: { model: 'gemini-3.8-flash' },
  },
];

/** Fields of each request that are the conversation itself, and not a setting. */
const conversational: ReadonlySet<string> = new Set([
  'input',
  'stream',
  'store',
  'previous_interaction_id',
  'contents',
]);

function settingsOf(body: WireObject): WireObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !conversational.has(name)));
}

/** The setup of a session with nothing but what all of them need, and these fields. */
function writeSetup({ model = '' }: Way, fields: WireObject): WireObject {
  const { generationConfig: config } = fields;
  return {
    model: `models/${model}`,
    sessionResumption: {},
    outputAudioTranscription: {},
    contextWindowCompression: { slidingWindow: {} },
    ...fields,
    generationConfig: { responseModalities: ['AUDIO'], ...(isWireObject(config) && config) },
  };
}

/** A chat of three turns, of which only the settings of the page are told. */
async function converse(way: Way, settings: Partial<GeminiChatElement>) {
  const words = ['{"dish":"One"}', '{"dish":"Two"}', '{"dish":"Three"}'];
  const { chat, site } = await openChat(
    way,
    { isDirect: true, scenes: [script(...words)] },
    { model: 'gemini-3.5-flash', ...settings },
  );
  for (const word of ['First', 'Second', 'Third']) {
    expect(await chat.send(word)).to.include({ status: 'complete' });
  }
  return { chat, site };
}

describe('what a page sets', () => {
  for (const { name, settings, modern, classic: older, live: aloud } of rows) {
    it(`${name} goes with every turn, and nothing beside it, over Interactions`, async () => {
      for (const way of [stateful, stateless, direct, directStateless]) {
        const { site } = await converse(way, settings);
        expect(site.turns()).to.have.length(3);
        for (const turn of site.turns()) {
          expect(settingsOf(turn)).to.deep.equal({ model: 'gemini-3.5-flash', ...modern });
        }
      }
    });

    if (aloud) {
      it(`${name} is what the session is opened with, and nothing beside it, over Live`, async () => {
        for (const way of liveWays) {
          const { site } = await converse(way, settings);
          expect(site.turns()).to.have.length(3);
          const [first, ...others] = site.live.all.map(({ sent }) => sent[0]?.['setup']);
          expect(others, way.name).to.deep.equal([]);
          expect(first, way.name).to.deep.equal(writeSetup(way, aloud));
        }
      });
    }

    if (!older) continue;
    it(`${name} goes with every turn, and nothing beside it, over generateContent`, async () => {
      for (const way of [classic, directClassic]) {
        const { site } = await converse(way, settings);
        expect(site.turns()).to.have.length(3);
        for (const turn of site.turns()) expect(settingsOf(turn)).to.deep.equal(older);
      }
    });
  }

  it('is nothing where it sets nothing: the backend chooses, or the chat a model where there is none', async () => {
    for (const way of among(streamedWays, 'statuses of requests')) {
      const { chat, site } = await openChat(way, { scenes: [script('Hello.')] });
      await chat.send('Hi');
      const { model, ...turn } = site.turns()[0] ?? {};
      const isChosen = way.over === 'google' && way.api === 'interactions';
      expect(model, way.name).to.equal(isChosen ? 'gemini-3.5-flash' : undefined);
      expect(settingsOf(turn), way.name).to.deep.equal({});
      expect(Object.keys(turn).toSorted(), way.name).to.deep.equal(
        way.api === 'generate-content'
          ? ['contents']
          : way.stateless
            ? ['input', 'store', 'stream']
            : ['input', 'stream'],
      );
    }
  });

  it('is followed from the next turn on when it changes, and gone when it is taken back', async () => {
    const { chat, site } = await openChat(
      stateful,
      { isDirect: true, scenes: [script('Yes.')] },
      { model: 'gemini-3.5-flash' },
    );
    chat.systemInstruction = 'Be brief.';
    await chat.send('One');
    chat.systemInstruction = 'Be long.';
    chat.thinkingLevel = 'high';
    await chat.send('Two');
    chat.systemInstruction = '';
    chat.thinkingLevel = '';
    await chat.send('Three');
    expect(site.turns().map(settingsOf)).to.deep.equal([
      { model: 'gemini-3.5-flash', system_instruction: 'Be brief.' },
      {
        model: 'gemini-3.5-flash',
        system_instruction: 'Be long.',
        generation_config: { thinking_level: 'high' },
      },
      { model: 'gemini-3.5-flash' },
    ]);
  });

  it('works as attributes too', async () => {
    const { fetch, sent } = (await openChat(stateful, { scenes: [script('Yes.')] })).site;
    const host = document.createElement('div');
    host.innerHTML = `<gemini-chat endpoint="/api/gemini" model="gemini-3.8-flash" system-instruction="Be brief."
      thinking-level="low" show-thoughts service-tier="flex" stateless></gemini-chat>`;
    document.body.append(host);
    const chat = host.querySelector('gemini-chat');
    if (!chat) throw new Error('The page has no chat.');
    chat.fetch = fetch;
    await settle();
    await chat.send('Hi');
    expect(sent.at(-1)?.body).to.deep.equal({
      model: 'gemini-3.8-flash',
      system_instruction: 'Be brief.',
      generation_config: { thinking_level: 'low', thinking_summaries: 'auto' },
      service_tier: 'flex',
      store: false,
      stream: true,
      input: [{ type: 'text', text: 'Hi' }],
    });
    host.remove();
  });

  it('is said clearly where the other API has nothing like it', async () => {
    const refused: readonly Partial<GeminiChatElement>[] = [
      { tools: [{ type: 'retrieval' }] },
      { serviceTier: 'deferred' },
      { agent: 'deep-research-pro-preview' },
      { responseFormat: { type: 'video' } },
    ];
    for (const settings of refused) {
      const { chat, site } = await openChat(classic, {}, settings);
      const reply = await chat.send('Hi');
      expect(reply.error, JSON.stringify(settings)).to.include({ code: 'invalid-request' });
      expect(reply.error?.message, JSON.stringify(settings)).to.match(/generateContent/i);
      expect(site.turns()).to.deep.equal([]);
      await until(() => part(chat, 'error'), 'the reader is told');
    }
  });
});
