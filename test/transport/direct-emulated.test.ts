import { expect } from 'chai';
import { uploadFile } from '../../src/attachments/upload-file.js';
import { Conversation } from '../../src/conversation/conversation.js';
import type { TurnSettings } from '../../src/conversation/turn-settings.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import type { Transport } from '../../src/transport/transport.js';
import type { Fault, GeminiEmulatorOptions } from '../../src/emulator.js';
import { script } from '../support/emulated-site.js';
import { until } from '../support/mount-chat.js';
import { createStrictEmulator, goDirectly } from './token-far-end.js';

const { signal } = new AbortController();
const apiBase = 'https://gemini.test/api';
const model = 'gemini-3.5-flash';

function open(api: string, options: GeminiEmulatorOptions = {}) {
  return goDirectly({ api, apiBase, answer: createStrictEmulator(options) });
}

async function ask(transport: Transport, request: InteractionRequest): Promise<Reply> {
  let reply = emptyReply;
  for await (const event of transport.send({ model, ...request }, signal)) reply = foldEvent(reply, event);
  return reply;
}

/** A conversation as the chat holds it, which does not wait before another attempt. */
function converse(transport: Transport, settings: TurnSettings): Conversation {
  const conversation = new Conversation({
    transport: () => transport,
    settings: () => settings,
    schedule: (callback) => setTimeout(callback),
  });
  conversation.subscribe(() => conversation.hurry());
  return conversation;
}

/** A fault for the nth request of those that are meant. */
function failOnce(meant: (request: Request) => boolean, fault: Fault, nth = 1): GeminiEmulatorOptions {
  let count = 0;
  return {
    faults(request) {
      if (meant(request)) count += 1;
      return meant(request) && count === nth ? fault : undefined;
    },
  };
}

const isTurn = ({ method, url }: Request): boolean =>
  method === 'POST' && /\/interactions$|GenerateContent/.test(url);
const isPiece = ({ url }: Request): boolean => url.includes('upload_id=');

