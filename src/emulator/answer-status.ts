import type { Fault } from './fault.js';
import { GoogleError } from './google-error.js';

const page = (status: number) => `<!doctype html>
<html lang="en">
  <head><title>Error ${status}</title></head>
  <body><h1>Error ${status}</h1><p>The server could not answer this request.</p></body>
</html>
`;

/** Statuses whose answer may have no body at all. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** The answer to a request that is refused: by Google, or by something in front of it. */
export function answerStatus({ status, body, retryAfter }: Fault & { kind: 'status' }): Response {
  const error = new GoogleError(status, retryAfter === undefined ? {} : { retryAfter });
  const headers = new Headers(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
  if (body === 'empty' || bodiless.has(status)) return new Response(null, { status, headers });
  if (body === 'html') {
    headers.set('content-type', 'text/html; charset=UTF-8');
    return new Response(page(status), { status, headers });
  }
  return Response.json(body === 'google' ? error.toClassicBody() : error.toInteractionsBody(), {
    status,
    headers,
  });
}
