/** What Google calls an HTTP status: in the Interactions API, and in its older APIs. */
interface StatusName {
  readonly code: string;
  readonly name: string;
  readonly message: string;
}

const statusNames: Readonly<Record<number, StatusName>> = {
  400: { code: 'invalid_request', name: 'INVALID_ARGUMENT', message: 'The request is not valid.' },
  401: { code: 'authentication', name: 'UNAUTHENTICATED', message: 'The API key is missing or not valid.' },
  402: { code: 'payment_required', name: 'FAILED_PRECONDITION', message: 'Billing is not set up.' },
  403: { code: 'permission_denied', name: 'PERMISSION_DENIED', message: 'The caller has no permission.' },
  404: { code: 'not_found', name: 'NOT_FOUND', message: 'The requested entity was not found.' },
  408: { code: 'deadline_exceeded', name: 'DEADLINE_EXCEEDED', message: 'The request took too long.' },
  409: { code: 'conflict', name: 'ABORTED', message: 'The request conflicts with another one.' },
  429: {
    code: 'rate_limit_exceeded',
    name: 'RESOURCE_EXHAUSTED',
    message: 'Too many requests in this minute. Wait a moment, then try again.',
  },
  499: { code: 'cancelled', name: 'CANCELLED', message: 'The request was cancelled.' },
  500: { code: 'api_error', name: 'INTERNAL', message: 'An internal error has occurred.' },
  503: { code: 'service_unavailable', name: 'UNAVAILABLE', message: 'The model is overloaded. Try later.' },
  504: { code: 'deadline_exceeded', name: 'DEADLINE_EXCEEDED', message: 'The deadline expired.' },
};

function describeStatus(status: number): StatusName {
  const family = status >= 500 ? 500 : 400;
  return (
    statusNames[status] ??
    statusNames[family] ?? { code: 'api_error', name: 'UNKNOWN', message: `The request failed (${status}).` }
  );
}

const retryType = 'type.googleapis.com/google.rpc.RetryInfo';

/** What a `GoogleError` may say beside its status. */
export interface GoogleErrorOptions {
  /** The Interactions API's name of the error; by default the usual one of the status. */
  readonly code?: string;
  readonly message?: string;
  /** Seconds, or an HTTP date, for the `Retry-After` header. */
  readonly retryAfter?: number | string;
  /** What Google's older APIs list beside the message. */
  readonly details?: readonly Readonly<Record<string, unknown>>[];
}

/** A refusal as Google words it. A scene throws one to refuse a request, or ends its reply with one. */
export class GoogleError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfter?: number | string;
  readonly #details: readonly Readonly<Record<string, unknown>>[];

  constructor(status: number, options: GoogleErrorOptions = {}) {
    const usual = describeStatus(status);
    super(options.message ?? usual.message);
    this.name = 'GoogleError';
    this.status = status;
    this.code = options.code ?? usual.code;
    this.#details = options.details ?? [];
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }

  /** The body of the Interactions API. */
  toInteractionsBody(): { error: { code: string; message: string } } {
    return { error: { code: this.code, message: this.message } };
  }

  /** The body of generateContent, Files and whatever answers in front of an API. */
  toClassicBody(): { error: Record<string, unknown> } {
    const { status, message, code, retryAfter } = this;
    const wait = typeof retryAfter === 'number' ? [{ '@type': retryType, retryDelay: `${retryAfter}s` }] : [];
    const details = [...this.#details, ...wait];
    return {
      error: {
        code: status,
        message,
        status: code === 'failed_precondition' ? 'FAILED_PRECONDITION' : describeStatus(status).name,
        ...(details.length > 0 ? { details } : {}),
      },
    };
  }
}