describe('a browser that talks to the emulated Google', () => {
  for (const api of ['interactions', 'generate-content']) {
    it(`has its conversation by ${api}, and is remembered`, async () => {
      const { transport, sent, state } = open(api);
      const conversation = converse(transport, {});
      expect(await conversation.send('Hello, I have 2 dogs in my house.')).to.include({ status: 'complete' });
      const second = await conversation.send('How many paws are in my house?');
      expect(second.status).to.equal('complete');
      expect(second.text).to.contain('8');
      expect(state.grants, 'credentials').to.equal(1);
      expect(sent.every(({ url }) => url.startsWith(`${apiBase}/v1beta/`))).to.equal(true);
    });

    it(`goes on with another key where Google refuses the first by ${api}`, async () => {
      const { transport, sent, state } = open(api, failOnce(isTurn, { kind: 'status', status: 401 }));
      expect(await converse(transport, {}).send('Hello there')).to.include({ status: 'complete' });
      expect(state.grants).to.equal(2);
      expect(sent).to.have.length(2);
    });

    it(`is told that the key is refused by ${api}, and goes on when it is not any more`, async () => {
      const state = { isRefusing: true };
      const { transport } = open(api, {
        faults: () => (state.isRefusing ? { kind: 'status', status: 401 } : undefined),
      });
      const conversation = converse(transport, {});
      const failed = await conversation.send('Hello there');
      expect([failed.error?.code, failed.error?.reason]).to.deep.equal([
        'unauthorized',
        'credential-refused',
      ]);
      state.isRefusing = false;
      expect(await conversation.retry()).to.include({ status: 'complete' });
    });

    it(`lets functions be called by ${api}`, async () => {
      const { transport } = open(api);
      const city = { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] };
      const weather = { name: 'get_weather', description: 'The weather of a city', parameters: city };
      const reply = await ask(transport, {
        input: 'What is the weather in Rome?',
        tools: [{ type: 'function', ...weather }],
      });
      expect(reply.steps.map(({ type }) => type)).to.include('function_call');
    });
  }

  it('gets the rest of an answer in the background, whose connection breaks', async () => {
    const words = 'one two three four five six seven eight nine ten eleven twelve';
    const { transport, sent } = open('interactions', {
      scenes: [script(words)],
      pace: 2,
      ...failOnce(isTurn, { kind: 'reset', after: 4 }),
    });
    const reply = await converse(transport, { background: true }).send('Count');
    expect(reply).to.include({ status: 'complete', text: words });
    const resumed = sent.find(({ method }) => method === 'GET');
    expect(resumed?.url).to.match(
      /^https:\/\/gemini\.test\/api\/v1beta\/interactions\/[^/?]+\?stream=true&last_event_id=/,
    );
    expect(sent.filter(isTurn)).to.have.length(1);
  });

  it('tells Google that an answer in the background is not wanted any more', async () => {
    const { transport, sent } = open('interactions', {
      scenes: [script('one two three '.repeat(50))],
      pace: 30,
    });
    const conversation = converse(transport, { background: true });
    const reply = conversation.send('Count');
    await until(() => conversation.snapshot.messages[1]?.text, 'it begins');
    conversation.stop();
    expect(await reply).to.include({ status: 'stopped' });
    const cancelled = await until(() => sent.find(({ url }) => url.endsWith('/cancel')), 'Google was told');
    expect(cancelled.headers.get('x-goog-api-key')).to.equal('key-1');
  });

  it('is stopped all the same where the browser may not tell Google so', async () => {
    const { transport, sent } = goDirectly({
      apiBase,
      answer: withoutCancel(
        createStrictEmulator({ scenes: [script('one two three '.repeat(50))], pace: 30 }),
      ),
    });
    const conversation = converse(transport, { background: true });
    const reply = conversation.send('Count');
    await until(() => conversation.snapshot.messages[1]?.text, 'it begins');
    conversation.stop();
    expect((await reply).error).to.equal(undefined);
    await until(() => sent.some(({ url }) => url.endsWith('/cancel')), 'it was tried');
    expect(await conversation.send('Again')).to.have.property('role', 'model');
  });

  const mebibyte = 1_048_576;
  const film = { name: 'film.mp4', mimeType: 'video/mp4' };
  const faults: readonly (readonly [what: string, options: GeminiEmulatorOptions])[] = [
    ['in pieces', {}],
    ['in pieces, of which one is lost', failOnce(isPiece, { kind: 'status', status: 503 }, 2)],
    ['in pieces, of which one comes, but not the word of it', failOnce(isPiece, { kind: 'reset' }, 2)],
    ['with another key, where one ends on the way', failOnce(isPiece, { kind: 'status', status: 401 }, 2)],
    ['with another key, where the first is refused', failOnce(() => true, { kind: 'status', status: 401 })],
  ];
  for (const [what, options] of faults) {
    it(`sends a large file ahead, ${what}`, async () => {
      const { transport } = open('interactions', options);
      const call: Transport['call'] = (path, init, stop) => transport.call(path, init, stop);
      const file = new Blob([new Uint8Array(5 * mebibyte + 17)]);
      const wait = async (): Promise<void> => undefined;
      const uploaded = await uploadFile(file, film, { call, signal, wait, onProgress: () => undefined });
      expect(uploaded?.uri).to.match(/^https:\/\/gemini\.test\/api\/v1beta\/files\//);
      const found: unknown = await (await call(uploaded?.path ?? '', {}, signal)).json();
      expect(found).to.include({ sizeBytes: String(file.size), mimeType: 'video/mp4' });
      const { uri = '' } = uploaded ?? {};
      const reply = await ask(transport, {
        input: [
          { type: 'video', uri, mime_type: 'video/mp4' },
          { type: 'text', text: 'What is it?' },
        ],
      });
      expect(reply.status).to.equal('completed');
      expect(readText(reply.steps)).not.to.equal('');
      expect((await call(uploaded?.path ?? '', { method: 'DELETE' }, signal)).ok).to.equal(true);
    });
  }
});

/** What browsers do where a preflight does not allow a path. */
function withoutCancel(answer: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    if (request.url.endsWith('/cancel')) throw new TypeError('Failed to fetch');
    return answer(request);
  };
}
