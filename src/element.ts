export { GeminiChatElement } from './element/gemini-chat-element.js';
export * from './element/events.js';
export { ChatError } from './protocol/chat-error.js';
export type { ChatErrorCode, ChatErrorOptions } from './protocol/chat-error.js';
export type { Message, MessageStatus } from './conversation/message.js';
export type { ChatStatus } from './conversation/snapshot.js';
export type { ThinkingLevel } from './conversation/turn-settings.js';
export type { Content, Step, Usage } from './protocol/step.js';
