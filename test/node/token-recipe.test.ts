import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { before, describe, it } from 'node:test';
import { GoogleGenAI, Modality } from '@google/genai';
import { SdkTalk } from './live-sdk-client.js';
import { listen, serveLive } from './serve-live.js';

const key = 'AIza-canary_0123456789.abcdefghijklm';
const otherModel = 'gemini-live-2.5-flash-preview';

type Incoming = IncomingMessage & { session?: { user: string } };

describe('the recipe for tokens, in a server with sessions', () => {
  const asked: Request[] = [];
  let gemini = '';
  let site = '';

  before(async () => {
    const { url, emulator } = await serveLive();
    gemini = url;
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const request = new Request(input, init);
      if (new URL(request.url).host !== 'generativelanguage.googleapis.com') return real(request);
      asked.push(request.clone());
      return emulator(request);
    };
    process.env['GEMINI_API_KEY'] = key;
    const file = new URL('../../demo/backends/token.js', import.meta.url).href;
    const recipe: { giveToken(request: Incoming, response: ServerResponse): Promise<void> } = await import(
      file
    );
    site = await listen(
      createServer((incoming: Incoming, outgoing) => {
        if (incoming.headers.cookie === 'session=ada') incoming.session = { user: 'Ada' };
        void recipe.giveToken(incoming, outgoing);
      }),
    );
  });

  const ask = (headers: HeadersInit = { cookie: 'session=ada' }) => fetch(site, { method: 'POST', headers });

  async function talk(apiKey: string, config = {}): Promise<SdkTalk> {
    const client = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: gemini, apiVersion: 'v1alpha' } });
    return new SdkTalk().connect(client, otherModel, config);
  }

  it('gives nothing to who is not signed in, and does not ask Google then', async () => {
    const response = await ask({});
    assert.equal(response.status, 401);
    assert.equal(await response.text(), '');
    assert.deepEqual(asked, []);
  });

  it('gives a grant that ends in a quarter of an hour, and never the key', async () => {
    const response = await ask();
    const text = await response.text();
    assert.ok(!text.includes(key));
    const { token, expireTime, ...others }: { token: string; expireTime: string } = JSON.parse(text);
    assert.match(token, /^auth_tokens\//);
    assert.deepEqual(others, {});
    const minutes = (Date.parse(expireTime) - Date.now()) / 60_000;
    assert.ok(minutes > 14 && minutes <= 15, String(minutes));
    assert.match(asked.at(-1)?.url ?? '', /\/v1alpha\/auth_tokens$/);
  });

  it('opens one session, with its own model and with what the page wants beside', async () => {
    const { token }: { token: string } = await (await ask()).json();
    // The page names a model that could write; the token's can only speak.
    const refused = await talk(token, { responseModalities: [Modality.TEXT] });
    assert.notEqual(refused.closing, undefined);
    const { token: another }: { token: string } = await (await ask()).json();
    const session = await talk(another, { outputAudioTranscription: {} });
    assert.equal(await session.ask('echo let in'), 'let in');
    await session.leave();
    const again = await talk(another, { outputAudioTranscription: {} });
    assert.equal(again.closing?.code, 1008);
  });
});
