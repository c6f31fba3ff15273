const codes = [
  'not-configured',
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'quota-exceeded',
  'overloaded',
  'timeout',
  'offline',
  'network',
  'bad-response',
  'server-error',
  'invalid-request',
  'blocked',
  'truncated',
  'attachment-type',
  'attachment-size',
  'attachment-failed',
  'function-failed',
  'storage',
] as const;

/** What went wrong, by name; the reader's sentence for each is in the catalogue of strings. */
export type ChatErrorCode = (typeof codes)[number];

/** The code of that name, if there is one. */
export function findErrorCode(name: unknown): ChatErrorCode | undefined {
  return codes.find((code) => code === name);
}
