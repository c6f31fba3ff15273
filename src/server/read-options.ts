import * as v from 'valibot';
import type { Limiter } from '../limits/limiter.js';
import type { LimitOptions } from '../limits/limits.js';
import type {
  ChatHandlerOptions,
  LiveOptions,
  McpServer,
  SafetySetting,
  ToolType,
  UploadOptions,
} from './chat-handler-options.js';
import { optionExpectations } from './option-expectations.js';
import type { RequestRecord } from './request-record.js';
import { writeLogLine } from './write-log-line.js';

/** The options after checking, with every default in place. */
export interface ChatPolicy {
  readonly apiKey: () => Promise<string>;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Gemini's address without a version: where files of its store are below. */
  readonly baseUrl: string;
  /** Where Gemini's resources are: its address and the version. */
  readonly apiUrl: string;
  /** Where uploads to Gemini begin. */
  readonly uploadUrl: string;
  readonly models: readonly [string, ...string[]];
  readonly agents: readonly string[];
  readonly tools: readonly ToolType[];
  readonly mcpServers: readonly McpServer[];
  readonly background: boolean;
  readonly uploads: UploadPolicy | false;
  readonly uriHosts: readonly string[];
  readonly serviceTiers: readonly string[];
  readonly systemInstruction?: string;
  readonly safetySettings?: readonly SafetySetting[];
  readonly maxOutputTokens: number;
  readonly maxBodyBytes: number;
  readonly origins: readonly string[] | '*';
  readonly publicUrl?: string;
  readonly live: LivePolicy | false;
  readonly maxSteps: number;
  readonly identify?: (request: Request) => string | undefined | Promise<string | undefined>;
  /** The secrets, the sealing one first; asked anew each time, as the API key that they may come from is. */
  readonly secrets: () => Promise<readonly string[]>;
  readonly address?: (request: Request) => string | undefined;
  readonly trustedProxies: number;
  readonly limits: LimitOptions;
  readonly limiter?: Limiter;
  readonly redis?: string;
  readonly resumeSeconds: number;
  readonly maxResumeBytes: number;
  readonly log?: (record: Readonly<RequestRecord>) => void;
  readonly metrics: boolean;
  readonly bodySeconds: number;
  readonly connectSeconds: number;
  readonly idleSeconds: number;
  readonly streamSeconds: number;
  readonly heartbeatSeconds: number;
}

/** What a token of the Live API is locked to. */
export interface LivePolicy {
  readonly model: string;
  readonly sessionSeconds: number;
}

/** Which files may be uploaded. */
export interface UploadPolicy {
  readonly maxBytes: number;
  readonly types: readonly string[];
}

/** Checks the options once, when the handler is made; throws an error that names the wrong one. */
export function readOptions(options: ChatHandlerOptions): ChatPolicy {
  check(options);
  const { apiKey, publicUrl, systemInstruction, safetySettings, identify, address, redis, secret, limiter } =
    options;
  const log = options.log ?? writeLogLine;
  const baseUrl = trimSlashes(options.baseUrl ?? 'https://generativelanguage.googleapis.com');
  const version = options.apiVersion ?? 'v1beta';
  const [defaultModel = 'gemini-3.5-flash', ...otherModels] = options.models ?? [];
  const readKey = typeof apiKey === 'function' ? apiKey : () => Promise.resolve(apiKey);
  const secrets = typeof secret === 'string' ? [secret] : secret;
  return {
    apiKey: readKey,
    // Looked up at each call, so that tests and polyfills may replace the global later.
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    baseUrl,
    apiUrl: [baseUrl, version].filter(Boolean).join('/'),
    uploadUrl: [baseUrl, 'upload', version, 'files'].filter(Boolean).join('/'),
    models: [defaultModel, ...otherModels],
    live: readLive(options.live ?? true, [defaultModel, ...otherModels]),
    agents: options.agents ?? [],
    tools: options.tools ?? ['google_search', 'url_context', 'code_execution', 'function'],
    mcpServers: options.mcpServers ?? [],
    background: options.background ?? true,
    uploads: readUploads(options.uploads ?? true),
    uriHosts: options.uriHosts ?? [],
    serviceTiers: options.serviceTiers ?? [],
    ...(systemInstruction === undefined ? {} : { systemInstruction }),
    ...(safetySettings === undefined ? {} : { safetySettings }),
    maxOutputTokens: options.maxOutputTokens ?? 16_384,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    origins: options.origins ?? [],
    ...(publicUrl === undefined ? {} : { publicUrl: trimSlashes(publicUrl) }),
    maxSteps: options.maxSteps ?? 1000,
    ...(identify === undefined ? {} : { identify }),
    secrets: secrets ? () => Promise.resolve(secrets) : async () => [await readKey()],
    ...(address === undefined ? {} : { address }),
    trustedProxies: options.trustedProxies ?? 0,
    limits: options.limits ?? {},
    ...(limiter === undefined ? {} : { limiter }),
    ...(redis === undefined ? {} : { redis }),
    resumeSeconds: options.resumeSeconds ?? 30,
    maxResumeBytes: options.maxResumeBytes ?? 1_048_576,
    ...(log === false ? {} : { log }),
    metrics: options.metrics ?? false,
    bodySeconds: options.bodySeconds ?? 30,
    connectSeconds: options.connectSeconds ?? 30,
    idleSeconds: options.idleSeconds ?? 45,
    streamSeconds: options.streamSeconds ?? 600,
    heartbeatSeconds: options.heartbeatSeconds ?? 15,
  };
}

function readUploads(uploads: boolean | UploadOptions): UploadPolicy | false {
  if (uploads === false) return false;
  const { maxBytes = 104_857_600, types } = uploads === true ? {} : uploads;
  return { maxBytes, types: types ?? ['image/*', 'audio/*', 'video/*', 'application/pdf', 'text/*'] };
}

function readLive(live: boolean | LiveOptions, models: readonly [string, ...string[]]): LivePolicy | false {
  if (live === false) return false;
  const { model, sessionSeconds = 900 } = live === true ? {} : live;
  return {
    model: model ?? models.find((name) => /\blive\b/.test(name)) ?? 'gemini-3.1-flash-live-preview',
    sessionSeconds,
  };
}

function trimSlashes(url: string): string {
  return url.replace(/\/+$/, '');
}

function check(options: ChatHandlerOptions): void {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError('createChatHandler needs an object of options');
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(optionExpectations, name)) {
      throw new TypeError(`createChatHandler does not know the option "${name}"`);
    }
  }
  // Asked in turn and never quoted: the value of a wrong option may be a key.
  for (const [name, [schema, expectation]] of Object.entries(optionExpectations)) {
    if (!v.is(schema, Reflect.get(given, name))) {
      throw new TypeError(`createChatHandler: the option "${name}" ${expectation}`);
    }
  }
  if (options.tools?.includes('mcp_server') && !options.mcpServers?.length) {
    throw new TypeError('createChatHandler: the option "tools" names mcp_server, which needs "mcpServers"');
  }
}
