import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { computeMac, createRandomId } from './compute-mac.js';
import { createIdSeal } from './create-id-seal.js';
import type { IdSeal } from './id-seal.js';
import type { Keyring } from './keyring.js';
import { createKeyringReader } from './keyring.js';
import type { AddressOptions } from './read-address.js';
import { readAddress } from './read-address.js';
import { readSender } from './read-sender.js';
import { readVisitorCookie, writeVisitorCookie } from './visitor-cookie.js';
import type { Visitor } from './visitor.js';

/** What finding out who asks goes by. */
export interface IdentityOptions extends AddressOptions {
  readonly identify?: (request: Request) => string | undefined | Promise<string | undefined>;
  readonly secrets: () => Promise<readonly string[]>;
  /** Gemini's address, below which its files are. */
  readonly baseUrl: string;
}

/** Who a request is from: whom ids are sealed for, whose it opens, and what it is counted by. */
interface Identity {
  readonly owners: readonly string[];
  readonly identities: readonly string[];
  readonly counted: string | undefined;
  readonly cookie: string | undefined;
}

/** Only what may change something gets a cookie; to look around leaves no trace. */
const writingMethods: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE']);

/** Whom no address and no cookie tells from others, such as a command line on the same machine. */
const unknownClient = 'unknown client';

/**
 * Makes what finds out who asks, and so whose an id is. An id is sealed for one or two owners, and opens for a
 * request that is from one of them:
 *
 * - Where the site names the visitor (`identify`), that name is the only owner, and no cookie is set.
 * - A request with a valid cookie is the cookie's and nobody else's, whatever its address.
 * - A request without one gets a fresh cookie, whose id is an owner: a browser comes back with it. From anywhere
 *   but a page of the own origin the cookie may never come back: Google's client has no place for it, and browsers
 *   withhold cookies from pages of other sites. Then the address is the second owner, and stands for who asks as
 *   long as there is no cookie. Where the server is not told the address, a client that is no browser shares a
 *   second owner with all others of that kind, and a browser has none.
 * - A page of the own origin without a cookie is nobody yet and opens nothing, so that of two browsers behind one
 *   address neither reads what is the other's.
 */
export function createIdentifier(options: IdentityOptions): (request: Request) => Promise<Visitor> {
  const readKeyring = createKeyringReader(options.secrets);
  return async (request) => {
    const name = await readName(request, options);
    const keyring = await readKeyring();
    if (keyring === undefined) return nobody;
    const address = readAddress(request, options);
    const owner = address === undefined ? undefined : `address ${address}`;
    const { owners, identities, counted, cookie } =
      name === undefined
        ? recognize(request, keyring, owner, options)
        : identifyBy(`name ${digestName(name)}`);
    const digest = (text: string | undefined) =>
      text === undefined ? undefined : computeMac(keyring.counts, [text]);
    return {
      id: digest(counted),
      address: digest(owner),
      ids: createIdSeal({ keys: keyring.ids, owners, identities, baseUrl: options.baseUrl }),
      cookie,
    };
  };
}

/** What the site calls the visitor; undefined where it does not know. */
async function readName(request: Request, { identify }: IdentityOptions): Promise<string | undefined> {
  // A browser that asks whether it may ask sends nothing that a visitor could be known by.
  if (request.method === 'OPTIONS') return undefined;
  const name: unknown = await identify?.(request);
  if (name === undefined || name === null || name === '') return undefined;
  // A number or an object that were taken for a text could make many visitors one.
  if (typeof name !== 'string') throw new TypeError('identify must return a text or undefined');
  return name;
}

/** By its cookie or its address. */
function recognize(
  request: Request,
  keyring: Keyring,
  address: string | undefined,
  { trustedProxies }: IdentityOptions,
): Identity {
  const sender = readSender(request, trustedProxies);
  const now = Date.now();
  const writes = writingMethods.has(request.method);
  const write = (id: string): string => writeVisitorCookie(id, keyring.cookies[0], now, sender);
  const known = readVisitorCookie(request.headers.get('cookie') ?? '', keyring.cookies, now, sender.isSecure);
  if (known) {
    const renews = known.isStale && writes;
    return { ...identifyBy(`cookie ${known.id}`), cookie: renews ? write(known.id) : undefined };
  }
  const id = createRandomId();
  const fresh = `cookie ${id}`;
  const cookieless = sender.isBrowser ? address : (address ?? unknownClient);
  const shared = sender.isOwnPage || cookieless === undefined ? [] : [cookieless];
  return {
    // Where no cookie is set its id is nobody's, and what is sealed for it is sealed for ever.
    owners: writes || shared.length === 0 ? [fresh, ...shared] : shared,
    identities: shared,
    // By the address first, so that one who throws cookies away is not a new visitor each time.
    counted: address ?? (writes && sender.isBrowser ? fresh : undefined),
    cookie: writes ? write(id) : undefined,
  };
}

function identifyBy(owner: string): Identity {
  return { owners: [owner], identities: [owner], counted: owner, cookie: undefined };
}

/** Short, however long the name is. */
function digestName(name: string): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(name))));
}

/** Without a secret nothing can be sealed, and what is not sealed is not given out. */
const closedSeal: IdSeal = { seal: failWithoutSecret, open: failWithoutSecret };

/** Who asks where nobody looked who it is. */
export const nobody: Visitor = { id: undefined, address: undefined, ids: closedSeal, cookie: undefined };

function failWithoutSecret(): never {
  throw new Error('There is no secret to seal ids with');
}
