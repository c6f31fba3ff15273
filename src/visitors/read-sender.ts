/** What sent a request, as far as its headers tell. Whoever is no browser may say what it likes there. */
export interface Sender {
  /** It says what only browsers say. */
  readonly isBrowser: boolean;
  /** A page of this very origin, whose browser keeps and sends our cookie. */
  readonly isOwnPage: boolean;
  /** A page of another site. */
  readonly isCrossSite: boolean;
  /** The browser reaches the site by https, so that a cookie may ask for it. */
  readonly isSecure: boolean;
}

/** Reads what sent a request; proxies of the site's own may say by which protocol they were asked. */
export function readSender({ url, headers }: Request, trustedProxies: number): Sender {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const isOwnPage =
    site === null ? origin === new URL(url).origin : site === 'same-origin' || site === 'none';
  const [forwarded = ''] = headers.get('x-forwarded-proto')?.split(',') ?? [];
  return {
    isBrowser: origin !== null || site !== null,
    isOwnPage,
    isCrossSite: site === 'cross-site',
    isSecure:
      url.startsWith('https:') ||
      (trustedProxies > 0 && forwarded.trim().toLowerCase() === 'https') ||
      // A page of the same origin names it as the browser knows it, whatever stands between.
      (isOwnPage && origin?.startsWith('https:') === true),
  };
}
