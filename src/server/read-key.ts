import type { ChatPolicy } from './read-options.js';

/** The site's function gave no key, or one that no header can carry; its name is all that the log says. */
class UnusableKeyError extends Error {}

/** The site's key, asked for anew each time; what went wrong on the way is said to nobody. */
export async function readKey(policy: Pick<ChatPolicy, 'apiKey'>): Promise<string> {
  let key: unknown;
  try {
    key = await policy.apiKey();
  } catch {
    key = undefined;
  }
  if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new UnusableKeyError();
}
