export { createChatHandler } from './server/create-chat-handler.js';
export type { ChatHandler } from './server/create-chat-handler.js';
export type {
  ChatHandlerOptions,
  LiveOptions,
  McpServer,
  SafetySetting,
  ToolType,
  UploadOptions,
} from './server/chat-handler-options.js';
export type { SiteConfig } from './server/describe-site.js';
export { LimitReached } from './limits/limiter.js';
export type { Admission, Asking, Limiter } from './limits/limiter.js';
export type { LimitOptions, Limits } from './limits/limits.js';
export type { RequestRecord } from './server/request-record.js';
export { toNodeListener } from './server/to-node-listener.js';
export type { NodeListener } from './server/to-node-listener.js';
