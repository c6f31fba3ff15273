import type { UpstreamError } from './describe-upstream-error.js';

/** An error as generateContent words it, with a number where the Interactions API has a name. */
export interface GoogleError {
  readonly code: number;
  readonly status: string;
  readonly message: string;
  readonly details: readonly object[];
}

const numbers: Readonly<Record<string, readonly [code: number, status: string]>> = {
  authentication: [401, 'UNAUTHENTICATED'],
  permission_denied: [403, 'PERMISSION_DENIED'],
  not_found: [404, 'NOT_FOUND'],
  model_not_found: [404, 'NOT_FOUND'],
  rate_limit_exceeded: [429, 'RESOURCE_EXHAUSTED'],
  too_many_requests: [429, 'RESOURCE_EXHAUSTED'],
  quota_exceeded: [429, 'RESOURCE_EXHAUSTED'],
  cancelled: [499, 'CANCELLED'],
  api_error: [500, 'INTERNAL'],
  bad_gateway: [502, 'INTERNAL'],
  service_unavailable: [503, 'UNAVAILABLE'],
  gateway_timeout: [504, 'DEADLINE_EXCEEDED'],
  deadline_exceeded: [504, 'DEADLINE_EXCEEDED'],
};

/** The error in Google's older shape, which the SDK reads in a stream of generateContent. */
export function toGoogleError({ code, message, retryAfter }: UpstreamError): GoogleError {
  const [number, status] = numbers[code] ?? [400, 'INVALID_ARGUMENT'];
  // The numbers are coarse: the finer name is where Google's own services put one.
  const reason = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: code.toUpperCase() };
  const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfter}s` };
  return { code: number, status, message, details: retryAfter === undefined ? [reason] : [reason, retry] };
}
