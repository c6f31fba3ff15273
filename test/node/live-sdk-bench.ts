import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type GoogleGenAI, Modality } from '@google/genai';
import type { GeminiEmulatorOptions, LiveServerOptions } from '../../src/emulator.js';
import { type ChatHandlerOptions, createChatHandler } from '../../src/server.js';
import { type Sdk, SdkTalk } from './live-sdk-client.js';
import { serveHandler } from './serve-handler.js';
import { serveLive } from './serve-live.js';

export const voiceModel = 'gemini-2.5-flash-native-audio-preview';
export const strictModel = 'gemini-3.1-flash-live-preview';
export const textModel = 'gemini-live-2.5-flash-preview';

export const weather = {
  functionDeclarations: [
    {
      name: 'get_weather',
      description: 'Tells the weather in a city',
      parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  ],
};

export const inWords = { responseModalities: [Modality.TEXT] };
export const aloud = { outputAudioTranscription: {} };

/** The releases of Google's SDK that have to work. */
const releases: readonly (readonly [release: string, load: () => Promise<object>])[] = [
  ['2.x', () => import('@google/genai')],
  ['3.x', () => import('google-genai-3')],
];

/** What of a release is used is the same in all of them. */
function isSdk(module: object): module is Sdk {
  return 'GoogleGenAI' in module && typeof module.GoogleGenAI === 'function';
}

/** A release; a text says why it could not be loaded. */
async function loadSdk(load: () => Promise<object>): Promise<Sdk | string> {
  try {
    const module = await load();
    return isSdk(module) ? module : 'it has no client';
  } catch (error) {
    return `it does not load on Node ${process.version}: ${String(error)}`;
  }
}

/** An emulator, and clients of it. */
export class Bench {
  readonly #sdk: Sdk;
  readonly url: string;

  constructor(sdk: Sdk, url: string) {
    this.#sdk = sdk;
    this.url = url;
  }

  client(apiKey = 'key-of-a-program', apiVersion?: string): GoogleGenAI {
    const httpOptions = { baseUrl: this.url, ...(apiVersion === undefined ? {} : { apiVersion }) };
    return new this.#sdk.GoogleGenAI({ apiKey, httpOptions });
  }

  talk(model: string, config = {}): Promise<SdkTalk> {
    return new SdkTalk().connect(this.client(), model, config);
  }

  /** Talks as somebody who has a token and no key. */
  async talkWith(token: string | undefined, model: string, config = {}): Promise<SdkTalk> {
    return new SdkTalk().connect(this.client(token, 'v1alpha'), model, config);
  }

  async createToken(config = {}): Promise<string> {
    const { name = '' } = await this.client('key-of-a-site', 'v1alpha').authTokens.create({ config });
    return name;
  }

  /** A backend before the emulator; gives what asks it for a token. */
  async serveBackend(options: Partial<ChatHandlerOptions> = {}): Promise<() => Promise<string>> {
    const live = { model: strictModel };
    const handler = createChatHandler({
      apiKey: 'key-of-a-site',
      baseUrl: this.url,
      live,
      log: false,
      ...options,
    });
    const backend = await serveHandler(handler);
    return async () => {
      const response = await fetch(`${backend}/api/gemini/token`, { method: 'POST' });
      assert.equal(response.status, 200);
      const { token, kind }: { token: string; kind: string } = await response.json();
      assert.equal(kind, 'auth-token');
      return token;
    };
  }
}

/** Something that a program does, what it needs of the emulator, and what has to come of it. */
type Check = (
  sentence: string,
  run: (bench: Bench) => Promise<void>,
  options?: GeminiEmulatorOptions,
  live?: LiveServerOptions,
) => void;

/** Does the same with every release of the SDK, over real sockets. */
export function checkReleases(title: string, list: (check: Check) => void): void {
  for (const [release, load] of releases) {
    describe(`Google's SDK ${release} ${title}:`, () => {
      const loading = loadSdk(load);
      list((sentence, run, options, live) => {
        it(sentence, async (test: TestContext) => {
          const sdk = await loading;
          if (typeof sdk === 'string') {
            test.skip(sdk);
            return;
          }
          const { url } = await serveLive(options, live);
          await run(new Bench(sdk, url));
        });
      });
    });
  }
}
