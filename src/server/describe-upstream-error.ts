import type { ChatErrorCode } from '../protocol/chat-error.js';
import { classifyError } from '../protocol/classify-error.js';
import { readRetryAfter } from '../protocol/read-retry-after.js';
import { findWireError } from '../protocol/wire-error.js';

/** What a visitor is told of an error at Gemini: a stable code and our own words, none of Google's. */
export interface UpstreamError {
  readonly code: string;
  readonly message: string;
  /** Seconds to wait, where Gemini said so. */
  readonly retryAfter?: number;
}

/** The wire's name and our sentence for each kind of error that can come from Gemini. */
const descriptions: Readonly<Partial<Record<ChatErrorCode, readonly [code: string, message: string]>>> = {
  unauthorized: ['authentication', 'Gemini did not accept the credentials of this site.'],
  forbidden: ['permission_denied', 'Gemini does not allow this request.'],
  'not-found': ['not_found', 'Gemini does not know what the request refers to.'],
  'rate-limited': ['rate_limit_exceeded', 'Gemini receives too many requests from this site.'],
  'quota-exceeded': ['quota_exceeded', 'The quota of this site is used up for now.'],
  overloaded: ['service_unavailable', 'Gemini is overloaded.'],
  timeout: ['gateway_timeout', 'Gemini took too long to answer.'],
  'bad-response': ['bad_gateway', 'Gemini gave an answer that is not understood.'],
  'invalid-request': ['invalid_request', 'Gemini did not accept the request.'],
  blocked: ['content_blocked', 'Gemini blocked this content.'],
};
const serverError = ['api_error', 'Gemini had an internal error.'] as const;

/** Finer names of the Interactions API, which are passed on where Gemini uses them. */
const finerCodes: ReadonlySet<unknown> = new Set([
  'cancelled',
  'deadline_exceeded',
  'failed_precondition',
  'model_not_found',
  'parameter_unknown',
  'payment_required',
  'prohibited_content',
  'recitation',
  'safety',
  'too_many_requests',
]);

/** Reads an error in any of the shapes that Google's services use; `response` is what it came with, if any. */
export function describeUpstreamError(
  body: unknown,
  response?: Pick<Response, 'status' | 'headers'>,
): UpstreamError {
  const error = findWireError(body) ?? {};
  const [code, message] = descriptions[classifyError(error, response?.status)] ?? serverError;
  const retryAfter = readRetryAfter(error, response?.headers);
  return {
    code: typeof error.code === 'string' && finerCodes.has(error.code) ? error.code : code,
    message,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}
