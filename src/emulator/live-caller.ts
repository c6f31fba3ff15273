import type { EmulatorContext } from './emulator-context.js';
import { GoogleError } from './google-error.js';
import type { StoredToken } from './token-store.js';

const livePath =
  /\/ws\/google\.ai\.generativelanguage\.(v1|v1beta|v1alpha)\.GenerativeService\.(BidiGenerateContent(?:Constrained)?)$/;

/** Whether an address is one of the Live API's. */
export function isLiveAddress(url: string): boolean {
  return livePath.test(new URL(url).pathname);
}

function refuse(message: string, status = 401): never {
  throw new GoogleError(status, { message });
}

/** Refuses a token when its time is over. */
export function checkTokenTime({ expires }: StoredToken, { now }: EmulatorContext): void {
  if (expires.getTime() <= now().getTime()) refuse('The token has expired.');
}

/**
 * Who wants to talk: with a token at the address for those, in the version that has tokens, or with a key. Gives
 * the token; `undefined` for a key.
 */
export function findCaller({ url, headers }: Request, context: EmulatorContext): StoredToken | undefined {
  const { pathname, searchParams } = new URL(url);
  const [, version, method] = livePath.exec(pathname) ?? [];
  const authorization = headers.get('authorization') ?? '';
  if (method === 'BidiGenerateContent') {
    const bearer = authorization.replace(/^Bearer\b/i, '').trim();
    const key = headers.get('x-goog-api-key') ?? searchParams.get('key') ?? bearer;
    if (!key) refuse('The caller has no identity: an API key is missing.', 403);
    if (key.startsWith('auth_tokens/')) refuse('A token is no API key: it opens constrained sessions alone.');
    return undefined;
  }
  if (version !== 'v1alpha') refuse('Tokens are only known in v1alpha.', 404);
  const name = searchParams.get('access_token') ?? authorization.replace(/^Token\b/i, '').trim();
  if (!name) refuse('The caller has no identity: a token is missing.', 403);
  const token = context.tokens.get(name);
  if (!token) refuse('The token is not valid.');
  checkTokenTime(token, context);
  return token;
}

/** Counts a session against its token, or refuses it. */
export function spendToken(token: StoredToken, isResumed: boolean, { now }: EmulatorContext): void {
  // To go on with a session costs no use, and yet no token without one is let in.
  if (token.uses > 0 && token.used >= token.uses) refuse('The token has been used up.');
  if (isResumed) return;
  if (token.newSessionExpires.getTime() <= now().getTime())
    refuse('The token begins no new sessions any more.');
  token.used += 1;
}
