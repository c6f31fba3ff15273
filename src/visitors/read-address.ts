import { readNotedAddress } from './note-address.js';

/** What a visitor's address is found by. */
export interface AddressOptions {
  readonly address?: (request: Request) => string | undefined;
  readonly trustedProxies: number;
}

/**
 * The address that a request comes from, the same for all that one household or machine can send from; undefined
 * where the server is not told it. Each proxy of the site adds the address that it was asked from to the end of
 * `X-Forwarded-For`: what stands before the last `trustedProxies` of them is the visitor's own invention.
 */
export function readAddress(request: Request, options: AddressOptions): string | undefined {
  if (options.address) return parseAddress(options.address(request) ?? '');
  const forwarded = request.headers.get('x-forwarded-for')?.split(',').toReversed() ?? [];
  const hops = [readNotedAddress(request), ...forwarded];
  // Where one of the proxies was left out, the farthest that is known is nearest to the truth.
  return parseAddress(hops[Math.min(options.trustedProxies, hops.length - 1)] ?? '');
}

/** An address in one spelling, of IPv6 the half that a provider gives to one customer; undefined for nonsense. */
export function parseAddress(text: string): string | undefined {
  const bare = text.length > 100 ? '' : text.trim().toLowerCase();
  return parseVersion4(bare.replace(/:\d{1,5}$/, '')) ?? parseVersion6(bare);
}

function parseVersion4(text: string): string | undefined {
  const bytes = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return bytes?.every((byte) => byte < 256) ? bytes.join('.') : undefined;
}

function parseVersion6(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text;
  // What stands behind the sign names a network card.
  const address = `http://[${bare.replace(/%.*$/, '')}]/`;
  if (!/^[\w:.%-]+$/.test(bare) || !URL.canParse(address)) return undefined;
  const groups = expand(new URL(address).hostname.slice(1, -1));
  const [, , , , , fifth, sixth = 0, seventh = 0] = groups;
  if (groups.slice(0, 5).every((group) => group === 0) && fifth === 0xffff) {
    return [sixth >> 8, sixth & 255, seventh >> 8, seventh & 255].join('.');
  }
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

/** All eight groups of an address in the spelling that URLs have. */
function expand(address: string): number[] {
  const [before = '', after] = address.split('::');
  const read = (part = ''): number[] =>
    part === '' ? [] : part.split(':').map((group) => parseInt(group, 16));
  const [first, last] = [read(before), read(after)];
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}
