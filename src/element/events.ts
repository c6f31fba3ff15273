import type { Message } from '../conversation/message.js';
import type { ChatStatus } from '../conversation/snapshot.js';
import type { ChatError } from '../protocol/chat-error.js';
import type { Content } from '../protocol/step.js';
import type { FunctionCall } from '../tools/function-call.js';

const shown: EventInit = { bubbles: true, composed: true };

/** Before a message is taken. Cancel it to refuse the message; set `input` to send something else. */
export class ChatSendEvent extends Event {
  /** What will be sent: text, or pieces of content. */
  input: string | Content[];

  constructor(input: string | Content[]) {
    super('chat-send', { ...shown, cancelable: true });
    this.input = input;
  }
}

/** The first of a reply arrived. */
export class ChatReplyStartEvent extends Event {
  readonly message: Message;

  constructor(message: Message) {
    super('chat-reply-start', shown);
    this.message = message;
  }
}

/** More of a reply arrived; at most once a frame. */
export class ChatReplyDeltaEvent extends Event {
  /** The reply so far. */
  readonly message: Message;
  /** The text that came since the last of these events. */
  readonly delta: string;

  constructor(message: Message, delta: string) {
    super('chat-reply-delta', shown);
    this.message = message;
    this.delta = delta;
  }
}

/** A reply ended: complete, stopped or broken, as its `status` says. */
export class ChatReplyEndEvent extends Event {
  readonly message: Message;

  constructor(message: Message) {
    super('chat-reply-end', shown);
    this.message = message;
  }
}

/** Something went wrong. The reader has been told already. */
export class ChatErrorEvent extends Event {
  readonly error: ChatError;

  constructor(error: ChatError) {
    super('chat-error', shown);
    this.error = error;
  }
}

/**
 * The chat is not signed in, or not any more; follows on `chat-error`. Let the reader sign in, then call `retry()` of
 * the chat: what failed is asked again.
 */
export class ChatSignInEvent extends Event {
  readonly error: ChatError;

  constructor(error: ChatError) {
    super('chat-sign-in', shown);
    this.error = error;
  }
}

/** The model calls a function of the page, before it runs. Cancel it to refuse; the model is told so. */
export class ChatFunctionCallEvent extends Event {
  /** The call: its `id`, the function's `name`, and the `args` that the model passes. */
  readonly call: FunctionCall;

  constructor(call: FunctionCall) {
    super('chat-function-call', { ...shown, cancelable: true });
    this.call = call;
  }
}

/** The chat began or ceased to do something. */
export class ChatStatusChangeEvent extends Event {
  readonly status: ChatStatus;

  constructor(status: ChatStatus) {
    super('chat-status-change', shown);
    this.status = status;
  }
}

/** The conversation became another one, such as an empty one. */
export class ChatConversationChangeEvent extends Event {
  readonly messages: readonly Message[];

  constructor(messages: readonly Message[]) {
    super('chat-conversation-change', shown);
    this.messages = messages;
  }
}

declare global {
  // Of every target that they bubble to: elements, the document and the window.
  interface GlobalEventHandlersEventMap {
    'chat-send': ChatSendEvent;
    'chat-reply-start': ChatReplyStartEvent;
    'chat-reply-delta': ChatReplyDeltaEvent;
    'chat-reply-end': ChatReplyEndEvent;
    'chat-error': ChatErrorEvent;
    'chat-sign-in': ChatSignInEvent;
    'chat-function-call': ChatFunctionCallEvent;
    'chat-status-change': ChatStatusChangeEvent;
    'chat-conversation-change': ChatConversationChangeEvent;
  }
}
