import * as v from 'valibot';
import type { ChatHandlerOptions, SafetySetting, ToolType } from './chat-handler-options.js';

/** The options after checking, with every default in place. */
export interface ChatPolicy {
  readonly apiKey: () => Promise<string>;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Where interactions are created at Gemini. */
  readonly interactionsUrl: string;
  readonly models: readonly [string, ...string[]];
  readonly tools: readonly ToolType[];
  readonly systemInstruction?: string;
  readonly safetySettings?: readonly SafetySetting[];
  readonly maxOutputTokens: number;
  readonly maxBodyBytes: number;
  readonly origins: readonly string[] | '*';
  readonly bodySeconds: number;
  readonly connectSeconds: number;
  readonly idleSeconds: number;
  readonly streamSeconds: number;
  readonly heartbeatSeconds: number;
}

const toolTypes = [
  'function',
  'google_search',
  'url_context',
  'code_execution',
  'google_maps',
  'file_search',
] as const satisfies readonly ToolType[];

const filled = v.pipe(v.string(), v.trim(), v.nonEmpty());
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
/** Timers count in 32 bits of milliseconds; a day stays well inside. */
const seconds = v.pipe(v.number(), v.gtValue(0), v.maxValue(86_400));
const anyFunction = v.custom<(...values: never[]) => unknown>((value) => typeof value === 'function');

const safetySetting = v.strictObject({
  type: filled,
  threshold: filled,
  method: v.optional(filled),
});

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !search && !hash;
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** Each option's schema, and what to tell the one who got it wrong. */
const expectations: Readonly<Record<keyof ChatHandlerOptions, readonly [v.GenericSchema, string]>> = {
  apiKey: [
    v.union([v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/)), anyFunction]),
    'must be the API key, or a function that returns a promise of it',
  ],
  fetch: [v.optional(anyFunction), 'must be a function from Request to a promise of Response'],
  baseUrl: [v.optional(v.pipe(v.string(), v.check(isBaseUrl))), 'must be an absolute http(s) URL'],
  apiVersion: [v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9]*$/))), 'must be a version such as v1beta'],
  models: [
    v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[\w.-]+$/))), v.minLength(1))),
    'must be a list with the name of at least one model',
  ],
  tools: [v.optional(v.array(v.picklist(toolTypes))), `must be a list of ${toolTypes.join(', ')}`],
  systemInstruction: [v.optional(filled), 'must be a text that is not empty'],
  safetySettings: [
    v.optional(v.array(safetySetting)),
    'must be a list of { type, threshold, method? }, each a text',
  ],
  maxOutputTokens: [v.optional(count), 'must be a whole number above 0'],
  maxBodyBytes: [v.optional(count), 'must be a whole number above 0'],
  origins: [
    v.optional(v.union([v.literal('*'), v.array(v.pipe(v.string(), v.check(isOrigin)))])),
    `must be '*' or a list of exact origins such as https://www.example.com`,
  ],
  bodySeconds: [v.optional(seconds), 'must be a number of seconds above 0'],
  connectSeconds: [v.optional(seconds), 'must be a number of seconds above 0'],
  idleSeconds: [v.optional(seconds), 'must be a number of seconds above 0'],
  streamSeconds: [v.optional(seconds), 'must be a number of seconds above 0'],
  heartbeatSeconds: [v.optional(seconds), 'must be a number of seconds above 0'],
};

function check(options: ChatHandlerOptions): void {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError('createChatHandler needs an object of options');
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(expectations, name)) {
      throw new TypeError(`createChatHandler does not know the option "${name}"`);
    }
  }
  // Asked in turn and never quoted: the value of a wrong option may be a key.
  for (const [name, [schema, expectation]] of Object.entries(expectations)) {
    if (!v.is(schema, Reflect.get(given, name))) {
      throw new TypeError(`createChatHandler: the option "${name}" ${expectation}`);
    }
  }
}

/** Checks the options once, when the handler is made; throws an error that names the wrong one. */
export function readOptions(options: ChatHandlerOptions): ChatPolicy {
  check(options);
  const { apiKey, systemInstruction, safetySettings } = options;
  const base = (options.baseUrl ?? 'https://generativelanguage.googleapis.com').replace(/\/+$/, '');
  const version = options.apiVersion ?? 'v1beta';
  const [defaultModel = 'gemini-3.5-flash', ...otherModels] = options.models ?? [];
  return {
    apiKey: typeof apiKey === 'function' ? apiKey : () => Promise.resolve(apiKey),
    // Looked up at each call, so that tests and polyfills may replace the global later.
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    interactionsUrl: [base, version, 'interactions'].filter(Boolean).join('/'),
    models: [defaultModel, ...otherModels],
    tools: options.tools ?? ['google_search', 'url_context', 'code_execution', 'function'],
    ...(systemInstruction === undefined ? {} : { systemInstruction }),
    ...(safetySettings === undefined ? {} : { safetySettings }),
    maxOutputTokens: options.maxOutputTokens ?? 16_384,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    origins: options.origins ?? [],
    bodySeconds: options.bodySeconds ?? 30,
    connectSeconds: options.connectSeconds ?? 30,
    idleSeconds: options.idleSeconds ?? 45,
    streamSeconds: options.streamSeconds ?? 600,
    heartbeatSeconds: options.heartbeatSeconds ?? 15,
  };
}
