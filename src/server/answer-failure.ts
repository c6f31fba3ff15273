import { HTTPException } from 'hono/http-exception';
import { answerError, findErrorCode } from './answer-error.js';
import type { RequestRecord } from './request-record.js';

/** The answer where a request was refused, or something failed that should not; the record gets to know why. */
export function answerFailure(error: unknown, request: Request, record: RequestRecord): Response {
  if (error instanceof HTTPException) {
    const response = error.res ?? error.getResponse();
    // Noted here, since some answers are copied later on, as those to HEAD.
    record.error ??= findErrorCode(response) ?? 'api_error';
    return response;
  }
  // Nobody is left to read it; the number is what proxies log for it.
  if (request.signal.aborted) {
    record.end ??= 'client-left';
    return answerError(499, 'cancelled', 'The request was cancelled.');
  }
  record.error = nameError(error);
  return answerError(500, 'api_error', `Something went wrong on this site (request ${record.id}).`);
}

/** What kind of error it was. Its message, and names that were given to it later, could hold anything. */
function nameError(error: unknown): string {
  const name = error instanceof Error ? error.constructor.name : typeof error;
  return /^\w{1,60}$/.test(name) ? name : 'Error';
}
