const codes = [
  'not-configured',
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'quota-exceeded',
  'overloaded',
  'timeout',
  'offline',
  'network',
  'bad-response',
  'server-error',
  'invalid-request',
  'blocked',
  'truncated',
  'attachment-type',
  'attachment-size',
  'attachment-failed',
  'function-failed',
  'storage',
] as const;

/** What went wrong, by name; the reader's sentence for each is in the catalogue of strings. */
export type ChatErrorCode = (typeof codes)[number];

/** The code of that name, if there is one. */
export function findErrorCode(name: unknown): ChatErrorCode | undefined {
  return codes.find((code) => code === name);
}

/** Codes for which trying the same turn again can help. */
const retryableCodes: ReadonlySet<ChatErrorCode> = new Set([
  'rate-limited',
  'overloaded',
  'timeout',
  'offline',
  'network',
  'bad-response',
  'server-error',
  'truncated',
]);

export interface ChatErrorOptions {
  /** For developers; the reader sees the catalogue's sentence for the code. */
  message?: string;
  cause?: unknown;
  /** Seconds to wait before trying again, where the server said. */
  retryAfter?: number;
  retryable?: boolean;
}

/** The one error of this package. Stopping is not an error. */
export class ChatError extends Error {
  readonly code: ChatErrorCode;
  /** Whether sending the same turn again can help. */
  readonly retryable: boolean;
  /** Seconds to wait before trying again, where the server said. */
  readonly retryAfter?: number;

  constructor(code: ChatErrorCode, options: ChatErrorOptions = {}) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ChatError';
    this.code = code;
    this.retryable = options.retryable ?? retryableCodes.has(code);
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }
}
