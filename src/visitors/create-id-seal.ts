import { computeHexMac, computeMac, hexMacLetters, isSameMac, macLetters } from './compute-mac.js';
import type { IdKind, IdSeal } from './id-seal.js';
import type { Keys } from './keyring.js';
import { findStoredFile, mostFileLetters } from './stored-file.js';

/** Whose ids are sealed and opened, and with what. */
export interface IdSealOptions {
  /** The first seals, all open. */
  readonly keys: Keys;
  /** Whom a sealed id is for: one or two. */
  readonly owners: readonly string[];
  /** Who asks now: an id opens for whom it was sealed for. */
  readonly identities: readonly string[];
  /** Where Gemini is, for the addresses of its files. */
  readonly baseUrl: string;
}

/** More letters than any id has; a token to go on with may hold what was said. */
const mostLetters: Readonly<Record<Exclude<IdKind, 'uri'>, number>> = {
  interaction: 2048,
  environment: 512,
  file: mostFileLetters,
  continuation: 65_536,
  upload: 16_384,
};

/**
 * Makes the seal of one request: behind Gemini's id stands a code for each owner, which nobody without the site's
 * secret can make. Nothing needs to be remembered, and what Gemini's id says stays readable in the log at Google.
 *
 * The name of a file keeps to the letters that Google's own client cuts it out of an address by, so that the
 * codes are in digits there and stand behind the id without a sign between.
 */
export function createIdSeal(options: IdSealOptions): IdSeal {
  const { keys, owners, identities, baseUrl } = options;
  const [sealing] = keys;
  /** What a client without cookies sends can be sealed for another owner than this request would seal it for. */
  const given = new Map<string, string>();

  const seal = (kind: IdKind, id: string): string => {
    if (id === '') return '';
    if (kind === 'uri') {
      const file = findStoredFile(id, baseUrl);
      return file ? file.before + seal('file', file.id) + file.after : id;
    }
    return given.get(`${kind} ${id}`) ?? id + signEach(sealing, kind, id, owners);
  };

  const open = (kind: IdKind, sealed: string): string | undefined => {
    if (kind === 'uri') {
      const file = findStoredFile(sealed, baseUrl);
      if (!file) return sealed;
      const id = open('file', file.id);
      return id === undefined ? undefined : file.before + id + file.after;
    }
    if (sealed.length > mostLetters[kind]) return undefined;
    for (const key of keys) {
      const id = openWith(key, kind, sealed, identities);
      if (id === undefined) continue;
      // What an old secret sealed is to be sealed anew before it is forgotten.
      if (key === sealing) given.set(`${kind} ${id}`, sealed);
      return id;
    }
    return undefined;
  };

  return { seal, open };
}

/** A code for each owner; where there are two also one for both codes, so that neither can be changed or left out. */
function signEach(key: Uint8Array, kind: IdKind, id: string, owners: readonly string[]): string {
  const codes = owners.map((owner) => sign(key, kind, [id, String(owners.length), owner]));
  return [...codes, ...(codes.length > 1 ? [sign(key, kind, [id, ...codes])] : [])].join('');
}

/** The id, where its codes are of this key and one is for one of these owners. */
function openWith(
  key: Uint8Array,
  kind: IdKind,
  sealed: string,
  identities: readonly string[],
): string | undefined {
  const width = kind === 'file' ? hexMacLetters : macLetters + 1;
  const cut = (from: number): string => sealed.slice(sealed.length - from * width).slice(0, width);
  const open = (id: string, count: number, codes: readonly string[]): string | undefined => {
    const isOwned = identities
      .map((identity) => sign(key, kind, [id, String(count), identity]))
      .some((code) => codes.some((one) => isSameMac(one, code)));
    return id !== '' && isOwned ? id : undefined;
  };
  // All codes are of one length, so that an id may hold whatever looks like one.
  const ofTwo = sealed.slice(0, -3 * width);
  const [first, second, both] = [cut(3), cut(2), cut(1)];
  return isSameMac(both, sign(key, kind, [ofTwo, first, second]))
    ? open(ofTwo, 2, [first, second])
    : open(sealed.slice(0, -width), 1, [both]);
}

function sign(key: Uint8Array, kind: IdKind, fields: readonly string[]): string {
  return kind === 'file' ? computeHexMac(key, [kind, ...fields]) : `~${computeMac(key, [kind, ...fields])}`;
}
