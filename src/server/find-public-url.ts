import type { ChatPolicy } from './read-options.js';

/**
 * Where the visitor's client reaches what it asked for. Behind a proxy that ends TLS the request has another
 * origin than the page's, which the page's own browser vouches for.
 */
export function findPublicUrl(
  request: Request,
  route: string,
  { publicUrl }: Pick<ChatPolicy, 'publicUrl'>,
): string {
  if (publicUrl !== undefined) return publicUrl + route;
  const { origin, pathname } = new URL(request.url);
  const own = request.headers.get('sec-fetch-site') === 'same-origin' ? request.headers.get('origin') : null;
  return (own ?? origin) + pathname.replace(/\/$/, '');
}
