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
   * Kinds of tool that a visitor may use, by their `type`. Default: `google_search`, `url_context`,
   * `code_execution` and `function`, none of which opens the site's own data. `file_search` would let a visitor
   * name any file store of the key's project.
   */
  readonly tools?: readonly ToolType[] | undefined;
  /** The instruction for every reply. Where set, whatever a visitor sends is replaced by it. */
  readonly systemInstruction?: string | undefined;
  /** Gemini's safety thresholds for every reply. A visitor cannot set them. Default: Gemini's own. */
  readonly safetySettings?: readonly SafetySetting[] | undefined;
  /** Tokens that one reply may cost, thoughts included. Default: 16384. */
  readonly maxOutputTokens?: number | undefined;
  /** Bytes that a request's body may have, counted while it is read. Default: 1048576. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Other origins whose pages may use this backend, each written out as `https://www.example.com`; `'*'` for
   * any. Pages of the backend's own origin always may. Default: none.
   *
   * Behind a proxy that ends TLS or changes the `Host` header the backend cannot see its own origin. Browsers
   * then still say `Sec-Fetch-Site: same-origin`, which is believed; for older ones, list the site's origin.
   */
  readonly origins?: readonly string[] | '*' | undefined;
  /** Seconds that a visitor may take to send a request's body. Default: 30. */
  readonly bodySeconds?: number | undefined;
  /** Seconds until a stream from Gemini must have begun. Default: 30. */
  readonly connectSeconds?: number | undefined;
  /** Seconds of silence after which a stream from Gemini is given up. Default: 45. */
  readonly idleSeconds?: number | undefined;
  /** Seconds that one reply may take in all. Default: 600. */
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
  | 'file_search';

/** How strictly Gemini filters one kind of harm, in the wire's own words. */
export interface SafetySetting {
  readonly type: string;
  readonly threshold: string;
  readonly method?: string | undefined;
}
