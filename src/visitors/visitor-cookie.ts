import { computeMac, isSameMac, macLetters } from './compute-mac.js';

const plainName = 'gemini_chat_visitor';
/** Browsers let nobody but this very host set it: else a site beside it could make its visitors somebody else. */
const hostName = `__Host-${plainName}`;
const lifeSeconds = 30 * 86_400;
/** Two machines need not have the same time. */
const clockSeconds = 86_400;
/** Some cookies of one name may come from other paths and partitions; more are an attempt to keep us busy. */
const mostCookies = 8;

const pattern = new RegExp(`^([\\w-]{${macLetters}})\\.([0-9a-z]{1,9})\\.([\\w-]{${macLetters}})$`);

/** What a cookie says. */
export interface VisitorCookie {
  readonly id: string;
  /** It should be given anew: an old secret signed it, or half of its life is over. */
  readonly isStale: boolean;
}

/** How the browser is to keep a cookie. */
export interface CookieScope {
  readonly isSecure: boolean;
  /** The page is of another site, where cookies live apart for each site that shows it, if at all. */
  readonly isCrossSite: boolean;
}

/**
 * The first cookie of a request's `Cookie` that this site gave and that has not ended; `now` in milliseconds. Where
 * the site is reached by https, only one that no other host can have set.
 */
export function readVisitorCookie(
  header: string,
  keys: readonly Uint8Array[],
  now: number,
  isSecure: boolean,
): VisitorCookie | undefined {
  const pairs = header.split(';').map((pair) => pair.trim());
  for (const name of isSecure ? [hostName] : [hostName, plainName]) {
    for (const pair of pairs.filter((one) => one.startsWith(`${name}=`)).slice(0, mostCookies)) {
      const cookie = verify(pair.slice(name.length + 1), keys, now);
      if (cookie) return cookie;
    }
  }
  return undefined;
}

/** The `Set-Cookie` that makes a browser come back as the visitor of this id. */
export function writeVisitorCookie(
  id: string,
  key: Uint8Array,
  now: number,
  { isSecure, isCrossSite }: CookieScope,
): string {
  const time = Math.floor(now / 1000).toString(36);
  const secure = isCrossSite ? 'SameSite=None; Secure; Partitioned' : 'SameSite=Lax; Secure';
  return [
    `${isSecure ? hostName : plainName}=${id}.${time}.${computeMac(key, [id, time])}`,
    'Path=/',
    `Max-Age=${lifeSeconds}`,
    'HttpOnly',
    isSecure ? secure : 'SameSite=Lax',
  ].join('; ');
}

function verify(value: string, keys: readonly Uint8Array[], now: number): VisitorCookie | undefined {
  const [, id, time, mac] = pattern.exec(value) ?? [];
  if (id === undefined || time === undefined || mac === undefined) return undefined;
  const age = now / 1000 - parseInt(time, 36);
  if (age > lifeSeconds || age < -clockSeconds) return undefined;
  const signer = keys.findIndex((key) => isSameMac(computeMac(key, [id, time]), mac));
  return signer < 0 ? undefined : { id, isStale: signer > 0 || age > lifeSeconds / 2 };
}
