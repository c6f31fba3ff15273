import type { Limiter } from '../limits/limiter.js';
import type { LimitOptions } from '../limits/limits.js';
import type { RequestRecord } from './request-record.js';

/** What a site decides about its chat backend; everything but the key has a safe default. */
export interface ChatHandlerOptions {
  /** Gemini's API key, or a function that fetches it; a function is asked before every call. */
  readonly apiKey: string | (() => Promise<string>);
  /** How requests reach Gemini. Default: the global `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Gemini's address. Default: `https://generativelanguage.googleapis.com`. */
  readonly baseUrl?: string | undefined;
  /** The version in Gemini's paths. Default: `v1beta`. */
  readonly apiVersion?: string | undefined;
  /** Models that a visitor may use; the first is the default. Default: `['gemini-3.5-flash']`. */
  readonly models?: readonly string[] | undefined;
  /**
   * Managed agents that a visitor may use instead of a model. Default: none. Their work is not bounded by
   * `maxOutputTokens`. An environment that one works in is its visitor's alone. A locked `systemInstruction` goes
   * to every agent but the deep-research ones, which take none.
   */
  readonly agents?: readonly string[] | undefined;
  /**
   * Kinds of tool that a visitor may use, by their `type`. Default: `google_search`, `url_context`,
   * `code_execution` and `function`, none of which opens the site's own data. `file_search` and `retrieval`
   * would let a visitor name any store that the key opens; `mcp_server` works only with `mcpServers`.
   */
  readonly tools?: readonly ToolType[] | undefined;
  /** Tool servers that a visitor may name, where `tools` has `mcp_server`. No page sees their headers. */
  readonly mcpServers?: readonly McpServer[] | undefined;
  /** Whether long answers may be made in the background, to be asked for later by their id. Default: yes. */
  readonly background?: boolean | undefined;
  /**
   * Whether a visitor may upload files to Gemini, look them up, delete them and use them in a message. Each file
   * is its visitor's alone. Default: yes, within the defaults of `UploadOptions`.
   */
  readonly uploads?: boolean | UploadOptions | undefined;
  /**
   * Hosts whose https addresses a visitor may give Gemini to fetch, each exactly as in the address; for videos
   * of YouTube `www.youtube.com` and `youtu.be`. Default: none.
   */
  readonly uriHosts?: readonly string[] | undefined;
  /** Service tiers that a visitor may choose, such as `flex`; they differ in price. Default: none. */
  readonly serviceTiers?: readonly string[] | undefined;
  /** The instruction for every reply. Where set, whatever a visitor sends is replaced by it. */
  readonly systemInstruction?: string | undefined;
  /** Gemini's safety thresholds for every reply. A visitor cannot set them. Default: Gemini's own. */
  readonly safetySettings?: readonly SafetySetting[] | undefined;
  /** Tokens that one reply may cost, thoughts included. Default: 16384. */
  readonly maxOutputTokens?: number | undefined;
  /** Bytes that a request's body may have, counted while it is read; uploads apart. Default: 1048576. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Other origins whose pages may use this backend, each written out as `https://www.example.com`; `'*'` for
   * any. Pages of the backend's own origin always may. Default: none.
   *
   * Behind a proxy that ends TLS or changes the `Host` header the backend cannot see its own origin. Browsers
   * then still say `Sec-Fetch-Site: same-origin`, which is believed; for older ones, list the site's origin.
   */
  readonly origins?: readonly string[] | '*' | undefined;
  /**
   * Where pages reach this backend, such as `https://www.example.com/api/gemini`. Needed for uploads alone, and
   * only where something before the backend rewrites hosts or paths. Default: what the request says.
   */
  readonly publicUrl?: string | undefined;
  /**
   * Whether a visitor may talk to Gemini's Live API with a token of this backend's making, for one session that
   * soon ends and is locked to a model and to `systemInstruction`. What is said there does not pass through the
   * backend: of `limits` only those of requests hold. Default: yes, within the defaults of `LiveOptions`.
   */
  readonly live?: boolean | LiveOptions | undefined;
  /** Steps, or contents, that one request may have, earlier turns that it repeats included. Default: 1000. */
  readonly maxSteps?: number | undefined;
  /**
   * Names who asks, such as by the site's own session; undefined for nobody in particular. What it returns is
   * hashed before it is used. Default: a signed cookie that no script can read; where there is none, the address.
   */
  readonly identify?: ((request: Request) => string | undefined | Promise<string | undefined>) | undefined;
  /**
   * What cookies and ids are sealed with, of 32 characters and more. Of a list the first seals and all open, so
   * that it can change without anybody noticing; servers that share visitors must share it. Default: derived from
   * the API key, so that a new key makes everybody a new visitor.
   */
  readonly secret?: string | readonly string[] | undefined;
  /**
   * The visitor's network address, for where the server knows it. Default: what `toNodeListener` sees, and
   * `X-Forwarded-For` as far as `trustedProxies` allows.
   */
  readonly address?: ((request: Request) => string | undefined) | undefined;
  /** How many proxies of the site's own stand before the backend and add to `X-Forwarded-For`. Default: 0. */
  readonly trustedProxies?: number | undefined;
  /** How much may be asked, by whom. */
  readonly limits?: LimitOptions | undefined;
  /**
   * Counts in the place of memory and Redis, for example in a store of the platform's. What it lets in is its own
   * business: `limits` then has no effect.
   */
  readonly limiter?: Limiter | undefined;
  /**
   * The address of a Redis or Valkey server that several machines share, such as `redis://localhost:6379`: limits
   * then hold across them, and a stream that began on one goes on at another. Default: each has its own memory.
   */
  readonly redis?: string | undefined;
  /** Seconds that a stream goes on without a reader, so that one who lost the connection can come back. Default: 30. */
  readonly resumeSeconds?: number | undefined;
  /** Bytes of one stream that are kept for those who come back. Default: 1048576. */
  readonly maxResumeBytes?: number | undefined;
  /**
   * Gets one record a request, when its answer is over. Default: writes it to the console as a line of JSON;
   * `false` for none. A logger such as pino fits in as `(record) => logger.info(record)`.
   */
  readonly log?: ((record: Readonly<RequestRecord>) => void) | false | undefined;
  /** Whether `GET /metrics` answers, in the text format of Prometheus; any who can reach it can read it. Default: no. */
  readonly metrics?: boolean | undefined;
  /** Seconds that a visitor may take to send a request's body; an upload's may stall that long. Default: 30. */
  readonly bodySeconds?: number | undefined;
  /** Seconds until a stream from Gemini must have begun. Default: 30. */
  readonly connectSeconds?: number | undefined;
  /** Seconds of silence after which a stream from Gemini is given up. Default: 45. */
  readonly idleSeconds?: number | undefined;
  /** Seconds that one reply, or one piece of an upload, may take in all. Default: 600. */
  readonly streamSeconds?: number | undefined;
  /** Seconds of silence after which the visitor gets a sign of life. Default: 15. */
  readonly heartbeatSeconds?: number | undefined;
}

/** A kind of tool that this backend can check and pass on. */
export type ToolType =
  | 'function'
  | 'google_search'
  | 'url_context'
  | 'code_execution'
  | 'google_maps'
  | 'file_search'
  | 'computer_use'
  | 'retrieval'
  | 'mcp_server';

/** A tool server of the site's choice; Gemini calls it with these headers. */
export interface McpServer {
  readonly name: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Which files a visitor may upload. */
export interface UploadOptions {
  /** Bytes that one file may have. Default: 104857600. */
  readonly maxBytes?: number | undefined;
  /** MIME types, or whole families as `image/*`. Default: images, audio, video, PDF and text. */
  readonly types?: readonly string[] | undefined;
}

/** What a visitor's own session with the Live API may be. */
export interface LiveOptions {
  /** The model. Default: the first of `models` with `live` in its name, else `gemini-3.1-flash-live-preview`. */
  readonly model?: string | undefined;
  /** Seconds that a session may take in all. Default: 900. */
  readonly sessionSeconds?: number | undefined;
}

/** How strictly Gemini filters one kind of harm, in the wire's own words. */
export interface SafetySetting {
  readonly type: string;
  readonly threshold: string;
  readonly method?: string | undefined;
}
