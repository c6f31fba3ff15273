/** Every word that the reader sees or hears, but for what the page and the model say. */
export interface Strings {
  /** Names the whole chat where the page gives no heading. */
  chat: string;
  /** Names the list of messages. */
  transcript: string;
  you: string;
  gemini: string;
  /** Names a message: who said it, and when. */
  messageBy: (author: string, time: string) => string;
  greeting: string;
  placeholder: string;
  messageLabel: string;
  send: string;
  stop: string;
  queued: string;
  notSent: string;
  stopped: string;
  retry: string;
  continueAnswer: string;
  /** What is sent when the reader asks for the rest of a cut answer. */
  continuePrompt: string;
  jumpToLatest: string;
  newMessages: string;
  thinking: string;
  thoughts: string;
  emptyAnswer: string;
  usedStep: (step: string) => string;
  copy: string;
  copied: string;
  copyFailed: string;
  copyCode: (language: string) => string;
  code: (language: string) => string;
  table: string;
  loadImage: (host: string, alt: string) => string;
  linkWarning: (host: string) => string;
  taskDone: string;
  taskOpen: string;
  answering: string;
  /** Closes the spoken beginning of a long answer. */
  moreCharacters: (count: number) => string;
  retryIn: (wait: string) => string;
  sendsWhenOnline: string;
  errors: Record<ErrorCode, string>;
  interrupted: string;
}

/** The names of what can go wrong, as the rest of the code knows them. */
export type ErrorCode =
  | 'not-configured'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'quota-exceeded'
  | 'overloaded'
  | 'timeout'
  | 'offline'
  | 'network'
  | 'bad-response'
  | 'server-error'
  | 'invalid-request'
  | 'blocked'
  | 'truncated'
  | 'attachment-type'
  | 'attachment-size'
  | 'attachment-failed'
  | 'function-failed'
  | 'storage';
