import type { ChatErrorCode } from './error-codes.js';
import type { ErrorReason } from './error-reason.js';

export type { ChatErrorCode, ErrorReason };

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
  /** What exactly went wrong, where the code says too little. */
  reason?: ErrorReason;
}

/** The one error of this package. Stopping is not an error. */
export class ChatError extends Error {
  readonly code: ChatErrorCode;
  /** Whether sending the same turn again can help. */
  readonly retryable: boolean;
  /** Seconds to wait before trying again, where the server said. */
  readonly retryAfter?: number;
  /** What exactly went wrong, where the code says too little. */
  readonly reason?: ErrorReason;

  constructor(code: ChatErrorCode, options: ChatErrorOptions = {}) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ChatError';
    this.code = code;
    this.retryable = options.retryable ?? retryableCodes.has(code);
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
    if (options.reason) this.reason = options.reason;
  }
}
