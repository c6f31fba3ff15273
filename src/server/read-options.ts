import * as v from 'valibot';
import type {
  ChatHandlerOptions,
  McpServer,
  SafetySetting,
  ToolType,
  UploadOptions,
} from './chat-handler-options.js';
import { optionExpectations } from './option-expectations.js';

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
  readonly bodySeconds: number;
  readonly connectSeconds: number;
  readonly idleSeconds: number;
  readonly streamSeconds: number;
  readonly heartbeatSeconds: number;
}

/** Which files may be uploaded. */
export interface UploadPolicy {
  readonly maxBytes: number;
  readonly types: readonly string[];
}

/** Checks the options once, when the handler is made; throws an error that names the wrong one. */
export function readOptions(options: ChatHandlerOptions): ChatPolicy {
  check(options);
  const { apiKey, publicUrl, systemInstruction, safetySettings } = options;
  const baseUrl = trimSlashes(options.baseUrl ?? 'https://generativelanguage.googleapis.com');
  const version = options.apiVersion ?? 'v1beta';
  const [defaultModel = 'gemini-3.5-flash', ...otherModels] = options.models ?? [];
  return {
    apiKey: typeof apiKey === 'function' ? apiKey : () => Promise.resolve(apiKey),
    // Looked up at each call, so that tests and polyfills may replace the global later.
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    baseUrl,
    apiUrl: [baseUrl, version].filter(Boolean).join('/'),
    uploadUrl: [baseUrl, 'upload', version, 'files'].filter(Boolean).join('/'),
    models: [defaultModel, ...otherModels],
    agents: options.agents ?? [],
    tools: options.tools ?? ['google_search', 'url_context', 'code_execution', 'function'],
    mcpServers: options.mcpServers ?? [],
    background: options.background ?? false,
    uploads: readUploads(options.uploads ?? false),
    uriHosts: options.uriHosts ?? [],
    serviceTiers: options.serviceTiers ?? [],
    ...(systemInstruction === undefined ? {} : { systemInstruction }),
    ...(safetySettings === undefined ? {} : { safetySettings }),
    maxOutputTokens: options.maxOutputTokens ?? 16_384,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    origins: options.origins ?? [],
    ...(publicUrl === undefined ? {} : { publicUrl: trimSlashes(publicUrl) }),
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
