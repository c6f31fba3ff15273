/**
 * What exactly went wrong where a code says too little: with a credential, a live session, or a microphone. Each has
 * a sentence of its own.
 */
export type ErrorReason =
  // Getting a credential.
  | 'token-unreachable'
  | 'token-slow'
  | 'token-refused'
  | 'token-limited'
  | 'token-unreadable'
  | 'token-expired'
  // Using it.
  | 'credential-refused'
  | 'token-used-up'
  // The live session.
  | 'live-unreachable'
  | 'live-unsuited'
  | 'live-refused'
  | 'live-failed'
  | 'live-silent'
  | 'live-lost'
  | 'live-unsupported'
  | 'live-attachment'
  // Speaking and hearing.
  | 'microphone-denied'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'microphone-unavailable'
  | 'voice-needs-live';
