import { ChatError } from './chat-error.js';

/** The error for what a request asks and generateContent cannot give. */
export function refuseRequest(what: string): ChatError {
  return new ChatError('invalid-request', { message: `generateContent has no counterpart for ${what}.` });
}
