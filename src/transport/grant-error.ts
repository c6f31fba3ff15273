import { ChatError, type ChatErrorOptions, type ErrorReason } from '../protocol/chat-error.js';

/** That there is no credential to be had, and why. Never holds anything of what was given instead. */
export function grantError(
  reason: Extract<ErrorReason, `token-${string}`>,
  message: string,
  options: Pick<ChatErrorOptions, 'retryable' | 'retryAfter'> = {},
): ChatError {
  return new ChatError('unauthorized', { message, reason, ...options });
}
