import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { Credential, type CredentialKind } from './credential.js';
import { grantError } from './grant-error.js';

/** A grant that was understood. */
export interface Grant {
  readonly credential: Credential;
  /** When it ends, in milliseconds since 1970, where that was said. */
  readonly expires: number | undefined;
}

/** More than any token has, and as much as servers take in one header. */
const longestToken = 8192;
const liveMark = 'auth_tokens/';
/** `Date.parse` alone would take most words with a number in them. */
const isoTime = /^\d{4}-\d\d-\d\dT/;
const jsonWebToken = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

/** Reads what a page or its server gave; throws a `ChatError` that holds nothing of it where that is no grant. */
export function readGrant(answer: unknown): Grant {
  const { token, kind, expireTime } = readFields(answer);
  if (typeof token !== 'string' || token === '') throw unreadable('it has no text `token`');
  if (token.length > longestToken) throw unreadable('its token is too long');
  // What no header can carry would break the request, with the token in the error.
  if (!/^[\x21-\x7e]+$/.test(token)) throw unreadable('its token has characters that no header can carry');
  const knownKind = findKind(kind, token);
  if (knownKind === 'auth-token' && !token.startsWith(liveMark)) {
    throw unreadable(`it is of the kind auth-token, but does not begin with ${liveMark}`);
  }
  const isTime = typeof expireTime === 'string' && isoTime.test(expireTime);
  const expires = isTime ? Date.parse(expireTime) : Number.NaN;
  return {
    credential: new Credential(knownKind, token),
    expires: Number.isNaN(expires) ? undefined : expires,
  };
}

/** What a page gives may be any object, whose fields throw what they hold. */
function readFields(answer: unknown): WireObject {
  try {
    const { token, kind, expireTime }: WireObject = isWireObject(answer) ? answer : {};
    return { token, kind, expireTime };
  } catch {
    throw unreadable('its fields cannot be read');
  }
}

function findKind(kind: unknown, token: string): CredentialKind {
  if (kind === 'api-key' || kind === 'bearer' || kind === 'auth-token') return kind;
  if (token.startsWith(liveMark)) return 'auth-token';
  return token.startsWith('ya29.') || jsonWebToken.test(token) ? 'bearer' : 'api-key';
}

function unreadable(why: string) {
  return grantError('token-unreadable', `The grant cannot be used: ${why}.`);
}
