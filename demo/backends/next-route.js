// app/api/gemini/[...path]/route.js
import { createChatHandler } from 'gemini-chat-element/server';

const chat = createChatHandler({
  // Asked for with each request: the key need not be there while the site is built.
  apiKey: async () => process.env.GEMINI_API_KEY,
  // Next.js, and what stands before it, tells addresses by X-Forwarded-For.
  trustedProxies: 1,
});

export const dynamic = 'force-dynamic';
export { chat as GET, chat as POST, chat as PUT, chat as DELETE, chat as OPTIONS };
