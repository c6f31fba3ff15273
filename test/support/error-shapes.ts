import type { ChatErrorCode } from '../../src/protocol/chat-error.js';

/** A kind of error as Gemini's APIs name it, and what a page is told. */
export interface KnownError {
  readonly status: number;
  /** The name in the Interactions API. */
  readonly code: string;
  /** The name in generateContent and Files. */
  readonly name: string;
  readonly expected: ChatErrorCode;
  readonly message?: string;
  readonly details?: readonly object[];
}

const perDay = {
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
};
const wrongKey = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' };

/** Every kind of error that Gemini is known to answer with. */
export const knownErrors: readonly KnownError[] = [
  { status: 400, code: 'invalid_request', name: 'INVALID_ARGUMENT', expected: 'invalid-request' },
  { status: 400, code: 'parameter_unknown', name: 'INVALID_ARGUMENT', expected: 'invalid-request' },
  { status: 400, code: 'failed_precondition', name: 'FAILED_PRECONDITION', expected: 'invalid-request' },
  { status: 400, code: 'safety', name: 'SAFETY', expected: 'blocked' },
  { status: 400, code: 'recitation', name: 'RECITATION', expected: 'blocked' },
  { status: 400, code: 'prohibited_content', name: 'PROHIBITED_CONTENT', expected: 'blocked' },
  { status: 400, code: 'content_blocked', name: 'BLOCKLIST', expected: 'blocked' },
  {
    status: 400,
    code: 'invalid_request',
    name: 'INVALID_ARGUMENT',
    message: 'API key not valid. Please pass a valid API key.',
    details: [wrongKey],
    expected: 'unauthorized',
  },
  { status: 401, code: 'authentication', name: 'UNAUTHENTICATED', expected: 'unauthorized' },
  { status: 402, code: 'payment_required', name: 'FAILED_PRECONDITION', expected: 'quota-exceeded' },
  { status: 403, code: 'permission_denied', name: 'PERMISSION_DENIED', expected: 'forbidden' },
  { status: 404, code: 'not_found', name: 'NOT_FOUND', expected: 'not-found' },
  { status: 404, code: 'model_not_found', name: 'NOT_FOUND', expected: 'not-found' },
  { status: 408, code: 'request_timeout', name: 'DEADLINE_EXCEEDED', expected: 'timeout' },
  { status: 429, code: 'rate_limit_exceeded', name: 'RESOURCE_EXHAUSTED', expected: 'rate-limited' },
  { status: 429, code: 'too_many_requests', name: 'RESOURCE_EXHAUSTED', expected: 'rate-limited' },
  {
    status: 429,
    code: 'quota_exceeded',
    name: 'RESOURCE_EXHAUSTED',
    details: [perDay],
    expected: 'quota-exceeded',
  },
  { status: 499, code: 'cancelled', name: 'CANCELLED', expected: 'server-error' },
  { status: 500, code: 'api_error', name: 'INTERNAL', expected: 'server-error' },
  { status: 503, code: 'service_unavailable', name: 'UNAVAILABLE', expected: 'overloaded' },
  { status: 504, code: 'deadline_exceeded', name: 'DEADLINE_EXCEEDED', expected: 'timeout' },
  { status: 504, code: 'gateway_timeout', name: 'DEADLINE_EXCEEDED', expected: 'timeout' },
];

/** What an error says; no reader may ever see it. */
export const secret = 'internal words of the far end';

/** A way to write an error as a body. */
export type ErrorShape = (error: KnownError) => { readonly body: string; readonly type: string };

const asJson = (value: unknown) => ({ body: JSON.stringify(value), type: 'application/json' });

const modern = ({ code, message = secret }: KnownError) => ({ error: { code, message } });

const classic = ({ status, name, message = secret, details }: KnownError) => ({
  error: { code: status, status: name, message, ...(details && { details }) },
});

/** All the ways in which errors are known to be written, by name. */
export const errorShapes: Readonly<Record<string, ErrorShape>> = {
  'in the words of Interactions': (error) => asJson(modern(error)),
  'in the words of generateContent': (error) => asJson(classic(error)),
  nested: (error) => asJson({ error: modern(error) }),
  'in an array': (error) => asJson([classic(error)]),
  'as JSON in a message': ({ status, ...error }) =>
    asJson({ error: { code: status, message: JSON.stringify(classic({ status, ...error })) } }),
  'as JSON in a string': (error) => asJson(JSON.stringify(modern(error))),
};

/** The page of some proxy on the way. */
export const htmlShape: ErrorShape = () => ({
  body: `<!doctype html><title>Error</title><h1>${secret}</h1>`,
  type: 'text/html',
});
