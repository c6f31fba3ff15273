const number = new Intl.NumberFormat('en');
const plural = new Intl.PluralRules('en');

/** The words in English; what any other language falls back to. */
export const english = {
  /** Names the whole chat where the page gives no heading. */
  chat: 'Chat',
  /** Names the list of messages. */
  transcript: 'Conversation',
  you: 'You',
  gemini: 'Gemini',
  /** Names a message: who said it, and when. */
  messageBy: (author: string, time: string) => `${author}, ${time}`,
  greeting: 'How can I help?',
  placeholder: 'Ask anything',
  messageLabel: 'Your message',
  send: 'Send',
  stop: 'Stop answering',
  attach: 'Attach files',
  queued: 'Waiting for the answer above',
  stopped: 'Stopped',
  retry: 'Try again',
  continueAnswer: 'Continue',
  /** What is sent when the reader asks for the rest of a cut answer. */
  continuePrompt: 'Please continue exactly where you stopped.',
  jumpToLatest: 'Jump to the latest message',
  newMessages: 'New below',
  emptyAnswer: 'Gemini sent no answer. Try again, or ask in other words.',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Selected: copy it by hand',
  loadImage: (host: string, alt: string) =>
    alt ? `Load image from ${host}: ${alt}` : `Load image from ${host}`,
  linkWarning: (host: string) => `Careful: this link goes to ${host}`,
  answering: 'Gemini is answering',
  needsConsent: 'Gemini waits for your consent.',
  /** Closes the spoken beginning of a long answer. */
  moreCharacters: (count: number) =>
    `${number.format(count)} more ${plural.select(count) === 'one' ? 'character' : 'characters'} in the conversation.`,
  sendsWhenOnline: 'It will be sent as soon as you are back online.',
  interrupted: 'The connection broke before the answer was complete. What had arrived is kept.',
  errors: {
    'not-configured': 'This chat is not connected yet. Tell the owner of this page.',
    unauthorized: 'The chat could not sign in. Reload the page, or sign in again, then try again.',
    forbidden: 'This chat is not allowed here. Tell the owner of this page if it should be.',
    'not-found': 'The chat service was not found. Try again later, or tell the owner of this page.',
    'rate-limited': 'Too many messages in a short time. Wait a moment, then try again.',
    'quota-exceeded': 'The daily limit of this chat is used up. Come back tomorrow.',
    overloaded: 'Gemini is very busy right now. Wait a moment, then try again.',
    timeout: 'The answer took too long. Try again.',
    offline: 'You are offline. Your message is kept.',
    network: 'The chat service could not be reached. Check your connection, then try again.',
    'bad-response': 'The answer of the chat service could not be read. Try again.',
    'server-error': 'Something went wrong at the chat service. Try again.',
    'invalid-request': 'The chat service did not accept this message. Change it, then send it again.',
    blocked: 'Gemini could not answer this because of its safety rules. Ask in another way.',
    truncated: 'The answer reached its longest allowed length and was cut.',
    'attachment-type': 'This kind of file cannot be sent. Choose another one.',
    'attachment-size': 'This file is too large. Choose a smaller one.',
    'attachment-failed': 'The file could not be sent. Try again.',
    'function-failed': 'An action that this page offers did not work. Try again.',
    storage: 'The conversation could not be saved. It stays here until you close the page.',
  },
};

/** Every word that the reader sees or hears, but for what the page and the model say. */
export type Strings = typeof english;
