import * as v from 'valibot';
import type { ChatHandlerOptions, ToolType } from './chat-handler-options.js';

const toolTypes = [
  'function',
  'google_search',
  'url_context',
  'code_execution',
  'google_maps',
  'file_search',
  'computer_use',
  'retrieval',
  'mcp_server',
] as const satisfies readonly ToolType[];

const filled = v.pipe(v.string(), v.trim(), v.nonEmpty());
const name = v.pipe(v.string(), v.regex(/^[\w.-]+$/));
const flag = v.optional(v.boolean());
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
/** Timers count in 32 bits of milliseconds; a day stays well inside. */
const seconds = v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(86_400)));
const anyFunction = v.custom<(...values: never[]) => unknown>((value) => typeof value === 'function');

const safetySetting = v.strictObject({ type: filled, threshold: filled, method: v.optional(filled) });

/** What a header may consist of; a line break would begin another one. */
const headers = v.record(
  v.pipe(v.string(), v.regex(/^[\w-]+$/)),
  v.pipe(v.string(), v.regex(/^[\x20-\x7e]*$/)),
);

const mcpServer = v.strictObject({
  name,
  url: v.pipe(v.string(), v.check(isServerUrl)),
  headers: v.optional(headers),
});

const uploads = v.strictObject({
  maxBytes: v.optional(count),
  types: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z]+\/(?:\*|[a-z0-9.+-]+)$/))), v.minLength(1)),
  ),
});

const limits = v.strictObject({
  requestsPerMinute: v.optional(count),
  requestsPerDay: v.optional(count),
  tokensPerDay: v.optional(count),
  concurrentStreams: v.optional(count),
});

const live = v.strictObject({ model: v.optional(name), sessionSeconds: seconds });

const secret = v.pipe(v.string(), v.minLength(32));

function isLimiter(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'admit') === 'function';
}

function isRedisUrl(text: string): boolean {
  return /^rediss?:\/\//.test(text) && URL.canParse(text);
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !search && !hash;
}

function isServerUrl(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:' && new URL(text).username === '';
}

function isHost(text: string): boolean {
  return URL.canParse(`https://${text}/`) && new URL(`https://${text}/`).host === text;
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const secondsExpected = 'must be a number of seconds above 0';

/** Each option's schema, and what to tell the one who got it wrong. */
export const optionExpectations: Readonly<
  Record<keyof ChatHandlerOptions, readonly [v.GenericSchema, string]>
> = {
  apiKey: [
    v.union([v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/)), anyFunction]),
    'must be the API key, or a function that returns a promise of it',
  ],
  fetch: [v.optional(anyFunction), 'must be a function from Request to a promise of Response'],
  baseUrl: [v.optional(v.pipe(v.string(), v.check(isBaseUrl))), 'must be an absolute http(s) URL'],
  apiVersion: [v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9]*$/))), 'must be a version such as v1beta'],
  models: [
    v.optional(v.pipe(v.array(name), v.minLength(1))),
    'must be a list with the name of at least one model',
  ],
  agents: [v.optional(v.array(name)), 'must be a list of names of agents'],
  tools: [v.optional(v.array(v.picklist(toolTypes))), `must be a list of ${toolTypes.join(', ')}`],
  mcpServers: [
    v.optional(v.array(mcpServer)),
    'must be a list of { name, url, headers? }, each url an absolute https URL',
  ],
  background: [flag, 'must be true or false'],
  uploads: [
    v.optional(v.union([v.boolean(), uploads])),
    'must be true, false or { maxBytes?, types? }, a whole number above 0 and a list of types such as image/*',
  ],
  uriHosts: [
    v.optional(v.array(v.pipe(v.string(), v.check(isHost)))),
    'must be a list of exact hosts such as www.example.com',
  ],
  serviceTiers: [v.optional(v.array(name)), 'must be a list of names of service tiers'],
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
  publicUrl: [v.optional(v.pipe(v.string(), v.check(isBaseUrl))), 'must be an absolute http(s) URL'],
  live: [v.optional(v.union([v.boolean(), live])), 'must be true, false or { model?, sessionSeconds? }'],
  maxSteps: [v.optional(count), 'must be a whole number above 0'],
  identify: [v.optional(anyFunction), 'must be a function from Request to a name or undefined'],
  secret: [
    v.optional(v.union([secret, v.pipe(v.array(secret), v.minLength(1))])),
    'must be a text of at least 32 characters, or a list of such texts',
  ],
  address: [v.optional(anyFunction), 'must be a function from Request to an address or undefined'],
  trustedProxies: [
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16))),
    'must be the number of proxies, a whole number from 0 on',
  ],
  limits: [
    v.optional(
      v.strictObject({ visitor: v.optional(limits), address: v.optional(limits), site: v.optional(limits) }),
    ),
    'must be { visitor?, address?, site? }, each { requestsPerMinute?, requestsPerDay?, tokensPerDay?, ' +
      'concurrentStreams? } of whole numbers above 0',
  ],
  limiter: [v.optional(v.custom(isLimiter)), 'must be an object with a function "admit"'],
  redis: [
    v.optional(v.pipe(v.string(), v.check(isRedisUrl))),
    'must be an address such as redis://localhost:6379',
  ],
  resumeSeconds: [
    v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3600))),
    'must be a number of seconds from 0 to 3600',
  ],
  maxResumeBytes: [v.optional(count), 'must be a whole number above 0'],
  log: [v.optional(v.union([v.literal(false), anyFunction])), 'must be a function, or false'],
  metrics: [flag, 'must be true or false'],
  bodySeconds: [seconds, secondsExpected],
  connectSeconds: [seconds, secondsExpected],
  idleSeconds: [seconds, secondsExpected],
  streamSeconds: [seconds, secondsExpected],
  heartbeatSeconds: [seconds, secondsExpected],
};
