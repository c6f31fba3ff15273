import { GoogleError } from './google-error.js';

/** How a connection ends in the words of its protocol. */
export interface LiveClose {
  readonly code: number;
  readonly reason: string;
}

/** A close frame has room for so many bytes of reason. */
const longestReason = 123;

function cutReason(reason: string): string {
  const bytes = new TextEncoder().encode(reason);
  if (bytes.length <= longestReason) return reason;
  // What a cut leaves of a character is left out.
  return new TextDecoder().decode(bytes.slice(0, longestReason)).replace(/\uFFFD+$/, '');
}

/** What a client must not do again is 1007, what it may not do 1008; the rest is the server's own trouble, 1011. */
function chooseCode(status: number): number {
  if (status === 400) return 1007;
  return status > 400 && status < 408 ? 1008 : 1011;
}

/** A refusal as the Live API tells it: by closing the connection. */
export function describeClose(error: unknown): LiveClose {
  if (!(error instanceof GoogleError)) return { code: 1011, reason: 'Internal error encountered.' };
  return { code: chooseCode(error.status), reason: cutReason(error.message) };
}
