import { ChatError } from '../protocol/chat-error.js';
import { trimSlashes } from './trim-slashes.js';

/** Where Gemini is. */
export const googleBase = 'https://generativelanguage.googleapis.com';

const ownMachine = /^(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The address below which Gemini's API is reached, without a slash at its end; Google's own where none is named. */
export function readApiBase(apiBase: string): string {
  if (!apiBase) return googleBase;
  const url = URL.canParse(apiBase) ? new URL(apiBase) : undefined;
  if (!url || url.username || url.password) throw refuse('is no absolute URL without a user name');
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && ownMachine.test(url.hostname));
  // A credential travels there.
  if (!isSafe) throw refuse('must be https');
  return url.origin + trimSlashes(url.pathname);
}

function refuse(why: string): ChatError {
  return new ChatError('not-configured', { message: `The base of the API ${why}.` });
}
