import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** One key for each secret. */
export type Keys = readonly [Uint8Array, ...Uint8Array[]];

/** The keys that come from a site's secrets, one for each purpose, so that none says anything of another. */
export interface Keyring {
  /** The first signs cookies, all verify them. */
  readonly cookies: Keys;
  /** The first seals ids, all open them. */
  readonly ids: Keys;
  /**
   * What digests for counting are made with. It comes from the last of the secrets: while a new one is put before
   * the old, from machine to machine, all of them count by the same digests; and when the old one is dropped, long
   * after, counts begin anew and nothing else changes.
   */
  readonly counts: Uint8Array;
}

/**
 * Makes what gives the keys of the secrets as they are now. They are derived anew only where the secrets changed.
 * Undefined where there is no secret that is worth the name, so that nothing can be sealed.
 */
export function createKeyringReader(
  readSecrets: () => Promise<readonly string[]>,
): () => Promise<Keyring | undefined> {
  let known: { of: readonly string[]; keyring: Keyring } | undefined;
  return async () => {
    let secrets: readonly string[];
    try {
      secrets = await readSecrets();
    } catch {
      // Why not may name the secret; who needs it for more than sealing asks and fails for itself.
      return undefined;
    }
    const [first, ...others] = secrets;
    if (first === undefined || secrets.some((secret) => typeof secret !== 'string' || secret === '')) {
      return undefined;
    }
    const { of = [], keyring } = known ?? {};
    if (keyring && of.length === secrets.length && of.every((secret, index) => secret === secrets[index])) {
      return keyring;
    }
    known = { of: [first, ...others], keyring: createKeyring(first, others) };
    return known.keyring;
  };
}

function createKeyring(first: string, others: readonly string[]): Keyring {
  const deriveEach = (purpose: string): Keys => [
    derive(first, purpose),
    ...others.map((secret) => derive(secret, purpose)),
  ];
  return {
    cookies: deriveEach('visitor cookie'),
    ids: deriveEach('sealed id'),
    counts: derive(others.at(-1) ?? first, 'visitor digest'),
  };
}

function derive(secret: string, purpose: string): Uint8Array {
  return hkdf(sha256, utf8ToBytes(secret), undefined, utf8ToBytes(`gemini-chat ${purpose}`), 32);
}
