// A whole site: pages in public/, the script, and the chat.
import express from 'express';
import { createChatHandler, toNodeListener } from 'gemini-chat-element/server';

const app = express();
app.use('/api/gemini', toNodeListener(createChatHandler({ apiKey: process.env.GEMINI_API_KEY })));
app.use('/cdn', express.static('node_modules/gemini-chat-element/dist/cdn'));
app.use(express.static('public'));
app.listen(process.env.PORT ?? 8787);
