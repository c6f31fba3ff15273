import { randomUUID } from 'node:crypto';
import type { TokenGrant } from '../src/index.js';

const lifetimeMilliseconds = 3 * 60_000;

/** Keys that are good for some minutes, as a server that signs its visitors in would get them for each. */
export class ShortLivedKeys {
  /** When each of them ends. */
  readonly #ends = new Map<string, number>();

  create(): TokenGrant {
    const now = Date.now();
    for (const [key, end] of this.#ends) if (end <= now) this.#ends.delete(key);
    const token = `demo-${randomUUID()}`;
    const end = now + lifetimeMilliseconds;
    this.#ends.set(token, end);
    return { token, expireTime: new Date(end).toISOString(), kind: 'api-key' };
  }

  /** Whether a key is one of them, and still good. */
  has(key: string): boolean {
    return (this.#ends.get(key) ?? 0) > Date.now();
  }
}
