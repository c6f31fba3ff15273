/** The reader of foreign data: loaded when a kept conversation is restored. */
export function loadReadConversation(): Promise<typeof import('./read-conversation.js')> {
  return import('./read-conversation.js');
}
