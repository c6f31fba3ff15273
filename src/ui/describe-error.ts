import type { ReasonStrings } from '../i18n/english-reasons.js';
import type { Strings } from '../i18n/english.js';
import type { ChatError } from '../protocol/chat-error.js';

let reasons: ReasonStrings | undefined;

/** Gives the sentences for what a code says too little of. */
export function learnReasons(words: ReasonStrings): void {
  reasons = words;
}

/** What the reader is told of an error: where its reason has a sentence, that; else the usual words. */
export function describeError(
  error: ChatError | undefined,
  strings: Strings,
  usual = strings.errors[error?.code ?? 'server-error'],
): string {
  return (error?.reason && reasons?.[error.reason]) ?? usual;
}
