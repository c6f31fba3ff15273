// A server for the chat alone.
import { createServer } from 'node:http';
import { createChatHandler, toNodeListener } from 'gemini-chat-element/server';

const chat = createChatHandler({ apiKey: process.env.GEMINI_API_KEY, origins: ['https://www.example.com'] });
const server = createServer(toNodeListener(chat)).listen(process.env.PORT ?? 8787);

process.once('SIGTERM', () => {
  // Answers that run come to their end.
  void chat.close().then(() => server.close());
});
