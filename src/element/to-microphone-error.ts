import { ChatError, type ChatErrorCode, type ErrorReason } from '../protocol/chat-error.js';

/** What browsers call it where a microphone cannot be used. */
const known: Readonly<Record<string, readonly [ChatErrorCode, ErrorReason]>> = {
  NotAllowedError: ['forbidden', 'microphone-denied'],
  SecurityError: ['forbidden', 'microphone-denied'],
  NotFoundError: ['not-found', 'microphone-missing'],
  OverconstrainedError: ['not-found', 'microphone-missing'],
  NotReadableError: ['overloaded', 'microphone-busy'],
  AbortError: ['overloaded', 'microphone-busy'],
};

/** Why nobody can be heard, as the one error of this package. */
export function toMicrophoneError(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) };
  const [code, reason] = (Object.hasOwn(known, name) ? known[name] : undefined) ?? [
    'not-configured',
    'microphone-unavailable',
  ];
  return new ChatError(code, { message: `The microphone cannot be used: ${message}`, cause, reason });
}
