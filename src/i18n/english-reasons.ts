/**
 * What went wrong where a code says too little, in English. Only chats without a backend need it. A language has it
 * beside its other words, under these names.
 */
export const englishReasons = {
  'token-unreachable':
    'The page that signs this chat in could not be reached. Check your connection, then try again.',
  'token-slow': 'Signing in took too long. Wait a moment, then try again.',
  'token-refused': 'This page did not sign the chat in. Sign in to the page again, then try again.',
  'token-limited': 'This chat was signed in too often in a short time. Wait a moment, then try again.',
  'token-unreadable':
    'This page could not sign the chat in because of a mistake of its own. Tell the owner of this page.',
  'token-expired': 'What this chat was signed in with had already run out. Try again, or reload the page.',
  'credential-refused':
    'Google did not accept the sign-in of this chat. Try again; if that does not help, tell the owner of this page.',
  'token-used-up': 'The sign-in of this chat has run out. Your message is kept: try again to sign in anew.',
  'live-unreachable':
    'No direct connection to Gemini could be opened. Check your connection, then try again; some networks do not allow it.',
  'live-unsuited': 'Gemini could not follow this conversation here. Begin a new one, or ask in another way.',
  'live-refused': 'Gemini did not allow this conversation. Tell the owner of this page.',
  'live-failed': 'Gemini had a problem and ended the conversation. It is kept here: try again.',
  'live-silent': 'Gemini has gone silent. Try again.',
  'live-lost': 'The direct connection to Gemini broke. Try again.',
  'live-unsupported':
    'What this page asks of Gemini does not work in a direct conversation. Tell the owner of this page.',
  'live-attachment':
    'This file cannot be sent in a direct conversation. Remove it, then send the message again.',
  'microphone-denied':
    'The microphone is not allowed. Allow it for this page in your browser, then press the button again.',
  'microphone-missing': 'No microphone was found. Connect one, then press the button again.',
  'microphone-busy':
    'The microphone could not be used. Close other programs that use it, then press the button again.',
  'microphone-unavailable': 'This browser cannot use the microphone here. You can type your message instead.',
  'voice-needs-live': 'Speaking does not work with this chat. You can type your message instead.',
};

/** What went wrong where a code says too little. */
export type ReasonStrings = typeof englishReasons;
