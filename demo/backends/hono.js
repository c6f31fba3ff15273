// A path of a Hono application, on Node.
import { createServer } from 'node:http';
import { Hono } from 'hono';
import { createChatHandler, toNodeListener } from 'gemini-chat-element/server';

const app = new Hono();
const chat = createChatHandler({ apiKey: process.env.GEMINI_API_KEY });
app.all('/api/gemini/*', (context) => chat(context.req.raw));
createServer(toNodeListener(app.fetch)).listen(process.env.PORT ?? 8787);
