import type { Admission } from '../limits/limiter.js';
import { LimitReached } from '../limits/limiter.js';
import { refuse } from './answer-error.js';
import type { Backend, RequestContext } from './backend.js';

/** Lets a request in that costs, or refuses it in the words of a limit; `seconds`: how long its answer may take. */
export async function admitRequest(
  { limiter }: Backend,
  { visitor }: RequestContext,
  seconds: number,
): Promise<Admission> {
  try {
    return await limiter.admit({ visitor: visitor.id, address: visitor.address }, seconds);
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    const wait = { 'retry-after': String(error.retryAfter) };
    if (error.reason === 'unknown') {
      throw refuse(503, 'service_unavailable', 'This site cannot take requests at the moment.', wait);
    }
    if (error.reason === 'tokens') {
      throw refuse(429, 'quota_exceeded', 'The quota of this site is used up for now.', wait);
    }
    throw refuse(
      429,
      'rate_limit_exceeded',
      'There are too many requests. Wait a moment, then try again.',
      wait,
    );
  }
}
