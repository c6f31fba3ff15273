import type { OriginVerdict } from './check-origin.js';

/** What clients of other origins go by, beside the headers that browsers show them anyway. */
const exposedHeaders =
  'Retry-After, X-Request-Id, X-Goog-Upload-URL, X-Goog-Upload-Status, X-Goog-Upload-Size-Received, X-Goog-Upload-Chunk-Granularity';

/** Sets what every answer carries: its number; nothing is cached, sniffed or run, and only allowed origins may read it. */
export function guardResponse(response: Response, verdict: OriginVerdict, requestId: string): Response {
  const { headers } = response;
  headers.set('x-request-id', requestId);
  // no-transform keeps proxies from compressing, and so from holding back, a stream.
  headers.set('cache-control', 'no-store, no-transform');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('content-security-policy', "default-src 'none'");
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('referrer-policy', 'no-referrer');
  if (verdict.share !== '*') headers.append('vary', 'Origin');
  if (verdict.share !== undefined) {
    headers.set('access-control-allow-origin', verdict.share);
    headers.set('access-control-expose-headers', exposedHeaders);
    // Browsers ignore the wildcard for requests with cookies; an origin on the list may send them.
    if (verdict.share !== '*') headers.set('access-control-allow-credentials', 'true');
  }
  return response;
}
