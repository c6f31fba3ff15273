import type { WireError } from './wire-error.js';

/** How an answer ended. */
export type Finish =
  | { readonly status: 'completed' | 'incomplete' | 'requires_continuation' }
  | { readonly error: WireError };

/** The filters that stopped an answer, or refused a question. */
const filters: ReadonlySet<string> = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'MODEL_ARMOR',
  'JAILBREAK',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
]);

/** What the model made cannot be used; what it makes of the same question another time often can. */
const malformed: ReadonlyMap<string, string> = new Map([
  ['MALFORMED_FUNCTION_CALL', 'The model called a function in a way that cannot be read.'],
  ['MALFORMED_RESPONSE', 'The model wrote an answer that cannot be read.'],
  ['UNEXPECTED_TOOL_CALL', 'The model called a tool that the request did not offer.'],
  ['TOO_MANY_TOOL_CALLS', 'The model called tools too often without an answer.'],
  ['NO_IMAGE', 'The model was to make an image and made none.'],
]);

/** The model gave up for reasons that Google does not tell. */
const unexplained: ReadonlySet<string> = new Set(['OTHER', 'IMAGE_OTHER']);

function toError(code: string, reason: string, ...sentences: readonly unknown[]): { error: WireError } {
  const message = sentences.filter((text) => typeof text === 'string' && text !== '').join(' ');
  return { error: { code, status: reason, message } };
}

/** What a `finishReason` means. An unknown one ends an answer like any other, where there is one. */
export function translateFinish(reason: string, details: { message: unknown; hasCome: boolean }): Finish {
  const { message, hasCome } = details;
  if (reason === 'STOP') return { status: 'completed' };
  // A continuation without the token to continue with is an answer that was cut.
  if (reason === 'MAX_TOKENS' || reason === 'CONTINUATION') return { status: 'incomplete' };
  if (filters.has(reason)) {
    return toError('content_blocked', reason, `The answer was stopped: ${reason}.`, message);
  }
  const problem = malformed.get(reason);
  if (problem !== undefined) return toError('bad_response', reason, `${problem} (${reason})`, message);
  if (unexplained.has(reason)) {
    return toError('server_error', reason, `The model gave up: ${reason}.`, message);
  }
  if (hasCome) return { status: 'completed' };
  return toError('server_error', reason, `The model ended without an answer: ${reason}.`, message);
}

/** The error for a question that was refused; whatever the reason, it is one of content. */
export function translateBlock(reason: unknown, message: unknown): WireError {
  const name = typeof reason === 'string' && reason !== '' ? reason : 'BLOCKED_REASON_UNSPECIFIED';
  return toError('content_blocked', name, `The question was refused: ${name}.`, message).error;
}
