/** Whether a page may use the backend, and what the browser is told about it. */
export interface OriginVerdict {
  readonly allowed: boolean;
  /** The value of `Access-Control-Allow-Origin`, for pages of other origins. */
  readonly share?: string;
}

/**
 * Judges where a request comes from. Requests without an `Origin` (servers, command lines, a page's own GET) are
 * let through unless the browser says that another site sent them.
 */
export function checkOrigin(request: Request, origins: readonly string[] | '*'): OriginVerdict {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const foreign = site === 'cross-site' || site === 'same-site';
  if (origin === null) return { allowed: !foreign || origins === '*' };
  // Sandboxed frames and local files all share this name, so that it proves nothing.
  if (origin === 'null') return { allowed: false };
  // No page can set Sec-Fetch-Site, and behind a proxy the request's own URL may be another than the browser's.
  if (site === 'same-origin') return { allowed: true };
  if (origins === '*') return { allowed: true, share: '*' };
  if (origins.includes(origin)) return { allowed: true, share: origin };
  return { allowed: !foreign && origin === new URL(request.url).origin };
}
