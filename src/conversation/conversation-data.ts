import type { ChatErrorCode } from '../protocol/chat-error.js';
import type { Step } from '../protocol/step.js';
import type { Path } from './fork.js';
import type { Message, MessageStatus } from './message.js';

/** A message as it is kept. Only `role` and one of `text` and `steps` must be there to restore it. */
export interface MessageData {
  readonly id?: string;
  readonly role: 'user' | 'model';
  readonly text?: string;
  /** The wire's steps, verbatim; what `text` says is read from them. */
  readonly steps?: readonly Step[];
  readonly status?: MessageStatus;
  /** As `Date.toISOString` writes it. */
  readonly createdAt?: string;
  readonly usage?: Message['usage'];
  readonly error?: { readonly code: ChatErrorCode; readonly message: string };
  readonly interactionId?: string;
  readonly isData?: boolean;
  readonly isBackground?: boolean;
  readonly thinkingMs?: number;
}

/** A conversation as plain data, which JSON can hold. */
export interface ConversationData {
  readonly version: 1;
  readonly messages: readonly MessageData[];
  /** Where the conversation went on in several ways: after which message, and what came each time. */
  readonly branches?: readonly {
    readonly after: string;
    readonly active: number;
    readonly tails: readonly (readonly MessageData[])[];
  }[];
}

/** A conversation as data. Calls of the page's functions are kept as the steps that they are on the wire. */
export function writeConversation({ messages, forks }: Path): ConversationData {
  const branches = [...forks].map(([after, { active, tails }]) => ({
    after,
    active,
    tails: tails.map((tail) => tail.map(writeMessage)),
  }));
  return { version: 1, messages: messages.map(writeMessage), ...(branches.length > 0 && { branches }) };
}

function writeMessage(message: Message): MessageData {
  const { error, createdAt, branch: _, calls: __, data: ___, retry: ____, ...rest } = message;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}
